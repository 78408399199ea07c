"""Judges numbers: whether the facts say this quantity, of this thing, within the rounding that honest copy allows.
Knows nothing of materials and names. The nearest words decide which of several equal numbers is meant."""

from __future__ import annotations

import re

from copywriter.checks.claims.agreement import SPOKEN_FOR, agrees, axis_of, in_one_fact, same_kind
from copywriter.checks.claims.bound import elsewhere
from copywriter.checks.claims.codes import judge_carats
from copywriter.checks.claims.cues import axis_near, money_at, roles_near
from copywriter.checks.claims.facts import FactIndex, Number, Source
from copywriter.checks.claims.number_scenes import is_part_count, is_scene, loosely_said
from copywriter.checks.claims.number_scenes_zh import counts_what
from copywriter.checks.claims.quantity import Part, Quantity
from copywriter.checks.claims.ratios_zh import as_share, ends_a_code, is_the_hundred
from copywriter.checks.claims.reading import STOP, clause_after, clause_before, stem, words
from copywriter.checks.claims.verdicts import Ruling, contradicted, name_of, refs

_COUNT_ROLES = frozenset(
    {
        "count",
        "included",
        "net_content",
        "title",
        "feature",
        "function",
        "other",
        "size",
        "pockets",
        "speed",
        "players",
        "pages",
    }
)


_AXES = frozenset({"length", "width", "height", "depth", "diameter", "thickness", "dimensions", "size"})
_MEASURING = frozenset(
    {*("size", "length", "width", "height", "depth", "diameter", "thick", "thickness", "weight", "max", "overall")}
    | {*("尺寸", "长度", "宽度", "高度", "深度", "直径", "厚度", "重量", "大小", "最大", "口径")}
)


def judge_quantity(index: FactIndex, folded: str, text: str, quantity: Quantity) -> Ruling | None:
    """The ruling on one quantity; None where it claims nothing of the product (a scene, a step, a time of day)."""
    before, after = clause_before(folded, quantity.start, 48), clause_after(folded, quantity.end, 40)
    if is_the_hundred(folded, quantity):
        return None
    quantity = as_share(index, folded, quantity)
    if is_scene(index, folded, quantity, before, after):
        return None
    _, holder = ends_a_code(index, folded, quantity.start, quantity.end)
    if holder is not None:
        return Ruling(quantity.start, quantity.end, "supported", "claim.code", refs(holder))
    if _numbered(index, folded, quantity):
        return None
    context = _context(before, after)
    if counts_what(index, folded, quantity) is None:
        return None
    loose = loosely_said(index, folded, quantity, before)
    wanted = roles_near(before, after)
    axis = next((p.label for p in quantity.parts if p.label), "") or axis_near(before, after)
    money = money_at(folded, quantity.start, quantity.end)
    if money:
        return None  # prices are ruled in commerce.py
    if (carats := judge_carats(index, folded, text, quantity.start, quantity.end)) is not None:
        return carats
    noun = re.match(r" ([a-z]+)", folded[quantity.end : quantity.end + 24]) if quantity.bare else None
    counted = noun is not None and stem(noun[1]) in index.counted
    spoken = frozenset(s for _, _, s in words(folded[quantity.start : quantity.end]))
    found: list[Number] = []
    missing: list[Part] = []
    rivals: list[Number] = []
    for part in quantity.parts[:1] if quantity.shape == "span" else quantity.parts:
        good, bad = _match(
            index, quantity, part, context, wanted, part.label or (axis if len(quantity.parts) == 1 else ""), found,
            counted, spoken,
        )  # fmt: skip
        if good is None:
            missing.append(part)
            rivals += bad
        else:
            found.append(good)
    if not missing and len(found) > 1 and quantity.shape in ("size", "range"):
        together = in_one_fact(index, quantity, found)
        if together is None:
            missing, rivals = list(quantity.parts), found
        else:
            found = together
    if missing and loose and not is_part_count(index, quantity, before):
        return None
    if not missing:
        other = elsewhere(index, folded, quantity)
        if other is not None:
            return _refused(index, quantity, text, [other], [], context, wanted, axis)
        return _supported(index, quantity, found, text)
    if (named := _said_by_name(index, folded, quantity) or _told_alike(index, folded, quantity)) is not None:
        return Ruling(quantity.start, quantity.end, "supported", _rule(quantity), refs(named))
    return _refused(index, quantity, text, rivals, found, context, wanted, axis)


_NUMBERED = re.compile(r"\bno\. ?$")


def _numbered(index: FactIndex, folded: str, quantity: Quantity) -> bool:
    """Whether the number is the end of the product's own name and no inches: "No. 4 in black"."""
    if quantity.parts[0].unit_name != "in":
        return False
    digits = re.match(r"\d+", folded[quantity.start : quantity.end])
    return bool(
        digits
        and _NUMBERED.search(folded, max(0, quantity.start - 5), quantity.start)
        and re.search(rf"\bno\. ?{digits[0]}\b", index.text)
    )


