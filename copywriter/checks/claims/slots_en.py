"""What stands where a fact's own material, stone or ingredient belongs: "a lining of goatskin", "2% glycolic acid".
Knows no meaning of the word there: in such a place anything that the fact does not hold is another thing."""

from __future__ import annotations

import re
from functools import lru_cache

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.reading import STOP, WORD, stem
from copywriter.checks.claims.terms import materials
from copywriter.checks.claims.verdicts import Ruling, contradicted, refs
from copywriter.checks.claims.wordlist import WORDS

#: Words of a fact's name that name no part.
_NO_PART = frozenset("material materials main type made fabric composition first outer inner content color top".split())  # noqa: SIM905
#: What is done with a part, and the words for that part in a fact's name.
_DONE = {
    done: frozenset(map(stem, names.split()))
    for done, names in {
        "lined": "lining lined",
        "filled": "filling fill stuffing",
        "stuffed": "filling fill stuffing",
        "padded": "padding pad filling",
        "trimmed": "trim edging trimming",
        "edged": "trim edging border",
        "set": "stone gem gemstone setting crystal",
        "topped": "topping top lid",
        "wrapped": "wrapper wrapping wrap",
    }.items()
}
_DONE_WITH = re.compile(rf"\b({'|'.join(_DONE)}) (?:with|in) (?:(?:a|an|one|two|three|four|small|tiny|single) )*")
_OF = (
    r"s? (?:(?:is|are|comes?) )?(?:(?:made|cut|sewn|crafted|formed|woven|turned|carved|cast) )?(?:entirely )?"
    r"(of|in|from|out of) "
)
_IS = r"s? (?:is|are) "
_NOUNS = re.compile(r"(?:[a-z]+(?:-[a-z]+)?)(?: [a-z]+(?:-[a-z]+)?){0,3}")
#: Words that end what is named in the place.
_ENDS = frozenset(
    """and or but so with for in on at to that which while is are was has have it they from of by as than when where
    makes make keeps keep gives give lets let feels looks adds helps stays will can comes goes holds sits stands
    rests lies runs wraps covers protects brings turns takes
    does come go hold""".split()  # noqa: SIM905
)
#: Heads that name no stuff: "handles of equal length".
_NO_STUFF = frozenset(
    """quality length size height width weight depth colour color shade shades choice mind time joy love comfort beauty
    sort sorts kind type thickness strength character distinction course own style design fashion place hand use
    order need shape finish look touch feel way ways pair pairs pieces parts part water air light fun interest
    sizes colours colors tones tone proportions sets pattern patterns style styles number variety""".split()  # noqa: SIM905
)
_STARTS_NO_STUFF = frozenset(
    """the this these its their your our any all every each one two three four five six more most many some just only
    such equal great good better best same high top perfect generous about up so very you it which what a an
    different various several matching contrasting another other both no not""".split()  # noqa: SIM905
)
_SHARE = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?) ?% ")
_NO_SHARED = frozenset(
    """off less more of discount back cheaper today recycled organic natural pure extra on in to for and or at when
    battery charge charged full humidity faster better lighter larger smaller longer higher lower stronger brighter
    thicker quicker cooler warmer post pre renewable responsibly sustainably certified vegan by the its free solid
    virgin genuine real handmade biodegradable compostable recyclable plant bio wider bigger greater fewer""".split()  # noqa: SIM905
)


