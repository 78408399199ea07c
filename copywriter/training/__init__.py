"""How the house model comes to be: passages, grammar, tokenizer, training, weights with a card; how a shop adapts one.
Imports nothing heavy until a command runs; knows no site."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None, *, finetune: bool = False) -> int:
    """Runs `train` (or `finetune`) with these arguments; returns the exit status."""
    from copywriter.training import command  # noqa: PLC0415  (torch: only when a training is asked for)

    return command.finetune(argv) if finetune else command.train(argv)