def _said_by_name(index: FactIndex, folded: str, quantity: Quantity) -> Source | None:
    """A fact whose name stands right before a bare number that its value holds in another guise: 显色指数95, Ra95."""
    if not quantity.bare or len(quantity.parts) != 1:
        return None
    before = folded[max(0, quantity.start - 24) : quantity.start].rstrip(" :：是为约达到有ofis")
    number = rf"(?<![\d.]){re.escape(folded[quantity.start : quantity.end])}(?![\d.])"
    return next(
        (
            s
            for s in index.sources
            if s.variant < 0
            and isinstance(s.ref, int)
            and len(s.name_folded) > 1
            and before.endswith(s.name_folded)
            and re.search(number, s.folded)
        ),
        None,
    )


_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def _told_alike(index: FactIndex, folded: str, quantity: Quantity) -> Source | None:
    """The fact that a counter or the word for sizes says in another manner: 82个键 of 82键, 39到45码 of 尺码: 39-45."""
    said = folded[quantity.start : quantity.end]
    told = _DIGITS.findall(said)
    own = [s for s in index.sources if s.variant < 0 and isinstance(s.ref, int)]
    if said.endswith("码"):
        return next((s for s in own if "码" in s.name_folded and _DIGITS.findall(s.folded) == told), None)
    noun = folded[quantity.end : quantity.end + 1]
    if len(told) != 1 or said[-1] not in "个只颗枚" or noun < "\u3400":
        return None
    return next((s for s in own if re.search(rf"(?<![\d.]){told[0]}{noun}", s.folded)), None)


_HAN = re.compile(r"[\u3400-\u9fff]+")


def _context(before: str, after: str) -> frozenset[str]:
    near = before[-36:] + " " + after[:28]
    found = {s for _, _, s in words(near) if s not in STOP}
    for span in _HAN.findall(near) if not near.isascii() else ():
        found |= {span[i : i + 2] for i in range(len(span) - 1)}
    return frozenset(found)


def _match(
    index: FactIndex,
    quantity: Quantity,
    part: Part,
    context: frozenset[str],
    wanted: frozenset[str],
    axis: str,
    used: list[Number],
    counted: bool = False,
    spoken: frozenset[str] = frozenset(),
) -> tuple[Number | None, list[Number]]:
    """(the best fact number that says so, or None with those that say otherwise)."""
    pool = [n for n in index.numbers if same_kind(n, part, context, quantity)]
    if part.counter and spoken and (own := [n for n in pool if _is_named(index, n, spoken)]):
        pool = own  # "four hand towels" beside two bath towels
    if counted and part.unit is None:  # "10 vents" of a helmet of 340 g, give or take 10 g
        pool = [n for n in pool if n.part.unit is None]
    agreeing = [n for n in pool if agrees(quantity, part, n) and not any(n is u for u in used)]
    if axis and part.unit is not None and part.unit.dimension == "length":
        labelled = [n for n in pool if axis_of(n) == axis or {axis_of(n), axis} == {"width", "diameter"}]
        labelled += [n for n in pool if _AXIS_ZH.get(axis) in n.about and not axis_of(n)]
        by_name = [n for n in agreeing if _named_beside(index, n, context)]
        if by_name:  # "a leather strap 20 mm wide": the strap's own measure
            agreeing = by_name
        elif labelled:
            agreeing = [n for n in agreeing if n in labelled]
            pool = labelled
        else:
            spoken = SPOKEN_FOR.get(axis, frozenset())
            agreeing = [n for n in agreeing if not axis_of(n) or axis_of(n) in spoken]
            if any(n.quantity.shape == "size" for n in pool):  # 40 cm wide is no 15.6 in of a laptop sleeve
                agreeing = [n for n in agreeing if n.quantity.shape == "size" or n.role == "dimensions"]
    elif wanted and part.unit is not None:
        asked = [n for n in pool if n.role in wanted]
        if asked and not any(n in asked for n in agreeing):
            strict = [
                n
                for n in agreeing
                if n.role == "title" or n.role in ("feature", "other", "included", "function", "technology")
            ]
            if not strict:
                return None, asked
            agreeing = strict
    plain = [n for n in agreeing if n.variant < 0]
    if plain:
        return max(plain, key=lambda n: _closeness(n, context, wanted, quantity)), []
    if agreeing:
        return agreeing[0], []
    return None, sorted(pool, key=lambda n: -_closeness(n, context, wanted, quantity))


#: What a fact's name calls the axis where its role does not say: 玻璃厚度.
_AXIS_ZH = {"thickness": "厚度", "width": "宽度", "height": "高度", "depth": "深度", "diameter": "直径"}


def _named_beside(index: FactIndex, number: Number, context: frozenset[str]) -> bool:
    """Whether the words around name the fact that states a number, beyond the words that measure."""
    if number.role in _AXES or number.variant >= 0 or isinstance(number.ref, str):
        return False
    source = _source(index, number)
    name = source.name_folded
    own = set(source.name_stems) - _MEASURING
    own |= {name[i : i + 2] for i in range(len(name) - 1) if name[i] > "\u3000"} - _MEASURING
    return bool(own & context)