def judge_slots(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Contradicted where the place of a fact's material holds another word, supported where it holds the fact's own."""
    found: list[Ruling] = []
    for source, parts in _made(index):
        for start, end, closed in _named(folded, source, parts):
            ruling = _judge(index, folded, text, source, start, end, closed=closed, taken=taken)
            if ruling is not None:
                found.append(ruling)
                taken |= set(range(ruling.start, ruling.end))
    return found + _shares(index, folded, text, taken)


def _made(index: FactIndex) -> list[tuple[Source, frozenset[str]]]:
    """Facts that say in words what a part is made of, with the stems of the part."""
    found = []
    for source in index.sources:
        if source.variant >= 0 or not isinstance(source.ref, int) or source.yes or source.no or len(source.folded) > 40:
            continue
        if not source.folded.isascii() or not (_is_stuff(source) or source.role in ("filling", "gemstone", "lining")):
            continue
        parts = frozenset(s for s in source.name_stems if s not in _NO_PART)
        if not parts and source.role == "material":
            parts = frozenset(s for s in index.sources if s.ref == "title" for s in s.stems[-1:])
        if parts:
            found.append((source, parts))
    return found


@lru_cache(maxsize=4096)
def _words_of(value: str) -> bool:
    table = materials().terms
    said = [m[0] for m in WORD.finditer(value)]
    pieces = {*said, *(" ".join(said[i : i + 2]) for i in range(len(said)))}
    return any(p in table or p in WORDS["substances"] or p in WORDS["stuffs"] for p in pieces)


def _is_stuff(source: Source) -> bool:
    return (
        source.role != "color"
        and "color" not in source.name_stems
        and any(c.isalpha() for c in source.folded)
        and _words_of(source.folded)
    )


def _named(folded: str, source: Source, parts: frozenset[str]) -> list[tuple[int, int, bool]]:
    """(start, end, whether any word there is stuff) of what stands in the fact's place."""
    found = []
    for word in parts:
        if word not in folded:
            continue
        for match in re.finditer(rf"\b{re.escape(word)}(?:e|ing)?{_OF}", folded):
            found.append((match.end(), match.group(1) in ("of", "from", "out of")))
        for match in re.finditer(rf"\b{re.escape(word)}(?:e|ing)?{_IS}", folded):
            found.append((match.end(), False))
    for match in _DONE_WITH.finditer(folded):
        if _DONE[match[1]] & {*source.name_stems, source.role}:
            found.append((match.end(), True))
    spans = []
    for at, closed in found:
        nouns = _NOUNS.match(folded, at)
        if nouns is None:
            continue
        said = []
        for word in re.finditer(r"[a-z-]+", nouns[0]):
            if word[0] in _ENDS:
                break
            said.append(word)
        if said:
            spans.append((at, at + said[-1].end(), closed))
    return spans


def _judge(
    index: FactIndex, folded: str, text: str, source: Source, start: int, end: int, *, closed: bool, taken: set[int]
) -> Ruling | None:
    said = [m[0] for m in WORD.finditer(folded[start:end].replace("-", " "))]
    if not said or len(said) > 3 or said[0] in _STARTS_NO_STUFF or said[-1] in _NO_STUFF:
        return None
    head, phrase = said[-1], " ".join(said)
    held = {*source.stems}
    if stem(head) in held or any(stem(w) in held for w in said):
        if closed and stem(head) in held and taken.isdisjoint(range(start, end)) and not is_negated(folded, start, end):
            return Ruling(start, end, "supported", "claim.material", refs(source))
        return None
    known = phrase in WORDS["stuffs"] or head in WORDS["stuffs"]
    if not closed and not (known and len(said) < 3):
        return None
    if not taken.isdisjoint(range(start, end)) or is_negated(folded, start, end) or asked_at(folded, start) is not None:
        return None
    concept = materials().terms.get(phrase) or materials().terms.get(head)
    if concept and not _IMITATION.match(phrase):
        stated = [c for t in source.terms if (c := t.concept("material"))]
        if not stated or any(materials().is_a(c, concept) or materials().is_a(concept, c) for c in stated):
            return None
    if not known and all(stem(w) in _stems(index) for w in said):
        return None
    if head.endswith("ly") or (len(said) == 1 and head.endswith("ing")):
        return None
    return contradicted(source, text, start, end, "claim.material")


_IMITATION = re.compile(r"(?:faux|fake|imitation|artificial|mock|vegan|synthetic) ")


def _stems(index: FactIndex) -> frozenset[str]:
    return frozenset(s for source in index.sources for s in (*source.stems, *source.name_stems))


def _shares(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """ "2% glycolic acid" where the fact of 2% is of hyaluronic acid."""
    found = []
    for match in _SHARE.finditer(folded) if "%" in folded else ():
        nouns = _NOUNS.match(folded, match.end())
        if nouns is None:
            continue
        said: list[str] = []
        for word in re.findall(r"[a-z]+", nouns[0]):
            if word in _ENDS:
                break
            said.append(word)
        if not said or said[0] in _NO_SHARED or said[0].endswith(("er", "ly")) or is_negated(folded, *match.span()):
            continue
        share = float(match[1])
        holders = [s for s in index.sources if s.variant < 0 and isinstance(s.ref, int) and _gives(s, share)]
        stems = {stem(w) for w in said[:3]} - STOP
        if not holders or not stems:
            continue
        phrase = " ".join(said[:2])
        known = phrase in WORDS["stuffs"] or not WORDS["substances"].isdisjoint(said[:2])
        if not known and (stems & _stems(index) or stems & index.nouns):
            continue
        if any(stems & {*s.stems, *s.name_stems} for s in holders) and not (
            phrase in WORDS["stuffs"] and not any(phrase in f"{s.name_folded} {s.folded}" for s in holders)
        ):
            continue
        end = match.end() + nouns[0].find(said[-1]) + len(said[-1])
        found.append(contradicted(holders[0], text, match.start(), end, "claim.material"))
    return found


def _gives(source: Source, share: float) -> bool:
    return any(
        p.unit is not None and p.unit.dimension == "percent" and abs(p.value - share) < 0.01
        for q in source.quantities
        for p in q.parts
    )
