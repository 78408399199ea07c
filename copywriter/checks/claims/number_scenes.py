"""Which numbers of a text claim nothing of the product: scenes, steps, clock times, two friends and ten minutes.
Knows the facts only to ask whether one counts what the text counts."""

from __future__ import annotations

import re

from copywriter.checks.claims.agreement import agrees
from copywriter.checks.claims.counters import LOOSE_EN
from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.number_scenes_zh import goes_far, has_degrees, lasts_zh, of_a_body, of_a_process
from copywriter.checks.claims.quantity import Part, Quantity
from copywriter.checks.claims.reading import alike, stem

_SCENE_TIME = re.compile(
    r"charg|batter|last|run[s ]|runtime|playback|playtime|standby|play time|warranty|guarantee|dr(?:y|ies)|cook|bak"
    r"|brew|steep|boil|heat|cool|cold|warm|hot|deliver|ship"
    r"|return|refund|keep|timer|auto|burn|cure|set(?:s)? in|age|old|shelf|expire|best before|month-old|years? and up"
    r"|sleep|hold|within|print|wash|ready|download|warm-up|for up to|up to"
)
_YEAR_CUE = re.compile(
    r"since|est\.?|founded|model|vintage|edition|harvest|release|collection|made in|launched|"
    r"picked|published|brought|came out|out in|printed|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) \0|年|款|版|创立|始于"
)


def loosely_said(index: FactIndex, folded: str, quantity: Quantity, before: str) -> bool:
    """Whether a number in words may be of the scene: "eight people", "one pocket for the phone", "two minutes"."""
    part = quantity.parts[0]
    if not quantity.spelled or folded[quantity.start] > "\u3000":
        return False
    if part.unit is not None and _of_an_age(index, folded, quantity):
        return False
    if part.value == 1 and part.unit is not None and part.unit.dimension != "time":
        return not any(n.part.unit is not None and n.part.unit.dimension == part.unit.dimension for n in index.numbers)
    if part.value == 1 and part.unit is not None and _WARRANTY.search(_sentence(folded, quantity.start, quantity.end)):
        return not any(n.role == "warranty" for n in index.numbers)
    if part.value > 2 and _counted_by_fact(index, folded, quantity):
        return False
    return part.value == 1 or (part.counter in LOOSE_EN and not _COUNTED_EN.search(before))


#: What a household has of its own, whatever a fact counts: three cups a day, four people.
_EVERYDAY = frozenset({"cup", "player", "serving", "person", "people", "plate", "card", "seat", "chair", "step"})


def _counted_by_fact(index: FactIndex, folded: str, quantity: Quantity) -> bool:
    """Whether a fact counts the very thing that a number word counts: "six sizes", "four pillowcases"."""
    word = re.search(r"[a-z]+$", folded[quantity.start : quantity.end])
    noun = stem(word[0]) if word else ""
    if not noun or (noun in _EVERYDAY and quantity.parts[0].value < 20):
        return False
    return noun in index.counted or (
        noun in index.nouns and any(n.role == "count" and n.part.unit is None for n in index.numbers)
    )


def is_part_count(index: FactIndex, quantity: Quantity, before: str) -> bool:
    """A count of parts that opens a clause, where a fact counts the same part: "Three legs, no wobble"."""
    counter = quantity.parts[0].counter
    opens = not before.strip()
    return (
        opens
        and quantity.parts[0].value != 1
        and counter
        in ("leg", "wheel", "door", "tier", "button", "bit", "pair", "set", "pack", "piece", "hole", "strand", "light")
        and any(n.part.counter == counter for n in index.numbers)
    )


_STEP = re.compile(r"(?:^|\n)\s*\(?$")
_CLOCK = re.compile(r"^\s?(?:am|pm|a\.m|p\.m|o'clock|点(?!击|缀|位)|号|日(?!常)|月\d|/7)|^:\d\d")
_ORDINAL_AFTER = re.compile(r"^(?:st|nd|rd|th)\b")
_IN_PHRASE = re.compile(r"(?:step|no|number|part|chapter|page|day|tip|第)\W{0,2}$")
_ROUTINE = re.compile(
    r"^\s?(?:a day|a week|per day|daily|every day|a night|each|per week|/7|一周|每天)|^/7|^\s?hours? a day"
)


_COUNTED_EN = re.compile(
    r"\b(?:sets?|packs?|box|bundle|case|pair) of $|\b(?:includes?|including|contains?|comes (?:with|as|in)|come "
    r"(?:with|as|in)|pack(?:s|ed)? (?:with|in)|supplied with|made up of|holds|has|have|with|offers|features|you get"
    r"|gives you|choice of|"
    r"makes|brews|yields|pours|serves|seats|sleeps|fits|feeds|for|total of|in all)(?: up to| about)? $"
)


def _is_stated(index: FactIndex, quantity: Quantity) -> bool:
    part = quantity.parts[0]
    return any(
        n.part.unit is not None
        and part.unit is not None
        and n.part.unit.dimension == part.unit.dimension
        and agrees(quantity, part, n)
        for n in index.numbers
    )


