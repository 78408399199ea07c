"""Which fact gives the very share that a text says one saves: "save 15% on a second bundle".
Knows no price and no offer beyond the facts; `commerce.py` judges what no fact gives."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex, Source

_SAVES = re.compile(
    r"\b(?:sav(?:e|es|ing|ings of)|get|enjoy|take) (?:up to |an? )?(\d{1,2}) ?%|(\d{1,2}) ?% (?:off|less)"
)
_OFFER = re.compile(r"\bdiscount|\bsav(?:e|es|ing|ings)\b|\boffer\b|\boff\b|\bdeal\b|\breduc")


def saved(index: FactIndex, folded: str, start: int) -> Source | None:
    """The fact of a discount whose value holds the share said at `start`; None where there is none."""
    said = _SAVES.match(folded, start)
    if said is None:
        return None
    share = re.compile(rf"(?<![\d.]){said[1] or said[2]} ?%")
    return next(
        (s for s in index.sources if share.search(s.folded) and _OFFER.search(f"{s.name_folded} {s.folded}")), None
    )
