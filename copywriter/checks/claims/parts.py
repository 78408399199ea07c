"""Which fact a material in a text belongs to: that of a part, those of two materials, one that says it in other words.
Knows no ruling; `things.py` judges what is found here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from copywriter.checks.claims.context_zh import PARTS_ZH
from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.parts_zh import same_part
from copywriter.checks.claims.reading import STOP, stem, words
from copywriter.checks.claims.shares import share_agrees
from copywriter.checks.claims.terms import Term, materials

_PART_ZH = re.compile(
    r"(里料|内里|里面|里子|衬里|内衬|鞋底|鞋面|鞋垫|大底|中底|填充物?|内胆|外壳|表带|表壳|表链|肩带|提手|手柄|把手"
    r"|杯盖|盖子|壶盖|杯身|瓶身|壶身|桌面|台面|桌腿|桌脚|椅腿|椅脚|框架|底座|面料"
    r"|帽里|衣身|袖口|领口|镜框|镜腿|镜片|镶嵌|床架|柜体|抽屉|伞面|伞骨|刀柄|刀身|锅身|锅盖|坐垫|靠背|滤网|扣件|五金"
    r"|拉链|链条|表面|边框|灯罩|灯体)"
)


def each_of_two(said: str, stated: list[tuple[Source, Term, str]]) -> list[Source]:
    """The facts behind "cotton and linen" where each is stated by itself."""
    table = materials()
    found = []
    for piece in re.split(r" and | & |/", said):
        concept = table.terms.get(piece)
        holder = next((s for s, _, c in stated if concept and table.is_a(c, concept)), None)
        if holder is None or piece == said:
            return []
        found.append(holder)
    return found


#: Words before a material that a fact of their own may carry: "recycled" of a recycled share.
_APART = frozenset(
    """recycled organic reclaimed upcycled regenerated renewable certified natural virgin recovered""".split()  # noqa: SIM905
)  # noqa: SIM905


def composed_of(index: FactIndex, said: str, term: Term, stated: list[tuple[Source, Term, str]]) -> Source | None:
    """The fact that says the same in another order ("cast iron, enamelled"), or that carries the word before a material
    which the facts name: 30% "recycled plastic" of a polycarbonate shell whose recycled share is a fact of its own."""
    if said[-1] in "底面壳盖" and len(said) > 2:  # 橡胶底 of 鞋底材质: 橡胶
        for source in index.sources:
            if source.variant < 0 and source.folded == said[:-1] and said[-1] in source.name_folded:
                return source
    stems = [s for _, _, s in words(said)]
    if len(stems) < 2:
        return None
    for source in index.sources:
        held = {*source.stems, *source.name_stems}
        of_product = source.variant < 0 and isinstance(source.ref, int) and not source.no and term.share is None
        denied = any(is_negated(source.folded, a, b) for a, b, s in words(source.folded) if s in stems)
        if of_product and held.issuperset(stems) and not denied:
            return source
    first, _, rest = said.partition(" ")
    concept = materials().terms.get(rest)
    if first not in _APART or concept is None or not any(materials().is_a(c, concept) for _, _, c in stated):
        return None
    for source in index.sources:
        if source.variant >= 0 or source.no or stem(first) not in {*source.stems, *source.name_stems}:
            continue
        shares = [
            p.value for q in source.quantities for p in q.parts if p.unit is not None and p.unit.dimension == "percent"
        ]
        if term.share is None or any(share_agrees(term.share, term.bound, share) for share in shares):
            return source
    return None


_APART_STEMS = frozenset(stem(word) for word in _APART)
_FREE = re.compile(r"[ -]free\b|^without |^no |^zero ")


def freed(index: FactIndex, word: str) -> Source | None:
    """The fact that says the product is without what a word names: "Nickel free: Yes", "Contains latex: No"."""
    asked = stem(word.lower())
    told = re.compile(
        rf"\b{re.escape(word.lower())}s?[ -]free\b|\b(?:no|without|free (?:of|from)|zero) {re.escape(word.lower())}"
    )
    return next(
        (
            s
            for s in index.sources
            if s.variant < 0
            and (told.search(s.folded) or asked in s.name_stems)
            and (
                told.search(s.folded)
                or (s.yes and _FREE.search(s.name_folded))
                or (s.no and not _FREE.search(s.name_folded))
            )
        ),
        None,
    )


_NONE = re.compile(r"(?:no|none|not|without|un\w+)\b")


def given_as(index: FactIndex, word: str) -> list[Source]:
    """The facts that give what a thing is said to be: the lining, of "lined"; the padding, of "padded"."""
    if not word.endswith("ed"):
        return []
    noun = f"{word[:-2]}ing"
    return [
        s
        for s in index.sources
        if isinstance(s.ref, int) and not s.no and noun in s.name_folded and not _NONE.match(s.folded)
    ]


@cache
def _material_stems() -> frozenset[str]:
    return frozenset(stem(t) for t in materials().terms if t.isascii() and " " not in t)


_AFTER_ENDS = re.compile(r"[.,;:!?，。；！？、]|\band\b|\bwith\b")
_MARKS = re.compile(r"[.,;:!?，。；！？、]")


def part_sources(index: FactIndex, folded: str, term: Term, sources: list[Source]) -> list[Source]:
    """Facts about the part that the words beside the material name, when there are several material facts."""
    if len({s.ref for s in sources}) < 2:
        return []
    after = folded[term.end : term.end + 26]
    after = _AFTER_ENDS.split(after, 1)[0]
    before = _MARKS.split(folded[max(0, term.start - 30) : term.start])[-1]
    said = [s for _, _, s in words(before) if s not in STOP]
    said = [s for s in said if not s.isdigit() and s not in _APART_STEMS] or said
    near = [s for _, _, s in words(after)][:2] + said[-2:]
    near += [m[1] for m in _PART_ZH.finditer(before)][-1:] + [m[1] for m in _PART_ZH.finditer(after[:6])][:1]
    if folded[term.end - 1] > "\u3000" and (
        named := _named_part(sources, before, after[:6], folded[term.start : term.end])
    ):
        return named
    generic = {"material", "materials", "made", "main", "type"}
    for word in near:
        named = [
            s
            for s in sources
            if (
                word in s.name_stems
                or (len(s.stems) > 1 and word == s.stems[-1] and isinstance(s.ref, int))
                or (word > "\u3000" and word.rstrip("物") in s.name_folded)
            )
            and word not in generic
        ]
        if word in generic or (word in _material_stems() and not _is_the_part(before, word)):
            continue  # "ABS with silicone" is no part of a fact "Recycled ABS", but a fact "Tin" is of a tin
        if named and len({s.ref for s in named}) < len({s.ref for s in sources}):
            return named
    if folded[term.end - 1] > "\u3000":
        return same_part(sources, before, after)
    return _placed(sources, folded, term)


def _is_the_part(before: str, word: str) -> bool:
    """Whether a word for a material names a part: "the tin is made of"."""
    return bool(re.search(rf"\b(?:the|its) {re.escape(word)} (?:is|are|was|of|in)\b", before))


#: Where a part is, in the words of facts and of texts.
_SIDES = (
    frozenset("top upper above surfac fly shade lid roof canopy".split()),  # noqa: SIM905
    frozenset("bottom base below beneath floor foot sole outsol underside backing stand underneath".split()),  # noqa: SIM905
    frozenset("inside inner interior within lining liner core lined".split()),  # noqa: SIM905
    frozenset("outside outer exterior shell housing without".split()),  # noqa: SIM905
)


def side_of(stems: Iterable[str]) -> int | None:
    """Which side words name, None where none or more than one."""
    sides = {i for i, side in enumerate(_SIDES) for s in stems if s in side}
    return sides.pop() if len(sides) == 1 else None


def _placed(sources: list[Source], folded: str, term: Term) -> list[Source]:
    """The facts of the side that a clause names: "above you nylon", "the floor meets rubber"."""
    left, right = piece_around(folded, term.start, term.end)
    before, after = folded[left : term.start], folded[term.end : right]
    near = [s for a, b, s in words(before) if not before[a:b].endswith("'s")][-3:]  # "a foot's worth of"
    side = side_of([*near, *[s for _, _, s in words(after)][:2]])
    if side is None:
        return []
    return [s for s in sources if isinstance(s.ref, int) and side_of((*s.name_stems, *s.stems)) == side]


_PIECE = re.compile(r"[.,;:!?\n]|\b(?:and|while|but)\b")


def piece_around(folded: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of text around a span that no mark and no "and" divides."""
    left = max((m.end() for m in _PIECE.finditer(folded, max(0, start - 60), start)), default=max(0, start - 60))
    right = next((m.start() for m in _PIECE.finditer(folded, end, end + 60)), min(len(folded), end + 60))
    return left, right