_ONE_OF = re.compile(r"an? |一(?:年|个月|小时|个小时)")
_LASTS_ONE = re.compile(
    r"(?:质保|保修|保质期?|联保|保固|[敢只包]保)(?:年限|期限|期|时间|时长)?(?:只?有|为|是|：|给到)?$"
)
_LASTING = re.compile(
    r"cover|valid|warrant|guarantee|batter|charg|playback|playtime|runtime|run time|shelf life|burn|standby|listening"
    r"|of use\b|of light|of power|\bbest\b|\bwithin\b|\bkeeps\b|\bbacks?\b|\bgood for\b|\btimer\b|\bbuys you\b|\bsteep"
)


_WARRANTY = re.compile(r"warrant|guarant|stands? behind|backed|covered")
_MARK = re.compile(r"[.;!?\n](?!\d)")
_RUNS = re.compile(
    r"\b(?:re)?charg(?:e|es|ed|er|ing)\b|batter|\bruns?\b|\blasts?\b|\blasting\b|\bfull\b|\bfills?\b"
    r"|\btops? (?:it )?up\b"
    r"|\bkeeps? (?:going|drinks|tea|coffee|it|them)\b|\bon (?:high|low|full|a charge)\b|\bburns?\b|\bshines?\b"
    r"|\bplays?\b"
    r"|\bgoes for\b|\btimer\b|\bcovered\b|\bbacked\b"
    r"|\bstands? behind\b|warrant|guarant|\btop-?ups?\b|\bmusic\b|\bplay(?:s|ing|back)?\b|\bround\b"
    r"|\bkeep(?:s)?\b|\bof life\b|\bgame\b"
)
_TIMED = frozenset(
    [
        "battery_life",
        "battery",
        "charging",
        "warranty",
        "shelf_life",
        "other",
        "function",
        "feature",
        "water_resistance",
        "players",
        "suitable_for",
    ]
)  # noqa: SIM905


def _has_kind(index: FactIndex, part: Part) -> bool:
    """Whether a fact gives a distance in the same unit."""
    return any(n.part.unit_name[:2] == part.unit_name[:2] for n in index.numbers if n.part.unit is not None)


def _sentence(folded: str, start: int, end: int) -> str:
    """The sentence around [start, end), at most 90 characters to each side."""
    left = max((m.end() for m in _MARK.finditer(folded, max(0, start - 90), start)), default=max(0, start - 90))
    right = next((m.start() for m in _MARK.finditer(folded, end, end + 90)), end + 90)
    return folded[left:right]


def _runs(index: FactIndex, folded: str, quantity: Quantity) -> bool:
    """Whether a span of time in words is how long the product runs, charges or lasts, where a fact says how long."""
    timed = any(n.part.unit is not None and n.part.unit.dimension == "time" and n.role in _TIMED for n in index.numbers)
    return timed and bool(_RUNS.search(_sentence(folded, quantity.start, quantity.end)))


_AGE = re.compile(r" (?:and|or) (?:up|over|older|above|upwards?)$")


def _of_an_age(index: FactIndex, folded: str, quantity: Quantity) -> bool:
    """Whether a number of years in words is an age, where a fact gives one: "three and up"."""
    told = _AGE.search(folded[quantity.start : quantity.end]) or re.search(
        r"\b(?:age|ages|aged|age of|ages of|children (?:of|from)|kids (?:of|from)|babies of|babies from|from) $",
        folded[max(0, quantity.start - 16) : quantity.start],
    )
    return bool(told) and any(
        (n.part.unit is None or n.part.unit.dimension == "time") and (n.role == "suitable_for" or "age" in n.about)
        for n in index.numbers
    )


def _shares_what(index: FactIndex, folded: str, quantity: Quantity) -> bool:
    """Whether a share in words is of what a fact gives a share of: some word beside it stands in that fact."""
    if _is_stated(index, quantity):
        return True
    near = {stem(w) for w in re.findall(r"[a-z]{3,}", _sentence(folded, quantity.start, quantity.end))}
    return any(
        n.part.unit is not None
        and n.part.unit.dimension == "percent"
        and (n.about & near or any(alike(a, s) for a in n.about if len(a) > 5 for s in near))
        for n in index.numbers
    )


#: "goes up in ten minutes": what a thing does in a time, and how a fact names that time.
_DONE_IN = (
    (r"go(?:es)? up|sets? up|puts? up|pitch\w*|assembl\w+|install\w*|put together|built|up|ready",
     r"pitch|set|assembl|install|build|erect|put"),
    (r"(?:in|de)flat\w*", r"inflat|deflat"),
    (r"dr(?:y|ies)", r"dry"),
    (r"heats?|boils?|warms?|hot|ready|up", r"heat|boil|warm"),
    (r"cools?|chill\w*|freez\w+", r"cool|chill|freez"),
    (r"brews?|bakes?|cooks?|done|ready|made|steep\w*", r"brew|bak|cook|prep|steep|ready"),
    (r"folds?|opens?|closes?", r"fold|open|clos"),
    (r"charg\w+|full", r"charg"),
    (r"cures?|sets?", r"cur|set"),
)  # fmt: skip
_TAKES = r"(?: [a-z]+){0,3} (?:in|within|takes?)(?: just| only| under| about| around| a mere| as little as)* $"
_DONE_IN_READ = tuple((re.compile(rf"\b(?:{act}){_TAKES}"), re.compile(rf"(?:{name})")) for act, name in _DONE_IN)


