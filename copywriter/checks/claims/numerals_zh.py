"""Chinese numerals: 两斤, 四五十公里, 十五六斤, 三到五天, 两个半小时, 九成五, 三分之一, 二十多斤, 一米一五.
Knows no digits and no fact; 一款, 一起, 三明治, 升一升 and 八成是 count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from copywriter.checks.claims.counters import COUNTER_ZH, COUNTERS
from copywriter.checks.claims.quantity import NOT_AFTER, Part, Quantity, label_of, shape_of, starts
from copywriter.knowledge.numbers import CHINESE, read_chinese
from copywriter.knowledge.units import UNIT, UNITS, Unit

_NUMBER = re.compile(rf"[{CHINESE}]+")
_LASTS_ONE = re.compile(r"(?:质保|保修|保质期?|联保|质保期|保固)(?:年限|期限|时间)?(?:只?有|为|是|：)?$")
#: 四到六口: the other end of a range, before any unit or counter.
_UNTIL = re.compile(rf"[到至~-]([{CHINESE}]+)")
_ORDINAL = re.compile(r"[第头同统唯专单每任逐这那前过]$")
#: 两三, 四五十, 十五六, 三四百: neighbours in counting are a span.
_VAGUE = re.compile(r"([一二三四五六七八九]?十)?([一二两三四五六七八])([二两三四五六七八九])([十百千万]*)$")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
#: 十多斤, 二十几个, 百余道, 三十来斤.
_MORE = re.compile(r"[多余几来](?=[\u3400-\u9fff])")
#: 七成: 70 %; 八成新, 七成熟 and 八成是 are talk.
_TENTHS = re.compile(r"成(?:([一二三四五六七八九半])(?!样|个|起|般|直)|(?![熟新饱把交品为本员功年都不会人心立就份]))")
_HUNDREDTHS = re.compile(rf"([{CHINESE}]+)分之([{CHINESE}]+)")
#: 占一半, 各半: half of what is said before.
_HALVES = re.compile(r"(?:占(?:了|到|去|着)?|各占?|含量?)(一半|半数)|对半(?:开|分|掺)?|各半|五五开")
#: 八两, 六两多: a weight where nothing is counted after it (两 is also "two").
_LIANG = re.compile(rf"([{CHINESE}]+)两$")
_LIANG_ENDS = re.compile(r"[，。；！？、）)\s多重整左上的半装出来不开朝往]|$")
#: 一两个, 三两天: about two of something; any other number of 两 is a weight.
_VAGUE_TWO = frozenset("一三")
#: 三个半小时, 一刻钟.
_AND_HALF = re.compile(r"个半(小时|钟头|月|星期)")
_QUARTERS = re.compile(r"刻钟")
#: 半斤, 半厘米; 半天, 半点 and 半路 are talk.
_HALF_OF = re.compile(r"[升米斤年岁两尺寸打里]|公[升斤里分]|[厘毫分千]米|[千毫]克|毫升|个|小时|钟头|分钟|克(?!服)")
#: 一 with these counts nothing: "one of those".
_LOOSE_ONE = frozenset("个件款种份杯次天年周口手块道只张条片支把瓶盒包袋双对套本页层面格") | {
    *("个月", "星期", "分钟", "小时", "秒", "秒钟", "尺", "米", "钟头", "个钟头", "礼拜", "个礼拜")
}
_TALK = frozenset(("年", "个月", "小时"))  # talk too, unless a fact says it: is_scene asks
_NO_NUMERAL = frozenset(("度", "开", "转", "码", "兆", "安", "折", "牛", "欧", "分", '"', "'", "#"))
_DECIMAL_AFTER = re.compile(r"[零〇一二三四五六七八九\d]|[长宽高深厚粗][，。、的]?")


def find_numerals(folded: str, found: list[Quantity], fact: bool) -> Iterator[Quantity]:
    """Numerals are numbers only before a unit or a counter, or as a share of a whole. `found`: what digits said."""
    taken = {at for q in found for at in range(q.start, q.end)}
    for quantity in _fractions(folded):
        taken |= set(range(quantity.start, quantity.end))
        yield quantity
    reach = 0
    for match in _NUMBER.finditer(folded):
        if match.start() in taken or match.start() < reach:
            continue
        quantity = _read(folded, match.start(), match[0], fact)
        if quantity:
            reach = quantity.end
            yield quantity


def _fractions(folded: str) -> Iterator[Quantity]:
    if "分之" in folded:
        for match in _HUNDREDTHS.finditer(folded):
            low, high = read_chinese(match[1]), read_chinese(match[2])
            if match[1] in ("百", "千", "万"):
                low = {"百": 100.0, "千": 1000.0, "万": 10000.0}[match[1]]
            if not low or high is None or high > low or (high == low and not _held(folded, match.start())):
                continue
            value = 100 * high / low
            yield _share(folded, match.start(), match.end(), value, about=value % 1 != 0)
    if "半" in folded:
        for match in _HALVES.finditer(folded):
            yield _share(folded, match.start(1) if match[1] else match.start(), match.end(), 50.0, about=True)


def _held(folded: str, start: int) -> bool:
    return folded[max(0, start - 2) : start].rstrip("了到").endswith(("占", "含", "达"))


def _share(folded: str, start: int, end: int, value: float, *, about: bool = False) -> Quantity:
    quantity = shape_of(folded, start, end, [Part(value, UNITS["%"], 0, "", "", "成")], [])
    return replace(quantity, about=quantity.about or about)


def _read(folded: str, start: int, written: str, fact: bool) -> Quantity | None:
    written = written.rstrip("点")
    if written.startswith("点"):  # 能点五万小时: it burns
        start, written = start + 1, written[1:]
    if weight := _weight(folded, start, written, fact):
        return weight
    if not written or _ORDINAL.search(folded[max(0, start - 1) : start]):
        return None
    if written == "一" and folded[start - 1 : start] == folded[start + 1 : start + 2]:  # 升一升, 看一看
        return None
    if written == "半" and not _HALF_OF.match(folded, start + 1):
        return None
    end = start + len(written)
    if span := _vague(written):
        return _measured(folded, start, end, span, "span", fact)
    value = _year(folded, start, written) or read_chinese(written)
    if value is None:
        return None
    more = _MORE.match(folded, end)
    span = more_than(value, more[0]) if more else None
    if more and span and (quantity := _measured(folded, start, more.end(), span, "span", fact)):
        return quantity
    if until := _UNTIL.match(folded, end):
        high = read_chinese(until[1])
        if high is not None and (quantity := _measured(folded, start, until.end(), (value, high), "range", fact)):
            return quantity
    if value < 10 and (tenths := _TENTHS.match(folded, end)):
        if (
            tenths[1] is None
            and starts(folded, tenths.end(), "是")
            and folded[start - 1 : start] not in ("的", "下", "外")
        ):
            return None  # 八成是你多心, but 剩下的两成是棉
        digit = tenths[1] or "零"
        return _share(folded, start, tenths.end(), value * 10 + (5 if digit == "半" else _DIGITS[digit]))
    if half := _AND_HALF.match(folded, end):
        unit = UNITS["个月" if half[1] == "月" else half[1]]
        part = Part(value + 0.5, unit, 1, "", "", half[1])
        return replace(shape_of(folded, start, half.end(), [part], []), spelled=True)
    if quarters := _QUARTERS.match(folded, end):
        part = Part(value * 15, UNITS["分钟"], 0, "", "", "分钟")
        return replace(shape_of(folded, start, quarters.end(), [part], []), spelled=True)
    return _measured(folded, start, end, (value,), "single", fact)


#: 一打开, 两打扫: no dozen.
_NO_DOZEN = "开扫理包印磨听算工折中底造败断动牌卡架量心成"
_TWO_DIGITS = re.compile(r"[零〇一二三四五六七八九]{2}$")


def _year(folded: str, start: int, written: str) -> float | None:
    """二四年, 〇八年: a year by its last two digits, which no count is told by."""
    if (
        not _TWO_DIGITS.match(written)
        or written[0] in "三四五六七八"
        or folded[start + 2 : start + 3] != "年"
        or _vague(written)
    ):
        return None
    last = 10 * _DIGITS[written[0].replace("〇", "零")] + _DIGITS[written[1].replace("〇", "零")]
    return 2000.0 + last if last < 50 else 1900.0 + last


def _weight(folded: str, start: int, written: str, fact: bool) -> Quantity | None:
    """八两, 六两多, 三四两."""
    match = _LIANG.match(written)
    end = start + len(written)
    certain = match is not None and match[1] not in _VAGUE_TWO and not starts(folded, end, NOT_AFTER["两"])
    if match is None or not (fact or certain or _LIANG_ENDS.match(folded, end)):
        return None
    span = _vague(match[1])
    value = read_chinese(match[1])
    if value is None:
        return None
    half = 0.5 if span is None and folded[end : end + 1] == "半" else 0.0
    parts = [Part(v + half, UNITS["两"], 0, "", "", "两") for v in (span or (value,))]
    quantity = shape_of(folded, start, end + (half > 0), parts, ["到"] if span else [])
    return replace(quantity, spelled=True, shape="span" if span else "single")


def _vague(written: str) -> tuple[float, float] | None:
    """四五十 → (40, 50), 十五六 → (15, 16). None where the characters are no neighbours in counting."""
    match = _VAGUE.match(written)
    if match is None:
        return None
    head, one, two, tail = match.groups()
    low, high = sorted((_DIGITS[one], _DIGITS[two]))
    if _DIGITS[one] > _DIGITS[two] and (low, high) != (2, 3):  # 三两个, but no 五四
        return None
    if high - low != 1 and (low, high) != (3, 5):
        return None
    if head:
        base = read_chinese(head)
        if base is None or tail:
            return None
        return base + low, base + high
    place = read_chinese("一" + tail) if tail else 1.0
    return None if place is None else (low * place, high * place)


def more_than(value: float, word: str) -> tuple[float, float] | None:
    """The span that 多, 余, 几 and 来 after a round number mean: 二十多 → (20, 30), 三十来 → (27, 33)."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    if place < 10:
        return None
    return (value * 0.9, value * 1.1) if word == "来" else (value, value + place)


