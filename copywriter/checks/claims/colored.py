"""Which part of a product a colour is said of, where the facts give several: red engine, blue wagons; straps in tan.
Knows no ruling; `things.py` judges with the colours that are found here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.parts import piece_around, side_of
from copywriter.checks.claims.reading import STOP, words
from copywriter.checks.claims.terms import Term, is_color

_ITEM = re.compile(r"[,;/]| with | and (?=[a-z]+ [a-z])")
#: Words beside a colour that name no part.
_NO_PART = frozenset(
    """color finish shade tone matt matte dark light pale deep bright one pair other side made pattern design version
    style of look trim accent detail details""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Colored:
    """A part and the colours that one item of a fact gives it. No `heads`: the product as a whole."""

    source: Source
    heads: frozenset[str]
    side: int | None
    concepts: frozenset[str]


def colored_parts(index: FactIndex) -> list[Colored]:
    """What the facts give a colour, in English; kept in the index. Empty where they give only one thing one."""
    if index.colored is None:
        index.colored = []
        for source in index.sources:
            if source.variant >= 0 or not isinstance(source.ref, int) or source.folded > "\u3000":
                continue
            index.colored += _of_fact(source)
        if len(index.colored) < 2:
            index.colored = []
    return index.colored


def _of_fact(source: Source) -> list[Colored]:
    """The parts of one fact; items of a list that share one noun are one part: blue and white stripes."""
    found: list[Colored] = []
    at, mark = 0, " with "
    for piece in [*_ITEM.finditer(source.folded), None]:
        end = piece.start() if piece else len(source.folded)
        terms = [t for t in source.terms if at <= t.start and t.end <= end and t.concept("color")]
        if any(t.denied for t in terms):
            return []
        if terms:
            new = _colored(source, terms, at, end)
            if found and mark != " with " and not (found[-1].heads and new.heads):
                heads, concepts = found[-1].heads | new.heads, found[-1].concepts | new.concepts
                found[-1] = Colored(source, heads, side_of(heads), concepts)
            else:
                found.append(new)
        if piece:
            at, mark = piece.end(), piece[0]
    return found


def _colored(source: Source, terms: list[Term], left: int, right: int) -> Colored:
    inside = {at for t in terms for at in range(t.start, t.end)}
    stems = {s for a, _, s in words(source.folded[left:right]) if left + a not in inside and not s.isdigit()}
    if source.role != "color":
        stems |= set(source.name_stems)
    heads = frozenset(s for s in stems if s not in STOP and s not in _NO_PART)
    return Colored(source, heads, side_of(heads), frozenset(c for t in terms if (c := t.concept("color"))))


def part_of(index: FactIndex, folded: str, term: Term) -> list[Colored]:
    """The parts that the words beside a colour name; none where they name none, or every one."""
    known = colored_parts(index)
    if not known:
        return []
    left, right = piece_around(folded, term.start, term.end)
    after = [s for _, _, s in words(folded[term.end : right])][:2]
    found = [c for c in known if c.heads & set(after)]
    if not found and (not after or after[0] in STOP or after[0] in _NO_PART or side_of(after[:1]) is not None):
        said = _ELSEWHERE.split(folded[left : term.start])[-1]
        before = [s for _, _, s in words(said) if s not in STOP][-3:]
        found = [c for c in known if c.heads & set(before)]
        side = side_of([*before, *after])
        found = found or [c for c in known if side is not None and c.side == side]
        held = any(not c.heads and any(is_color(x, term.concept("color") or "") for x in c.concepts) for c in known)
        found = [] if held else found
    return found if 0 < len(found) < len(known) else []


#: What follows is another part than what stands before.
_ELSEWHERE = re.compile(r"\b(?:on|against|over|under|beside|with|onto|from|next to)\b")