def _is_done_in(index: FactIndex, before: str) -> bool:
    """Whether a span of time in words is how long something takes, where a fact says how long that takes."""
    timed = [
        n
        for n in index.numbers
        if n.part.unit is not None and n.part.unit.dimension == "time" and isinstance(n.ref, int)
    ]
    return bool(timed) and any(
        act.search(before) and any(any(name.match(a) for a in n.about) for n in timed) for act, name in _DONE_IN_READ
    )


def is_scene(index: FactIndex, folded: str, quantity: Quantity, before: str, after: str) -> bool:
    part = quantity.parts[0]
    if quantity.bare:
        if (
            _ORDINAL_AFTER.match(after)
            or _CLOCK.match(after)
            or (_IN_PHRASE.search(before) and not re.search(r"\bno\W{0,2}$", before))
        ):
            return True
        if re.match(r"[.)、:]\s", folded[quantity.end : quantity.end + 2]) and _STEP.search(
            folded[max(0, quantity.start - 4) : quantity.start]
        ):
            return True
        if re.fullmatch(r"(?:19|20)\d\d", folded[quantity.start : quantity.end]) and not _YEAR_CUE.search(
            before + "\0" + after
        ):
            return True
        if re.search(r"\b(?:the|at) $", before) and re.match(r" (?:to|from|train|bus|ferry)\b", after):
            return True  # "the 8.15 to town"
        if re.match(r"24/7|24 hours", folded[quantity.start : quantity.start + 8]):
            return True
    if of_a_body(index, folded, quantity, after):
        return True
    if part.unit is not None and part.value < 2 and _ONE_OF.match(folded, quantity.start):
        measured = part.unit.dimension != "time" and (part.value > 1 or quantity.bound)
        if measured and any(
            n.part.unit is not None and n.part.unit.dimension == part.unit.dimension for n in index.numbers
        ):
            return False  # "a gallon and a half", "well over a kilo"
        lasting = _LASTS_ONE.search(folded[max(0, quantity.start - 8) : quantity.start])
        return not (lasting or _is_stated(index, quantity))
    if part.unit_name == "成":
        return not any(n.part.unit is not None and n.part.unit.dimension == "percent" for n in index.numbers)
    if part.unit is not None and part.unit.dimension == "time":
        if _ROUTINE.match(after):
            return True
        if quantity.spelled or part.unit_name in (
            "day",
            "days",
            "week",
            "weeks",
            "天",
            "周",
            "分钟",
            "minute",
            "minutes",
            "秒",
            "seconds",
            "second",
        ):
            near = before[-36:] + " " + after[:24]
            chinese = re.search(
                r"续航|充|保修|质保|待机|使用|保质|播放|定时|工作|加热|保温|保冷|退|换|发货|送达|快|即|需|只要|仅需"
                r"|长达|可达|存放|干|煮|泡|烘|洗|燃烧|适用|适合|岁|龄|内|可用",
                near,
            )
            if quantity.spelled and folded[quantity.start] < "\u3000":
                return not (
                    _LASTING.search(near)
                    or _is_done_in(index, before)
                    or _of_an_age(index, folded, quantity)
                    or _runs(index, folded, quantity)
                ) and not _is_stated(index, quantity)
            if quantity.spelled and (
                lasts_zh(index, quantity, before, after)
                or of_a_process(index, folded[max(0, quantity.start - 14) : quantity.start], after)
            ):
                return False
            late = part.value >= 6 and re.match(r"(?:之后|以后|后|内)", after)
            return (
                not (chinese or late or _SCENE_TIME.search(near))
                and quantity.spelled
                and not _is_stated(index, quantity)
            )
    if part.unit is not None and quantity.spelled and part.unit.dimension == "percent" and folded.isascii():
        return not _shares_what(index, folded, quantity)
    if (
        part.unit is not None
        and quantity.spelled
        and (
            part.unit.dimension in ("percent", "purity")
            or (part.unit.dimension == "angle" and not has_degrees(index, part.value))
            or (not _has_kind(index, part))
            and part.unit_name in ("km", "kilometers", "kilometres", "mile", "miles")
            or (part.unit_name in ("公里", "里") and part.unit.dimension == "length" and not goes_far(index, before))
        )
    ):
        return True
    clock = re.match(r":\d\d(?!\d)", folded[quantity.end : quantity.end + 4])
    return bool(clock or re.search(r"(?<!\d)\d{1,2}:$", folded[max(0, quantity.start - 3) : quantity.start]))