def said_twice(folded: str, term: Term, stated: list[tuple[Source, Term, str]], kind: str) -> Source | None:
    """The fact of another value, where one value is said of two things in a row and only one fact holds it: "Palms meet
    rubber, the floor meets rubber" of a rubber base under cork."""
    word = folded[term.start : term.end]
    left, right = piece_around(folded, term.start, term.end)
    before = folded[max(0, left - 60) : left]
    at = before.rfind(word)
    if at < 0 or re.search(r"\b(?:the|that|this) $", before[:at] + "\0" + folded[left : term.start][-6:]):
        return None
    if (
        re.search(r"\b(?:the|that|this) $", before[:at])
        or re.search(r"[.!?;]", before[at:])
        or len(re.findall(rf"\b{re.escape(word)}\b", before)) != 1
    ):
        return None
    other_left, other_right = piece_around(folded, left - len(before) + at, left - len(before) + at + len(word))
    here = {s for _, _, s in words(folded[left:right])} - {"the", "a", "an"}
    there = {s for _, _, s in words(folded[other_left:other_right])} - {"the", "a", "an"}
    spoken = {s for _, _, s in words(word)}
    if not (here & there) - spoken or not here - there or not there - here:
        return None
    holders = {s.ref for s, t, _ in stated if isinstance(s.ref, int) and _holds(s.folded, word)}
    others = [
        s
        for s, t, _ in stated
        if isinstance(s.ref, int)
        and s.ref not in holders
        and not t.denied
        and s.role not in ("care", "storage")
        and s.variant < 0
    ]
    return others[0] if len(holders) == 1 and others else None