def _is_named(index: FactIndex, number: Number, spoken: frozenset[str]) -> bool:
    """Whether the counted words themselves hold the whole name, two words and more, of the fact of a number."""
    if number.variant >= 0 or isinstance(number.ref, str):
        return False
    stems = _source(index, number).name_stems
    return len(stems) > 1 and spoken.issuperset(stems)


def _closeness(number: Number, context: frozenset[str], wanted: frozenset[str], quantity: Quantity) -> float:
    score = 2.0 * len(number.about & context) + (3.0 if number.role in wanted else 0.0)
    score += 4.0 if isinstance(number.ref, int) else 0.0  # the fact rather than the title
    score += 0.5 if number.quantity.shape == quantity.shape else 0.0
    if quantity.parts[0].counter and number.part.counter == quantity.parts[0].counter:
        score += 1.5
    if any(p.unit_name and p.unit_name == number.part.unit_name for p in quantity.parts):
        score += 0.4
    return score - (5.0 if number.variant >= 0 else 0.0)


def _source(index: FactIndex, number: Number) -> Source:
    same = [s for s in index.sources if s.ref == number.ref and s.variant == number.variant]
    return next((s for s in same if number.quantity in s.quantities), same[0])


def _supported(index: FactIndex, quantity: Quantity, found: list[Number], text: str) -> Ruling:
    sources = [_source(index, n) for n in found]
    variant = next((s for s in sources if s.variant >= 0), None)
    rule = _rule(quantity)
    if variant is not None:
        values = index.variant_values(variant.name)
        if len(set(values.values())) > 1 or len(values) < len(index.product.variants):
            options = ", ".join(dict.fromkeys(values.values()))
            return Ruling(
                quantity.start, quantity.end, "contradicted", "claim.variant", (),
                f"“{text[quantity.start:quantity.end]}” is true of some variants only: {variant.name} is {options}.",
                options, "rewrite",
            )  # fmt: skip
        return Ruling(quantity.start, quantity.end, "supported", rule)
    if quantity.bound == "" and any(n.quantity.bound == "max" for n in found):
        limit = next(n for n in found if n.quantity.bound == "max")
        source = _source(index, limit)
        return Ruling(
            quantity.start, quantity.end, "supported", rule, refs(*sources),
            f"{name_of(source)[0].upper()}{name_of(source)[1:]} states this as a maximum; the text states it as what "
            f"one gets.",
            f"up to {text[quantity.start:quantity.end]}", "rewrite", hard=False,
        )  # fmt: skip
    return Ruling(quantity.start, quantity.end, "supported", rule, refs(*sources))


def _rule(quantity: Quantity) -> str:
    if any(p.unit is not None and p.unit.dimension == "percent" for p in quantity.parts):
        return "claim.share"
    return "claim.number"


def _refused(
    index: FactIndex,
    quantity: Quantity,
    text: str,
    rivals: list[Number],
    found: list[Number],
    context: frozenset[str],
    wanted: frozenset[str],
    axis: str,
) -> Ruling:
    said = text[quantity.start : quantity.end]
    rule = _rule(quantity)
    same_value = [
        n
        for n in index.numbers
        if n.part.value == quantity.parts[0].value
        and n.part.unit is not None
        and quantity.parts[0].unit is not None
        and n.part.unit_name != quantity.parts[0].unit_name
    ]
    if same_value and not found:
        rivals, rule = same_value + rivals, "claim.unit"
    if quantity.shape == "either":
        bare = [n for n in index.numbers if n.part.value == quantity.parts[0].value and n.part.unit is None]
        rest = [m for p in quantity.parts[1:] if (m := _match(index, quantity, p, context, wanted, "", [])[0])]
        if bare and len(rest) == len(quantity.parts) - 1:  # "Bluetooth 5.0 and 3.5 mm jack": two statements
            return _supported(index, quantity, bare[:1] + rest, text)
    rivals = [
        n
        for n in rivals
        if n.part.unit is not None
        or n.part.counter
        or n.role in _COUNT_ROLES
        or n.about & context
        or quantity.parts[0].counter in n.about
    ]
    if (
        quantity.spelled
        and quantity.parts[0].counter
        and not any(
            n.part.counter == quantity.parts[0].counter
            or quantity.parts[0].counter in n.about
            or n.about & (context | quantity.nouns)
            for n in rivals
        )
    ):
        return Ruling(
            quantity.start, quantity.end, "unsupported", rule, (), f"No fact of this product says "
                f"“{said}”.", "", "fact", hard=False
        )  # fmt: skip
    if not rivals:
        return Ruling(
            quantity.start, quantity.end, "unsupported", rule, (),
            f"No fact of this product says “{said}”.", "", "fact",
        )  # fmt: skip
    rival = _source(
        index,
        max(rivals[:6], key=lambda n: _closeness(n, context, wanted, quantity)) if rule != "claim.unit" else rivals[0],
    )
    return contradicted(rival, text, quantity.start, quantity.end, rule)
