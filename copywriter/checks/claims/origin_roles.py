"""Which of several facts with a place a sentence is about: where the beans grew, where the bar was made, who drew it.
Knows no ruling; `origins.py` judges with what is found here. English only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.reading import STOP, words

#: What is done to a thing where it comes to be: act → the words for it, by stem. One act may be of several kinds.
_ACTS = {
    "design": "design draw drew drawn sketch conceiv engineer develop dream drawing",
    "grow": "grow grew grown harvest ripen rip farm forest field orchard vineyard plantation estate flock sheep graz"
    " shear shorn pick pluck tree soil hill",
    "catch": "catch caught land fish fleet water",
    "quarry": "quarry quarri min dig dug mountain",
    "weave": "weav wove woven loom weaver hand-woven handwoven",
    "sew": "sew sewn stitch sewing seamstress tailor",
    "knit": "knit knitt knitter needl",
    "print": "print printer press run ran",
    "roast": "roast roaster roastery fire",
    "throw": "throw threw thrown potter",
    "fire": "fire fir kiln",
    "cast": "cast foundry found",
    "blow": "blow blown blew glassblower",
    "forge": "forg smith forge smithy",
    "pour": "pour poured chandler",
    "bottle": "bottl fill",
    "pack": "pack",
    "assemble": "assembl assembly put together",
    "tan": "tan tann tannery tanner",
    "spin": "spin spun spinner mill",
    "brew": "brew brewery",
    "bake": "bak baker bakery",
    "cook": "cook kettl kitchen boil",
    "enamel": "enamel",
    "dye": "dye dyer",
    "bind": "bind bound bindery",
    "carve": "carv carver",
    "plate": "plat",
}
_ACT_OF: dict[str, frozenset[str]] = {}
for _act, _words in _ACTS.items():
    for _word in _words.split():
        _ACT_OF[_word] = _ACT_OF.get(_word, frozenset()) | {_act}
_NATURE = frozenset({"grow", "catch", "quarry"})
_MAKES = frozenset(
    """mak make made making maker manufactur manufactures manufacturer produc production build built craft handmad
    handcraft factory workshop work shop studio machin hand artisan finish construct fabricat process turn shap
    prepar blend mix""".split()  # noqa: SIM905
)
#: What a material comes from, as copy names it.
_SOURCES = {
    "sheep": "wool",
    "flock": "wool",
    "forest": "wood",
    "tree": "wood",
    "cow": "leather",
    "hid": "leather",
    "boat": "fish",
}
_NO_HEAD = frozenset(
    """made country origin place place from assembly manufactur production make came com sourc region part item type
    city town imported import product designed design""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A fact that names a place: the acts it names, their kind (design, nature, make, "" where none), its things."""

    source: Source
    acts: frozenset[str]
    kind: str
    things: frozenset[str]


def origins_of(index: FactIndex, holds_place: Callable[[Source], Sequence[tuple[int, int, str]]]) -> list[Origin]:
    """The facts of a product that name places; kept in its index."""
    if index.origins is None:
        index.origins = []
        for source in index.sources:
            if source.variant >= 0 or not isinstance(source.ref, int) or source.folded > "\u3000":
                continue
            named = holds_place(source)
            if not named and source.role != "origin":
                continue
            outside = [
                s for a, b, s in words(source.folded) if s not in STOP and not any(x <= a < y for x, y, _ in named)
            ]
            said = {*outside, *source.name_stems}
            acts = frozenset(
                act for s in outside for act in _ACT_OF.get(s.rstrip("e"), _ACT_OF.get(s, ()))
            ) or frozenset(act for s in source.name_stems for act in _ACT_OF.get(s.rstrip("e"), _ACT_OF.get(s, ())))
            kind = _kind(acts, any(s in _MAKES for s in said))
            if not kind and re.search(r"\bfrom\b", source.folded):
                kind = "nature"
            things = frozenset(
                s for s in said if s not in _NO_HEAD and s not in _MAKES and s not in _ACT_OF and len(s) > 2
            )
            index.origins.append(Origin(source, acts, kind, things))
    return index.origins


def _kind(acts: frozenset[str], makes: bool) -> str:
    if "design" in acts:
        return "design"
    if acts & _NATURE:
        return "nature"
    return "make" if acts or makes else ""


_MARK = re.compile(r"[.;:!?\n](?!\d)|,")
_AND = re.compile(r"\b(?:and|while|but|then|whereas|yet|though|with)\b")
_SENTENCE = re.compile(r"[.!?\n;](?!\d)")


@lru_cache(maxsize=64)
def _pieces(folded: str, at: int) -> tuple[tuple[int, int], ...]:
    """Stretches to look for a cue in, the nearest first: the piece between "and"s, the clause, the sentence."""
    left = max((m.end() for m in _MARK.finditer(folded, 0, at)), default=0)
    right = next((m.start() for m in _MARK.finditer(folded, at)), len(folded))
    near_left = max((m.end() for m in _AND.finditer(folded, left, at)), default=left)
    near_right = next((m.start() for m in _AND.finditer(folded, at, right)), right)
    whole_left = max((m.end() for m in _SENTENCE.finditer(folded, 0, at)), default=0)
    whole_right = next((m.start() for m in _SENTENCE.finditer(folded, at)), len(folded))
    return (near_left, near_right), (near_left, right), (left, near_right), (left, right), (whole_left, whole_right)


def asked(folded: str, start: int, end: int, origins: Sequence[Origin]) -> tuple[list[Origin], bool]:
    """The facts that the words around a place ask for, best first, and whether those words say that it is an origin."""
    things = frozenset(t for o in origins for t in o.things)
    for left, right in _pieces(folded, start):
        stems = [s for a, b, s in words(folded[left:right]) if not start <= left + a < end]
        stems += [_SOURCES[s] for s in stems if s in _SOURCES]
        acts = frozenset(act for s in stems for act in _ACT_OF.get(s.rstrip("e"), _ACT_OF.get(s, ())))
        makes = any(s in _MAKES for s in stems)
        heads = {s for s in stems if s in things}
        if not acts and not makes and not heads:
            continue
        kind = _kind(acts, makes)
        scored = [(_score(o, acts, kind, heads), o) for o in origins]
        best = max((score for score, _ in scored), default=0)
        if best:
            return [o for score, o in scored if score == best], bool(acts or makes or heads)
        return list(origins), bool(acts or makes)
    return list(origins), False


def _score(origin: Origin, acts: frozenset[str], kind: str, heads: set[str]) -> int:
    score = 3 * len(origin.things & heads) + 3 * bool(origin.acts & acts)
    return score + (1 if kind and kind == origin.kind else 0)
