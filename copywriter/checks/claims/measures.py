"""Judges numbers: whether the facts say this quantity, of this thing, within the rounding that honest copy allows.
Knows nothing of materials and names. The nearest words decide which of several equal numbers is meant."""

from __future__ import annotations

import re

from copywriter.checks.claims.counters import BEFORE_EN, LOOSE_EN, LOOSE_ZH
from copywriter.checks.claims.cues import axis_near, money_at, roles_near
from copywriter.checks.claims.facts import FactIndex, Number, Source
from copywriter.checks.claims.quantities import Part, Quantity
from copywriter.checks.claims.reading import STOP, clause_after, clause_before, words
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.knowledge.units import UNITS, agree, to_base, write

_COUNT_ROLES = frozenset({"count", "included", "net_content", "title", "feature", "function", "other", "size", "pockets", "speed", "players", "pages"})
_SCENE_TIME = re.compile(
    r"charg|batter|last|run[s ]|runtime|playback|playtime|standby|play time|warranty|guarantee|dr(?:y|ies)|cook|bak|brew|steep|boil|heat|cool|cold|warm|hot|deliver|ship"
    r"|return|refund|keep|timer|auto|burn|cure|set(?:s)? in|age|old|shelf|expire|best before|month-old|years? and up|sleep|hold|within|print|wash|ready|download|warm-up|for up to|up to"
)


def judge_quantity(index: FactIndex, folded: str, text: str, quantity: Quantity) -> Ruling | None:
    """The ruling on one quantity; None where it claims nothing of the product (a scene, a step, a time of day)."""
    before, after = clause_before(folded, quantity.start, 48), clause_after(folded, quantity.end, 40)
    if _is_scene(index, folded, quantity, before, after):
        return None
    context = _context(before, after)
    if _counts_what(index, folded, quantity) is None:
        return None
    loose = _loosely_said(folded, quantity, before)
    wanted = roles_near(before, after)
    axis = next((p.label for p in quantity.parts if p.label), "") or axis_near(before, after)
    money = money_at(folded, quantity.start, quantity.end)
    if money:
        return None  # prices are ruled in commerce.py
    found: list[Number] = []
    missing: list[Part] = []
    rivals: list[Number] = []
    for part in quantity.parts:
        good, bad = _match(index, quantity, part, context, wanted, part.label or (axis if len(quantity.parts) == 1 else ""), found)
        if good is None:
            missing.append(part)
            rivals += bad
        else:
            found.append(good)
    if not missing and len(found) > 1 and quantity.shape in ("size", "range"):
        together = _in_one_fact(index, quantity, found)
        if together is None:
            missing, rivals = list(quantity.parts), found
        else:
            found = together
    if missing and loose and not _is_part_count(index, quantity, before):
        return None
    if not missing:
        return _supported(index, quantity, found, text)
    return _refused(index, quantity, text, rivals, found, context, wanted, axis)


def _context(before: str, after: str) -> frozenset[str]:
    near = before[-36:] + " " + after[:28]
    found = {s for _, _, s in words(near) if s not in STOP}
    for span in re.findall(r"[\u3400-\u9fff]+", near):
        found |= {span[i : i + 2] for i in range(len(span) - 1)}
    return frozenset(found)


_YEAR_CUE = re.compile(r"since|est\.?|founded|model|vintage|edition|harvest|release|collection|made in|launched|年|款|版|创立|始于")
#: Before a loose counter, words that say the number is of what is sold: 一套四只, 内含三支.
_COUNTED = re.compile(r"(?:套|共|含|包括|装|入|数量|附|配|赠|每盒|每包|每袋|组|计|份|有|带|设|：|:)(?:有|了|约|的|为| )?$")


def _counts_what(index: FactIndex, folded: str, quantity: Quantity) -> bool | None:
    """For a Chinese numeral with a counter of everyday talk: whether a fact counts what it counts (两个抽屉), or None
    where nothing says that it is of the product."""
    part = quantity.parts[0]
    if not quantity.spelled or folded[quantity.start] < "\u3000" or part.unit is not None or part.counter not in LOOSE_ZH:
        return True
    noun = re.match(r"[\u3400-\u9fff]{2,4}", folded[quantity.end : quantity.end + 4])
    pairs = {noun[0][i : i + 2] for i in range(len(noun[0]) - 1)} if noun else set()
    if any(n.part.unit is None and n.about & pairs for n in index.numbers):
        return True
    if re.match(r"，?每", folded[quantity.end : quantity.end + 2]) and any(n.part.counter == part.counter for n in index.numbers):
        return True
    before = folded[max(0, quantity.start - 8) : quantity.start]
    if _COUNTED.search(before) and any(n.part.counter == part.counter for n in index.numbers):
        return True
    return None


