"""Judges what a thing is made, filled or sweetened with, where no table of materials holds it: soy, stevia.
Knows no share; such a word claims only beside the product's own nouns or after what is done with it. English only."""

from __future__ import annotations

import re
from functools import cache

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.reading import stem
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.checks.claims.wordlist import WORDS
from copywriter.checks.literals import Literals

_DONE = re.compile(
    r"\b(?:sweet\w*|(?:pre-)?season\w*|colou?r(?:ed|ing)|dyed|tinted|treated|oiled|waxed|sealed|filled"
    r"|stuffed|padded|cured"
    r"|fed|bound|thickened|set|fried|preserved|packed|made|brewed|pressed|spun|blended|strung)"
    r"(?: \w+){0,2} (?:with|from|of|on|in|by) (?:\w+ )?$"
    r"|\b(?:we|it|recipe|formula|blend|bar|soap|food|mix) (?:starts?|begins?) with (?:\w+ )?$"
)
_STUFF = re.compile(
    r"\b(?:oil|syrup|sugar|wax|milk|butter|flour|fibre|fiber|hair|pigments?|dyes?|juice|extract) (?:from|of) $"
)
_STUFF_AFTER = re.compile(r" (?:oil|syrup|sugar|wax|milk|butter|flour|fibre|fiber|hair|pigments?|dyes?)\b")
_OF_HEAD = re.compile(
    r"\b([a-z]+)(?: is| are| was|:| of| in| from| comes? from)(?: (?:plain|pure|real|soft|pressed|fresh))? $"
)
_HEAD_AFTER = re.compile(r"(?: hair)?[ -]([a-z]+)")


@cache
def _words() -> Literals[str]:
    return Literals({word: word for word in WORDS["substances"]})


def judge_substances(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Supported by the fact that holds the word, unsupported where none does; nothing where the word is talk."""
    found: list[Ruling] = []
    for end, start, word in _words().found(folded):
        if start in taken or _letter(folded[start - 1 : start]) or _letter(folded[end : end + 1]):
            continue
        if is_negated(folded, start, end) or asked_at(folded, start) is not None:
            continue
        before = folded[max(0, start - 44) : start]
        head = _OF_HEAD.search(before)
        after = _HEAD_AFTER.match(folded, end)
        done = bool(_DONE.search(before) or _STUFF.search(before))
        beside = bool(
            (head and _own(index, head[1])) or (after and _own(index, after[1]) and not _STUFF_AFTER.match(folded, end))
        )
        if not done and not beside:
            continue
        if tail := _STUFF_AFTER.match(folded, end):
            end = tail.end()
        holder = next((s for s in index.sources if s.variant < 0 and re.search(rf"\b{word}", s.folded)), None)
        if holder is not None:
            found.append(Ruling(start, end, "supported", "claim.material", refs(holder)))
            continue
        rival = next(
            (
                s
                for s in index.sources
                if head and isinstance(s.ref, int) and stem(head[1]) in {*s.name_stems, *s.stems}
            ),
            None,
        )
        said = f"says “{text[start:end]}”"
        reason = (
            f"The text {said}, but {name_of(rival)} says otherwise." if rival else f"No fact of this product {said}."
        )
        found.append(
            Ruling(
                start,
                end,
                "contradicted" if rival else "unsupported",
                "claim.material",
                refs(rival) if rival else (),
                reason,
                rival.value if rival else "",
                "rewrite" if rival else "fact",
            )  # fmt: skip
        )
    return found


def _own(index: FactIndex, word: str) -> bool:
    return stem(word) in index.nouns


def _letter(mark: str) -> bool:
    return mark.isalnum()
