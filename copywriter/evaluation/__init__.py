"""Measures what a model writes, and what readers say of it.
Nothing heavy is imported until the command runs; knows no site."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `evaluate` with these arguments; returns the exit status: 1 where a bar is missed."""
    from copywriter.evaluation import command  # noqa: PLC0415  (engines: only when asked for)

    return command.main(argv)