def _loosely_said(folded: str, quantity: Quantity, before: str) -> bool:
    """Whether a number in words may be of the scene: "eight people", "one pocket for the phone", "two minutes"."""
    part = quantity.parts[0]
    if not quantity.spelled or folded[quantity.start] > "\u3000":
        return False
    return part.value == 1 or (part.counter in LOOSE_EN and not _COUNTED_EN.search(before))


def _is_part_count(index: FactIndex, quantity: Quantity, before: str) -> bool:
    """A count of parts that opens a clause, where a fact counts the same part: "Three legs, no wobble"."""
    counter = quantity.parts[0].counter
    opens = not before.strip()
    return opens and quantity.parts[0].value != 1 and counter in ("leg", "wheel", "door", "tier", "button", "bit") and any(n.part.counter == counter for n in index.numbers)


_STEP = re.compile(r"(?:^|\n)\s*\(?$")
_CLOCK = re.compile(r"^\s?(?:am|pm|a\.m|p\.m|o'clock|点(?!击|缀|位)|号|日(?!常)|月\d|/7)|^:\d\d")
_ORDINAL_AFTER = re.compile(r"^(?:st|nd|rd|th)\b")
_IN_PHRASE = re.compile(r"(?:step|no|number|part|chapter|page|day|tip|第)\W{0,2}$")
_ROUTINE = re.compile(r"^\s?(?:a day|a week|per day|daily|every day|a night|each|per week|/7|一周|每天)|^/7|^\s?hours? a day")


_COUNTED_EN = re.compile(
    r"\b(?:sets?|packs?|box|bundle|case|pair) of $|\b(?:includes?|including|contains?|comes (?:with|as|in)|come (?:with|as|in)|pack(?:s|ed)? (?:with|in)|supplied with|made up of|holds|has|have|with|offers|features|you get|gives you|choice of|"
    r"serves|seats|sleeps|fits|feeds|for|total of|in all)(?: up to| about)? $"
)
def _is_stated(index: FactIndex, quantity: Quantity) -> bool:
    part = quantity.parts[0]
    return any(n.part.unit is not None and part.unit is not None and n.part.unit.dimension == part.unit.dimension and _agrees(quantity, part, n) for n in index.numbers)


_LASTING = re.compile(r"cover|valid|warrant|guarantee|batter|charg|playback|playtime|runtime|run time|shelf life|burn|standby|listening|of use\b|of light|of power")


def _is_scene(index: FactIndex, folded: str, quantity: Quantity, before: str, after: str) -> bool:
    part = quantity.parts[0]
    if quantity.bare:
        if _ORDINAL_AFTER.match(after) or _CLOCK.match(after) or (_IN_PHRASE.search(before) and not re.search(r"\bno\W{0,2}$", before)):
            return True
        if re.match(r"[.)、:]\s", folded[quantity.end : quantity.end + 2]) and _STEP.search(folded[max(0, quantity.start - 4) : quantity.start]):
            return True
        if re.fullmatch(r"(?:19|20)\d\d", folded[quantity.start : quantity.end]) and not _YEAR_CUE.search(before + "\0" + after):
            return True
        if re.match(r"24/7|24 hours", folded[quantity.start : quantity.start + 8]):
            return True
    if part.unit is not None and part.unit.dimension == "time":
        if _ROUTINE.match(after):
            return True
        if quantity.spelled or part.unit_name in ("day", "days", "week", "weeks", "天", "周", "分钟", "minute", "minutes", "秒", "seconds", "second"):
            near = before[-36:] + " " + after[:24]
            chinese = re.search(r"续航|充|保修|质保|待机|使用|保质|播放|定时|工作|加热|保温|保冷|退|换|发货|送达|快|即|需|只要|仅需|长达|可达|存放|干|煮|泡|烘|洗|燃烧|适用|适合|岁|龄|内|可用", near)
            if quantity.spelled and folded[quantity.start] < "\u3000":
                return not _LASTING.search(near) and not _is_stated(index, quantity)
            return not (chinese or _SCENE_TIME.search(near)) and quantity.spelled and not _is_stated(index, quantity)
    if part.unit is not None and quantity.spelled and (
        part.unit.dimension in ("percent", "angle", "purity") or part.unit_name in ("km", "kilometers", "kilometres", "mile", "miles", "公里", "里")
    ):
        return True
    if re.match(r":\d\d(?!\d)", folded[quantity.end : quantity.end + 4]) or re.search(r"(?<!\d)\d{1,2}:$", folded[max(0, quantity.start - 3) : quantity.start]):
        return True
    return False


