"""Numbers with units in running text, as facts: dimensions, weight, capacity, count, power, origin, model codes.
Knows no words for materials or colours; reads, and never converts or rounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copywriter.formats import wordlists

# ASCII: a Chinese character beside a number is a boundary, not a word character.
_A = re.ASCII
_I = re.IGNORECASE | re.ASCII
_N = r"\d+(?:[.,]\d+)?"
_LEN = r"(?:cm|mm|m|inch(?:es)?|in\.?|ft|feet|\"|″|''|厘米|毫米|米|英寸|寸)"


@dataclass(frozen=True, slots=True)
class Measure:
    """One reading: which fact it is (a key of NAMES), its value as written, and where (code points, end exclusive)."""

    fact: str
    value: str
    start: int
    end: int


#: What each reading is called in English and Chinese, and the names under which a product may already state it.
NAMES: dict[str, tuple[str, str, frozenset[str]]] = {
    fact: (words[0].replace("_", " "), words[1], frozenset(words[1:]))
    for fact, words in wordlists.rows("measures").items()
}

_DIMENSIONS = re.compile(
    rf"(?:[LWHD](?:ength|idth|eight|epth)?[:\s]*)?{_N}\s*{_LEN}?\s*(?:\([LWHD]\))?\s*[x×*X]\s*(?:[LWHD]\s*)?{_N}\s*{_LEN}?"
    rf"(?:\s*[x×*X]\s*(?:[LWHD]\s*)?{_N}\s*{_LEN}?)?(?:\s*\([LWHD]\))?",
    _A,
)
_UNIT_INSIDE = re.compile(rf"\d\s*{_LEN}", _I)
_WEIGHT = re.compile(
    rf"(?<![\w.]){_N}\s*(?:[kK][gG]s?|kilograms?|lbs?|pounds?|g|grams?|千克|公斤|斤|克)(?![\w/+])(?:,?\s*{_N}\s*oz(?![\w]))?",
    _A,
)
_VOLUME = re.compile(rf"(?<![\w.]){_N}\s*(?:ml|cl|l|lit(?:er|re)s?|fl\.?\s?oz|gallons?|毫升|升)(?![\w/])", _I)
_OUNCES = re.compile(rf"(?<![\w.,]\s)(?<![\w.]){_N}\s*-?oz(?![\w])", _I)
_INCHES = re.compile(rf"(?<![\w.*×x]){_N}\s*(?:-?\s?inch(?:es)?\b|英寸|吋|″)", _I)
_LONG = re.compile(rf"(?<![\w.*×xX]){_N}\s*(?:cm|mm|厘米|毫米)(?![\w*×])(?!\s*[*×xX]\s*\d)", _I)
_COUNT_EN = re.compile(
    r"\b(?:(?:set|pack|box|bundle|case)\s+of\s+(\d{1,4})|(\d{1,4})\s*-?\s*(?:pcs?|pieces?|pairs?|pack|count|ct|sheets|rolls|packs?)\b"
    r"|(\d{1,3})\s*[x×]\s*(?=\d+\s*(?:ml|g|cl|l|oz)\b))", _I,
)  # fmt: skip
_COUNT_ZH = re.compile(
    r"(?<![\d.])(\d{1,4}|[一二两三四五六七八九十]{1,2})\s*(支|只|件|个|片|包|袋|盒|瓶|双|条|张|粒|枚|块|抽|卷)(?:/?(?:装|套|入|组|盒))?(?!类|月|年|点|人|号)",
    _A,
)
_POWER = re.compile(rf"(?<![\w.]){_N}\s*(?:w|kw|watts?|瓦)(?![\w])(?!\s*(?:fast|charg|快充|闪充|超级|有线|无线))", _I)
_BATTERY = re.compile(r"(?<!\w)\d{3,6}\s*mAh(?!\w)", _I)
_MEMORY = re.compile(r"(?<!\w)(?:\d{1,3}\s*GB?\s*\+\s*\d{2,4}\s*GB?|\d{2,4}\s*GB|\d\s*TB)(?!\w)", _A)
_VOLTAGE = re.compile(rf"(?<![\w.-])(?:{_N}\s*[-–~]\s*)?\d{{2,3}}\s*[vV](?!\w)", _A)
_METAL = re.compile(
    r"(?<!\w)(?:(?:9|10|14|18|22|24)\s?(?:k|kt|ct|karat)\s+(?:(?:white|rose|yellow)\s+)?gold|(?:925|"
    r"s925)\s+(?:sterling\s+)?silver|(?:9|14|18|22|24)[kK]金|S?925(?:纯)?银|足金|足银)",
    _I,
)
_ORIGIN_EN = re.compile(
    r"\b(?:[Mm]ade|[Cc]rafted|[Hh]andmade|[Pp]roduced|[Ww]oven) in ((?:the )?[A-Z][a-zA-Z]+(?: [A-Z][a-zA-Z]+){0,2})"
)
_ORIGIN_ZH = re.compile(
    r"(?:产地|原产地|产自|出产于|原产于|原产国)\s*[:：]?\s*([\u4e00-\u9fff]{2,8}?)(?=[，,。；;\s）)]|的|$)"
)
_MODEL = re.compile(
    r"(?<![\w#./-])(?=[A-Z\d-]*\d)(?=[A-Z\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*(?:/[A-Z\d]{2,})*(?![\w.%+])", _A
)
_NOT_MODEL = re.compile(
    r"^(?:\d+(?:ML|GB|TB|MM|CM|KG|G|L|W|V|A|MAH|PCS?|PC|OZ|INCH|IN|HZ|K|P|MP|XL|LED|D|S|M|H|X\d+|X\d+X\d+|ATM|CT|K金)|[2-9]XL|MP[34]|USB\d?|5G|4G|"
    r"WIFI\d?|H264|B2B|Y2K|A4|A5|UV400|IP\d\d|COVID19|100%|FHD\d*|HDR\d*|SPF\d+|RGB\d*|DDR\d|USB-C)$"
)
_VESSELS = re.compile(
    r"cup|mug|bottle|flask|tumbler|\bpans?\b|\bpots?\b|kettle|kadhai|cooker|tank|backpack|bag\b|\bbin\b|"
    r"jar|cooler|box|kadai|fridge|杯|壶|锅|桶|箱|包|冰箱|水瓶|饭盒|罐",
    _I,
)
_CONSUMED = re.compile(
    r"cream|lotion|lipstick|serum|shampoo|soap|perfume|edt|edp|oil|tea|coffee|sauce|powder|rice|snack|"
    r"juice|beer|cider|wine|chocolate|honey|spice|gel|口红|唇|霜|乳|水|膏|液|茶|咖啡|米|粉|糖|奶|酱|酒|"
    r"精华|面膜|洗发|沐浴|香水|坚果|饼|零食|蜂蜜",
    _I,
)
_SCREENS = re.compile(
    r"screen|display|monitor|laptop|tablet|phone|\btv\b|television|屏|手机|电视|显示|平板|笔记本|导航", _I
)


def find(text: str, *, title: str, in_title: bool) -> Iterator[Measure]:
    """Readings in order of certainty; overlapping ones are the caller's to drop. `title` says what the product is;
    codes and lone lengths are taken from the title only, where they speak of the product itself."""
    for found in _DIMENSIONS.finditer(text):
        if _UNIT_INSIDE.search(found.group()) or re.match(r"\s*(?:cm|mm|厘米|英寸)", text[found.end() :]):
            yield Measure(
                "dimensions", found.group().strip(), found.start(), found.start() + len(found.group().rstrip())
            )
    for found in _METAL.finditer(text):
        yield _whole("metal", found)
    for pattern in (_COUNT_EN, _COUNT_ZH):
        for found in pattern.finditer(text):
            value = found[1] + found[2] if pattern is _COUNT_ZH else _number(found)
            yield Measure("count", value, found.start(), found.end())
    for found in _VOLUME.finditer(text):
        yield _whole("capacity" if _VESSELS.search(title) or not in_title else "net", found)
    for found in _OUNCES.finditer(text):
        yield _whole("capacity" if _VESSELS.search(title) else "weight", found)
    for found in _WEIGHT.finditer(text):
        yield _whole("net" if in_title and _CONSUMED.search(title) else "weight", found)
    for fact, pattern in (("battery", _BATTERY), ("memory", _MEMORY), ("voltage", _VOLTAGE), ("power", _POWER)):
        for found in pattern.finditer(text):
            yield _whole(fact, found)
    for pattern in (_ORIGIN_EN, _ORIGIN_ZH):
        for found in pattern.finditer(text):
            yield Measure("origin", found[1], found.start(), found.end())
    if in_title:
        for found in (*_INCHES.finditer(text), *_LONG.finditer(text)):
            yield _whole(
                "screen"
                if _SCREENS.search(title) and "inch" in found.group().lower() + "inch" * ("英寸" in found.group())
                else "size",
                found,
            )
        for found in _MODEL.finditer(text):
            if (
                len(found.group()) >= 3
                and not _NOT_MODEL.match(found.group())
                and sum(ch.isdigit() for ch in found.group()) >= 2
            ):
                yield _whole("model", found)


def _whole(fact: str, found: re.Match[str]) -> Measure:
    return Measure(fact, found.group().strip(), found.start(), found.end())


def _number(found: re.Match[str]) -> str:
    """The number alone where it counts pieces, with its word where it counts pairs, sheets or rolls."""
    number = next(group for group in found.groups() if group)
    word = re.search(r"pairs?|sheets|rolls", found.group(), _I)
    return f"{number} {word.group().lower()}" if word else number