def _holds(value: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", value) is not None


#: 拉杆材质, 螺丝材料: the part that a fact speaks of.
_MADE_OF = re.compile(r"([\u3400-\u9fff]{1,4})(?:材质|材料|用料|质地)")


def _named_part(sources: list[Source], before: str, after: str, said: str) -> list[Source]:
    """The facts whose own name stands right beside a Chinese material: 黄铜灯臂, 外套棉; or whose part does: 木芯."""
    named = [
        s
        for s in sources
        if len(s.name_folded) > 1
        and (after.startswith(s.name_folded) or before.rstrip("是用为的").endswith(s.name_folded))
    ]
    if named:
        return named
    heads = [(m[1], s) for s in sources if isinstance(s.ref, int) and (m := _MADE_OF.fullmatch(s.name_folded))]
    beside = [(before.rfind(head), s) for head, s in heads if head in before] or [
        (-after.find(head), s) for head, s in heads if head in after
    ]
    if (
        beside and len({s.ref for s in sources}) > 1 and not any(said in s.name_folded for s in sources)
    ):  # 拉杆是塑料, 螺丝配的是黄铜: the part named last before it
        nearest = max(place for place, _ in beside)
        return [s for place, s in beside if place == nearest]
    part = next((c for c in after[:2] if c in PARTS_ZH), "")
    return [
        s for s in sources if part and isinstance(s.ref, int) and (part in s.name_folded or s.folded.endswith(part))
    ]