def _measured(folded: str, start: int, end: int, values: tuple[float, ...], shape: str, fact: bool) -> Quantity | None:
    """The quantity where a unit or a counter stands at `end`; None where the numeral is a word."""
    joins = ["到"] if len(values) > 1 else []
    unit_match = UNIT.match(folded, end)
    if unit_match is None and starts(folded, end, "个"):  # 五个毫米
        unit_match = UNIT.match(folded, end + 1)
        unit_match = unit_match if unit_match and len(unit_match[1]) > 1 else None
    yarn = unit_match is not None and unit_match[1] == "支" and values[0] >= 16 and starts(folded, end + 1, "的纱棉长")
    if unit_match and unit_match[1] in UNITS and (unit_match[1] != "支" or yarn):
        name, after = unit_match[1], unit_match.end()
        if len(name) == 1 and name.isascii():  # 两C一A
            return None
        if starts(folded, after, NOT_AFTER.get(name, "")):
            return None
        loose_one = (
            name in _LOOSE_ONE
            and name not in _TALK
            and values == (1,)
            and not fact
            and not _LASTS_ONE.search(folded[max(0, start - 4) : start])
            and not (name in ("米", "尺") and _DECIMAL_AFTER.match(folded, after))
        )
        if loose_one or (name in _NO_NUMERAL and not (name in ("度", "码") and (shape == "range" or values[0] >= 5))):
            return None
        half = 0.0
        if len(values) == 1 and folded[after : after + 1] == "半":
            half, after = 0.5, after + 1
        unit: Unit = UNITS[name]
        parts = [Part(v + half, unit, 0, "", label_of(folded, start, after), name) for v in values]
        return replace(shape_of(folded, start, after, parts, joins), spelled=True, shape=shape)
    if len(values) == 1 and starts(folded, end, "打") and not starts(folded, end + 1, _NO_DOZEN):
        dozens = Part(12 * values[0], counter="piece")
        return replace(shape_of(folded, start, end + 1, [dozens], []), spelled=True)
    counter = COUNTER_ZH.match(folded, end) or (
        COUNTER_ZH.match(folded, end + 1) if starts(folded, end, "小大") else None
    )  # 十小块
    if not counter or (values == (1,) and not fact):
        return None
    parts = [Part(v, counter=COUNTERS[counter[1]]) for v in values]
    quantity = shape_of(folded, start, counter.end(), parts, joins)
    return replace(
        quantity,
        spelled=True,
        shape=shape,
        nouns=_nouns(folded, counter.end()) | _nouns(folded, counter.start(1) + 1) | _one(folded, counter),
    )


_ONE_NOUN = re.compile(r"([\u3400-\u9fff])(?=[，。；！？、的]|$)")


def _one(folded: str, counter: re.Match[str]) -> frozenset[str]:
    """What is counted where a counter says it itself (块电池, 门), or one character after it does: 八十颗键."""
    noun = _ONE_NOUN.match(folded, counter.end())
    return frozenset((counter[1], counter[1][1:], noun[1] if noun else "")) - {""}


_NOUN = re.compile(r"[\u3400-\u9fff]{2,4}")


def _nouns(folded: str, end: int) -> frozenset[str]:
    """The pairs of neighbours in the four characters after a counter."""
    noun = _NOUN.match(folded, end)
    return frozenset(noun[0][i : i + 2] for i in range(len(noun[0]) - 1)) if noun else frozenset()
