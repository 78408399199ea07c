"""Numbers in words: Chinese numerals and English number words, where a unit or a counter says that they count.
Knows no digits and no fact; 一款, 三明治 and "one of those" count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from copywriter.checks.claims.counters import COUNTER_ZH, COUNTERS, LOOSE_EN
from copywriter.checks.claims.quantity import GAP, NOT_AFTER, Part, Quantity, label_of, read_counter, shape_of, starts
from copywriter.checks.claims.reading import stem
from copywriter.checks.literals import Literals
from copywriter.knowledge.numbers import CHINESE, ENGLISH, WORDS, read_chinese
from copywriter.knowledge.units import UNIT, UNITS

_CHINESE_NUMBER = re.compile(rf"[{CHINESE}]+")
_WORD_NUMBER = re.compile(rf"(?<![a-z-]){WORDS}(?![a-z])")


def taken_by(found: list[Quantity]) -> set[int]:
    return {at for q in found for at in range(q.start, q.end)}


def find_numerals(folded: str, found: list[Quantity], fact: bool) -> Iterator[Quantity]:
    """Chinese numerals are numbers only before a unit or a counter: 两件套, 一升; 一款, 一起 and 三明治 are words."""
    taken = taken_by(found)
    for match in _CHINESE_NUMBER.finditer(folded):
        if match.start() in taken:
            continue
        quantity = _read_numeral(folded, match, fact)
        if quantity:
            yield quantity


_LASTS_ONE = re.compile(r"(?:质保|保修|保质期?|联保|质保期|保固)$")
_UNTIL = re.compile(
    rf"[到至~-]([{CHINESE}]+)(岁|周岁|个月|年|天|小时|分钟|斤|公斤|克|升|毫升|厘米|米|英寸|寸|度|人|码)"
)
_ORDINAL = re.compile(r"[第头同统唯专单每任逐这那前过]$")
#: 七成: 70 %, where it opens a clause or stands after 占; 八成新, 七成熟 and 八成是 are talk.
_TENTHS = re.compile(r"成(?=[，。；！？、的以左上]|$|[\u3400-\u9fff]{2})(?![熟新饱把交品为本员功年是都不会])")
_TENTHS_BEFORE = re.compile(r"(?:占了?|含|含量|约|达|有|近|超过?|配|^|[，。；：、\s])$")
#: 八两, 六两多: a weight where nothing is counted after it (两 is also "two").
_LIANG = re.compile(rf"([{CHINESE}]+)两$")
_LIANG_ENDS = re.compile(r"[，。；！？、）)\s多重整左上的]|$")
#: 一 with these counts nothing: "one of those".
_LOOSE_ONE = frozenset("个件款种份杯次天年周口手块道只张条片支把瓶盒包袋双对套本页层面格") | {
    "个月",
    "星期",
    "分钟",
    "小时",
    "秒",
    "秒钟",
}


def _read_numeral(folded: str, match: re.Match[str], fact: bool) -> Quantity | None:
    written = match[0].rstrip("点")
    if written.startswith("点"):  # 能点五万小时: it burns
        start = match.start() + 1
        match = re.compile(rf"[{CHINESE}]+").match(folded, start) or match
        written = match[0].rstrip("点") if match.start() == start else ""
    weight = _LIANG.match(written)
    if weight and (fact or _LIANG_ENDS.match(folded, match.start() + len(written))):
        value = read_chinese(weight[1])
        end = match.start() + len(written)
        if value is not None:
            return replace(
                shape_of(folded, match.start(), end, [Part(value, UNITS["两"], 0, "", "", "两")], []), spelled=True
            )
    if not written or _ORDINAL.search(folded[max(0, match.start() - 1) : match.start()]):
        return None
    if written.endswith("半") and len(written) == 1 and not starts(folded, match.end(), "升米斤公年岁小个"):
        return None
    value = read_chinese(written)
    if value is None:
        return None
    end = match.start() + len(written)
    if until := _UNTIL.match(folded, end):
        high, name = read_chinese(until[1]), until[2]
        if high is not None and not starts(folded, until.end(), NOT_AFTER.get(name, "")):
            parts = [
                Part(v, UNITS.get(name), 0, COUNTERS.get(name, "") if name not in UNITS else "", "", name)
                for v in (value, high)
            ]
            return replace(shape_of(folded, match.start(), until.end(), parts, ["到"]), spelled=True)
    if (
        value < 10
        and _TENTHS.match(folded, end)
        and _TENTHS_BEFORE.search(folded[max(0, match.start() - 3) : match.start()])
    ):
        part = Part(value * 10, UNITS["%"], 0, "", "", "成")
        return replace(shape_of(folded, match.start(), end + 1, [part], []))
    unit_match = UNIT.match(folded, end)
    half = 0.0
    if unit_match and unit_match[1] in UNITS and unit_match[1] != "支" and unit_match[1] not in ('"', "'", "#"):
        name = unit_match[1]
        if starts(folded, unit_match.end(), NOT_AFTER.get(name, "")):
            return None
        loose_one = (
            name in _LOOSE_ONE
            and name not in ("年", "个月", "小时")  # talk too, unless a fact says it: is_scene asks
            and value == 1
            and not fact
            and not _LASTS_ONE.search(folded[max(0, match.start() - 4) : match.start()])
        )
        if loose_one or name in ("度", "支", "开", "转", "码", "兆", "安", "折", "帕", "巴", "牛", "欧", "分"):
            return None
        if folded[unit_match.end() : unit_match.end() + 1] == "半":
            half, after = 0.5, unit_match.end() + 1
        else:
            after = unit_match.end()
        part = Part(value + half, UNITS[name], 0, "", label_of(folded, match.start(), after), name)
        return replace(shape_of(folded, match.start(), after, [part], []), spelled=True)
    counter = COUNTER_ZH.match(folded, end)
    if not counter or (value == 1 and not fact):
        return None
    return replace(
        shape_of(folded, match.start(), counter.end(), [Part(value, counter=COUNTERS[counter[1]])], []), spelled=True
    )


_NUMBER_WORDS = Literals(dict.fromkeys(ENGLISH))


@lru_cache(maxsize=16)
def number_words(folded: str) -> tuple[re.Match[str], ...]:
    """What `_WORD_NUMBER.finditer` finds, sought only where one of the words stands."""
    found: list[re.Match[str]] = []
    reach = 0
    for start in sorted({start for _, start, _ in _NUMBER_WORDS.found(folded)}):
        match = _WORD_NUMBER.match(folded, start) if start >= reach else None
        if match is not None:
            reach = match.end()
            found.append(match)
    return tuple(found)


def find_spelled(folded: str, found: list[Quantity]) -> Iterator[Quantity]:
    """English number words before a unit or a counter; "two friends" and "one morning" count nothing that is sold."""
    taken = taken_by(found)
    for match in number_words(folded):
        if match.start() in taken:
            continue
        value = ENGLISH[match[0]]
        gap = GAP.match(folded, match.end())
        at = gap.end() if gap else match.end()
        unit = UNIT.match(folded, at)
        if unit and unit[1] in UNITS and len(unit[1]) > 1 and unit[1] not in ("in", "ins", "second"):
            part = Part(
                value, UNITS[unit[1]], 1 if value % 1 else 0, "", label_of(folded, match.start(), unit.end()), unit[1]
            )
            yield replace(shape_of(folded, match.start(), unit.end(), [part], []), spelled=True)
            continue
        counter, end = read_counter(folded, match.end())
        if counter and (value != 1 or counter not in LOOSE_EN):
            yield replace(shape_of(folded, match.start(), end, [Part(value, counter=counter)], []), spelled=True)


#: "within a year", "a metre long": one of a unit counts only where a fact says so, and is_scene asks that.
_A_UNIT = re.compile(r"(?<![a-z])an? (year|month|hour|decade|kilo|metre|meter)(?![a-z])( and a half)?")


def find_single(folded: str, taken: set[int]) -> Iterator[Quantity]:
    """One of a unit, told with an article."""
    for match in _A_UNIT.finditer(folded) if " a" in folded or folded.startswith("a") else ():
        if match.start() not in taken:
            part = Part(1.5 if match[2] else 1.0, UNITS[match[1]], 1 if match[2] else 0, "", "", match[1])
            yield Quantity(match.start(), match.end(), (part,), spelled=True)


_JOINING = frozenset({"and", "or", "of", "the", "in", "on", "for", "to", "with"})


def find_counts(folded: str, nouns: frozenset[str], taken: set[int]) -> Iterator[Quantity]:
    """English number words before a noun that a fact counts, whatever it is: "six ink cartridges". `nouns`: stems."""
    for match in number_words(folded):
        if match.start() in taken or ENGLISH[match[0]] == 1:
            continue
        beside = re.match(
            r"(?: [\d.]+ ?[a-z]{1,3})?(?:[ -][a-z]+){1,2}", folded[match.end() : match.end() + 40]
        )  # two words, nothing between
        if beside and beside[0][0] == "-":  # "two-way zip" counts no zips
            beside = re.match(r"-[a-z]+", beside[0])
        for word in re.finditer(r"[a-z]+", beside[0]) if beside else ():
            if stem(word[0]) in nouns and word[0] not in _JOINING:
                part = Part(ENGLISH[match[0]], None, 0, stem(word[0]))
                yield Quantity(match.start(), match.end() + word.end(), (part,), spelled=True)
                break
