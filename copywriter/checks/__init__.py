"""Checks: a text, the facts of its product, a language, a market and a channel in; findings and a fact ledger out.
Knows no engine, no prompt and no site."""

from copywriter.checks.check import CHECK_VERSION, check

__all__ = ["CHECK_VERSION", "check"]