def _match(
    index: FactIndex, quantity: Quantity, part: Part, context: frozenset[str], wanted: frozenset[str], axis: str, used: list[Number]
) -> tuple[Number | None, list[Number]]:
    """(the best fact number that says so, or None with those that say otherwise)."""
    pool = [n for n in index.numbers if _same_kind(n, part, context, quantity)]
    agreeing = [n for n in pool if _agrees(quantity, part, n) and not any(n is u for u in used)]
    if axis and part.unit is not None and part.unit.dimension == "length":
        labelled = [n for n in pool if _axis_of(n) == axis]
        if labelled:
            agreeing = [n for n in agreeing if n in labelled]
            pool = labelled
        else:
            agreeing = [n for n in agreeing if not _axis_of(n)] or ([] if any(_axis_of(n) for n in agreeing) else agreeing)
    elif wanted and part.unit is not None:
        asked = [n for n in pool if n.role in wanted]
        if asked and not any(n in asked for n in agreeing):
            strict = [n for n in agreeing if n.role == "title" or n.role in ("feature", "other", "included", "function", "technology")]
            if not strict:
                return None, asked
            agreeing = strict
    plain = [n for n in agreeing if n.variant < 0]
    if plain:
        return max(plain, key=lambda n: _closeness(n, context, wanted, quantity)), []
    if agreeing:
        return agreeing[0], []
    return None, sorted(pool, key=lambda n: -_closeness(n, context, wanted, quantity))


def _axis_of(number: Number) -> str:
    if number.part.label:
        return number.part.label
    return number.role if number.role in ("length", "width", "height", "depth", "diameter", "thickness") else ""


def _same_kind(number: Number, part: Part, context: frozenset[str], quantity: Quantity) -> bool:
    other = number.part
    if part.unit is not None:
        if other.unit is None:
            return False
        return part.unit.dimension == other.unit.dimension or {part.unit_name, other.unit_name} & {"oz", "盎司"} != set() and {
            part.unit.dimension, other.unit.dimension} == {"mass", "volume"}  # fmt: skip
    if other.unit is not None:
        return not part.counter and "set" not in context and "pack" not in context and (part.value >= 10 or quantity.shape == number.quantity.shape == "range")  # a bare number may repeat a measured one ("the 500")
    if part.counter and other.counter:
        return part.counter == other.counter or {part.counter, other.counter} <= {"piece", "pack", "set", "plate", "bit", "cup", "card"}
    if part.counter:
        return part.counter in number.about or number.role in ("count", "net_content") and part.counter in ("piece", "pack", "set", "serving", "plate", "bit", "cup") or bool(
            number.about & context
        ) or number.role in ("title", "included", _COUNTER_ROLE.get(part.counter, ""))
    return True


_COUNTER_ROLE = {"pocket": "pockets", "compartment": "pockets", "speed": "speed", "page": "pages", "player": "players", "mode": "function", "star": "grade"}


def _agrees(quantity: Quantity, part: Part, number: Number) -> bool:
    other = number.part
    if part.unit is not None and other.unit is not None:
        left, right = part.unit, other.unit
        if left.dimension != right.dimension:  # oz of fluid against millilitres
            ounce = UNITS["fl oz"]
            left, right = (ounce if left.dimension == "mass" else left), (ounce if right.dimension == "mass" else right)
        about = quantity.about or number.quantity.about
        if agree(part.value, left, part.places, other.value, right, about=about, fact_places=other.places):
            return True
        stated, fact = to_base(part.value, left), to_base(other.value, right)
        return _bounded(quantity, number, stated, fact) or _inside(quantity, number, stated)
    if part.value == other.value:
        return True
    return _bounded(quantity, number, part.value, other.value) and bool(part.counter or other.counter)


def _bounded(quantity: Quantity, number: Number, stated: float, fact: float) -> bool:
    """"over 10 hours" is true of 12, not of 10; "under 2 kg" of 1.8. Within a fifth, or it says nothing honest."""
    if number.quantity.bound:
        return False
    if quantity.bound == "over" or quantity.bound == "min":
        return stated <= fact <= stated * 1.25 and not (quantity.bound == "over" and stated == fact)
    if quantity.bound == "under":
        return stated * 0.75 <= fact < stated
    return False


def _inside(quantity: Quantity, number: Number, stated: float) -> bool:
    """A single value inside a fact's range ("comfortable at 10 °C" for 5–15 °C)."""
    parts = number.quantity.parts
    if number.quantity.shape != "range" or quantity.shape != "single" or len(parts) != 2 or parts[0].unit is None:
        return False
    if parts[0].unit.dimension not in ("temperature", "time"):
        return False
    low, high = (to_base(p.value, p.unit) for p in parts if p.unit is not None)
    return low <= stated <= high


_AXES = frozenset({"length", "width", "height", "depth", "diameter", "thickness"})


def _in_one_fact(index: FactIndex, quantity: Quantity, found: list[Number]) -> list[Number] | None:
    """The parts of a size or a range come from one statement, or each from the fact of an axis of its own."""
    statements: dict[int, list[Number]] = {}
    for number in index.numbers:
        statements.setdefault(id(number.quantity), []).append(number)
    for numbers in statements.values():
        left = list(numbers)
        chosen: list[Number] = []
        for part in quantity.parts:
            match = next((n for n in left if _agrees(quantity, part, n) and (part.unit is None or n.part.unit is not None)), None)
            if match is None:
                break
            left.remove(match)
            chosen.append(match)
        else:
            if quantity.shape != "range" or len(numbers) == len(quantity.parts) or numbers[0].quantity.shape != "range":
                return chosen
    if quantity.shape == "size" and all(_axis_of(n) for n in found) and len({(n.ref, n.part.label) for n in found}) == len(found):
        return found
    return None


def _closeness(number: Number, context: frozenset[str], wanted: frozenset[str], quantity: Quantity) -> float:
    score = 2.0 * len(number.about & context) + (3.0 if number.role in wanted else 0.0)
    score += 1.0 if isinstance(number.ref, int) else 0.0
    score += 0.5 if number.quantity.shape == quantity.shape else 0.0
    if quantity.parts[0].counter and number.part.counter == quantity.parts[0].counter:
        score += 1.5
    if any(p.unit_name and p.unit_name == number.part.unit_name for p in quantity.parts):
        score += 0.4
    return score - (5.0 if number.variant >= 0 else 0.0)


def _source(index: FactIndex, number: Number) -> Source:
    return next(
        s for s in index.sources if s.ref == number.ref and s.variant == number.variant and number.quantity in s.quantities
    )


def _supported(index: FactIndex, quantity: Quantity, found: list[Number], text: str) -> Ruling:
    sources = [_source(index, n) for n in found]
    variant = next((s for s in sources if s.variant >= 0), None)
    rule = _rule(quantity)
    if variant is not None:
        values = index.variant_values(variant.name)
        if len(set(values.values())) > 1 or len(values) < len(index.product.variants):
            stated = {v for v in values.values() if any(fold_in(v, text))} if False else None
            del stated
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
            f"{name_of(source)[0].upper()}{name_of(source)[1:]} states this as a maximum; the text states it as what one gets.",
            f"up to {text[quantity.start:quantity.end]}", "rewrite", hard=False,
        )  # fmt: skip
    return Ruling(quantity.start, quantity.end, "supported", rule, refs(*sources))


def fold_in(value: str, text: str) -> list[bool]:
    return [value.lower() in text.lower()]


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
        if n.part.value == quantity.parts[0].value and n.part.unit is not None and quantity.parts[0].unit is not None
    ]
    if same_value and not found:
        rivals, rule = same_value + rivals, "claim.unit"
    if quantity.shape == "either":
        bare = [n for n in index.numbers if n.part.value == quantity.parts[0].value and n.part.unit is None]
        rest = [m for p in quantity.parts[1:] if (m := _match(index, quantity, p, context, wanted, "", [])[0])]
        if bare and len(rest) == len(quantity.parts) - 1:  # "Bluetooth 5.0 and 3.5 mm jack": two statements
            return _supported(index, quantity, bare[:1] + rest, text)
    rivals = [n for n in rivals if n.part.unit is not None or n.part.counter or n.role in _COUNT_ROLES or n.about & context]
    if quantity.spelled and quantity.parts[0].counter and not any(n.part.counter == quantity.parts[0].counter or quantity.parts[0].counter in n.about for n in rivals):
        return Ruling(
            quantity.start, quantity.end, "unsupported", rule, (), f"No fact of this product says “{said}”.", "", "fact", hard=False
        )  # fmt: skip
    if not rivals:
        return Ruling(
            quantity.start, quantity.end, "unsupported", rule, (),
            f"No fact of this product says “{said}”.", "", "fact",
        )  # fmt: skip
    rival = _source(index, max(rivals[:6], key=lambda n: _closeness(n, context, wanted, quantity)) if rule != "claim.unit" else rivals[0])
    return Ruling(
        quantity.start, quantity.end, "contradicted", rule, refs(rival),
        f"The text says “{said}”, but {name_of(rival)} says otherwise.", rival.value, "rewrite",
    )  # fmt: skip


def spoken_number(part: Part) -> str:
    """A part as a suggestion writes it."""
    return f"{write(part.value)} {part.unit_name}".strip()


def is_pack_count(folded: str, start: int) -> bool:
    """Whether the number at `start` follows "pack of"."""
    return bool(BEFORE_EN.search(folded[:start]))
