"""Which Chinese numerals are of the product: what it takes, lasts and holds, against 两个人, 放两天 and 三双筷子.
Knows the facts only to ask what they count and which processes they time."""

from __future__ import annotations

import re

from copywriter.checks.claims.counters import LOOSE_ZH
from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.quantity import Quantity

#: Before a loose counter, words that say the number is of what is sold: 一套四只, 内含三支.
_COUNTED = re.compile(
    r"(?:套|共|含|包括|装|入|数量|附|配|赠|每盒|每包|每袋|组|计|份|有|带|设|：|:)(?:有|了|约|的|为| )?$"
)
#: 三支。一包三支。四块一盒: a number that stands alone in its clause counts what is sold.
_ALONE = re.compile(r"(?:^|[，。；：、！？\s里共]|外加|一[包盒袋套罐箱])$")
_NOTHING_AFTER = re.compile(r"(?:[，。；：:、！？\s\d]|$|装|一[盒包袋套罐箱组])")
#: 放两年, 听五个小时, 晾足十五天: a span of time that a verb of lasting makes a claim.
_LASTS = re.compile(r"(?:听|保|放|晾|点|燃|撑|存|养|陈|晒|酿|睡|藏|窖)(?:足|上|够|满|了|得|约|到)?$")
#: 能放九天, 可以撑三天: what it can do it claims for any number.
_CAN_LAST = re.compile(
    r"(?:能|可以?|足以|足够|够)[^，。不没]{0,2}?(?:听|保|放|晾|点|燃|撑|存|搁|用|跑|亮|续航|待机|陈|保存"
    r"|存放)(?:足|上|够|满|得|约|到)?$"
)
_FROM_AGE = re.compile(r"(?:满|[用坐穿玩吃睡骑到]到|到|从)$")
_OF_AGE = re.compile(r"(?:以上|以下|以内|起|就[能可会]|[就也都]?适[用合])")
#: What a timed process is called in a fact, and how copy tells it.
_PROCESSES = tuple(
    (re.compile(name), re.compile(told))
    for name, told in (
        ("煮|烹|蒸|焖|炖|煲|加热|复热|下锅|熟", "下锅|煮|捞|出锅|焖|蒸|炖|煲|熟|开锅|水开|水滚|烧开|叮|上桌"),
        ("泡|冲|浸|出汤|萃取|闷", "泡|冲|沏|焖|闷|出汤|滤|萃"),
        ("充", "充|插上|满电"),
        ("续航|播放|使用|工作|待机|照明|听歌|通话|运行", "听|跑|用|撑|续航|亮|连续|一口气|播|待机|通话|不断电"),
        ("结团|凝固|成团|吸水", "团|结块|凝|吸"),
        ("干燥|固化|表干|速干|晾干", "干|固化|定住"),
        ("保温|保冷|保鲜|恒温", "热|烫|温|冰|凉|鲜"),
        ("燃|点", "点|燃|烧|亮"),
        ("发酵|醒", "发|醒"),
        ("烘|烤|预热|升温|速热|即热|烧水", "烤|烘|热|烫|烧|开水"),
        ("定时|关机|断电|熄", "定时|关|断|停|熄"),
        ("熟成|陈|窖|酿|腌|晒|晾", "晾|陈|酿|窖|腌|晒|熟"),
        ("保修|质保|三包|联保|包换|保固", "保|修|换"),
        ("退|无理由", "退|换"),
        ("敷|停留|护理|按摩", "敷|停留|冲掉|洗掉|揭|按"),
        ("启动|开机|响应|打印|成像|出水|出杯|速度", "开|启动|响应|出|打|好"),
        ("安装|搭建|组装|收纳|折叠", "装|搭|拼|收|折"),
        ("清洁|自洁|洗涤|消毒|杀菌", "洗|净|消毒|杀菌"),
    )
)
_TIMED = re.compile("时间|时长|时效|耗时|期|时")
#: 三四个人睡, 够四个人吃, 六口之家: people that a thing is for, against people in the scene.
_HOUSED = re.compile(
    r"(?:都|也|就|来|刚|正|同时|并排)*(?:睡|坐|住|躺|吃|喝|用|够|分|一锅|一桌|之家|的量|份|玩|刚好|正好)"
)
_HOUSING = re.compile(r"(?:够|睡|坐|住|躺|容|供|适合|装|挤|围|可|能)[^，。；]{0,3}$")


def lasts_zh(index: FactIndex, quantity: Quantity, before: str, after: str) -> bool:
    """Whether a time in Chinese numerals is of the product: after a verb of lasting, where a fact has a time."""
    part = quantity.parts[0]
    if part.unit_name in ("岁", "周岁") and (_OF_AGE.match(after) or quantity.bound):
        return True
    if part.unit_name in ("岁", "周岁") and _FROM_AGE.search(before):
        return any(n.role == "suitable_for" for n in index.numbers)
    if part.unit_name == "年" and 1950 <= part.value <= 2100:
        return any(1950 <= n.part.value <= 2100 for n in index.numbers)
    if _CAN_LAST.search(before[-10:]) or (before.endswith("满") and not before.endswith(("充满", "装满"))):
        return _has_a_time(index)
    if part.unit_name in ("天", "分钟", "秒", "秒钟") and part.value < 10:
        return False
    return bool(_LASTS.search(before)) and _has_a_time(index)


def _has_a_time(index: FactIndex) -> bool:
    return any(n.part.unit is not None and n.part.unit.dimension == "time" for n in index.numbers)


def of_a_process(index: FactIndex, before: str, after: str) -> bool:
    """Whether the words around a time tell the process that a fact times: 水开下锅，八分钟就捞 of 煮制时间."""
    near = f"{before[-10:]}\0{after[:8]}"
    for number in index.numbers:
        if number.part.unit is None or number.part.unit.dimension != "time" or isinstance(number.ref, str):
            continue
        source = next(s for s in index.sources if s.ref == number.ref and s.variant == number.variant)
        name = _TIMED.sub("", source.name_folded) or source.folded
        if any(c in near for c in name if c > "\u3000" and c not in "使用开关产品有效可"):
            return True
        if any(called.search(source.name_folded) and told.search(near) for called, told in _PROCESSES):
            return True
    return False


_GOES = re.compile(r"(?:跑|骑|续航|行驶|开|走|滑)[^，。；]{0,3}$")


def goes_far(index: FactIndex, before: str) -> bool:
    """Whether kilometres are what the product covers, not the way to work: where a fact has some."""
    return bool(_GOES.search(before)) and any(n.part.unit_name in ("公里", "km", "千米") for n in index.numbers)


def has_degrees(index: FactIndex, value: float) -> bool:
    """Whether 九十度 may be the product's: where a fact has degrees of any kind."""
    return value >= 5 and any(
        n.part.unit is not None and n.part.unit.dimension in ("angle", "temperature", "degree_alcohol")
        for n in index.numbers
    )


_BODY = re.compile(r"的?(?:男|女|人|大?个子|大?个头|孩子|小伙|姑娘|同学|老公|大汉|身高|妹子|宝)")


def of_a_body(index: FactIndex, folded: str, quantity: Quantity, after: str) -> bool:
    """Whether a number is a reader's height, a year of two digits that the facts give in four, or their own 50+."""
    part = quantity.parts[0]
    said = folded[quantity.start : quantity.end]
    if part.unit_name == "米" and _BODY.match(after):
        return True
    if part.unit_name == "年" and len(said) == 3 and said[:2].isdigit():
        return f"20{said[:2]}" in index.text
    return quantity.bare and after.startswith("+") and f"{said}+" in index.text


def counts_what(index: FactIndex, folded: str, quantity: Quantity) -> bool | None:
    """For a Chinese numeral with a counter of everyday talk: whether a fact counts what it counts (两个抽屉), or None
    where nothing says that it is of the product."""
    part = quantity.parts[0]
    if (
        not quantity.spelled
        or folded[quantity.start] < "\u3000"
        or part.unit is not None
        or part.counter not in LOOSE_ZH
    ):
        return True
    before, after = folded[max(0, quantity.start - 8) : quantity.start], folded[quantity.end : quantity.end + 6]
    counted = [n for n in index.numbers if n.part.unit is None and n.part.counter == part.counter]
    if part.counter == "player":
        housed = quantity.shape != "single" and _NOTHING_AFTER.match(after)
        return True if counted and (housed or _HOUSED.match(after) or _HOUSING.search(before)) else None
    if counted and part.value > 1 and (part.value >= 10 or (_ALONE.search(before) and _NOTHING_AFTER.match(after))):
        return True
    named = re.search(r"([\u3400-\u9fff]{2})[就只才共总计一是仅有给配]{0,3}$", before)
    if (
        named
        and _NOTHING_AFTER.match(after)
        and any(n.part.unit is None and named[1] in n.about for n in index.numbers)
    ):
        return True
    if any(n.part.unit is None and n.about & quantity.nouns for n in index.numbers):
        return True
    named_in = re.findall(r"[\u3400-\u9fff]+", re.split(r"[，。；！？]", before)[-1])
    pairs = {span[i : i + 2] for span in named_in for i in range(len(span) - 1)}
    if part.value > 1 and any(n.about & pairs for n in counted):
        return True
    if re.match(r"，?每", after) and counted:
        return True
    if _counts_a_part(index, folded, quantity):
        return True
    return True if _COUNTED.search(before) and counted else None


_COUNT_NAME = re.compile(r"(?:数量|个数|总数|数)$")
_VALUE_COUNTS = re.compile(r"\d ?([\u3400-\u9fff])")
#: 一共, 往下数, 给了: what stands before a number that reckons up the product.
_RECKONS = re.compile(
    r"(?:一共|总共|共计|合计|统共|共|正好|刚好|足足|整整|数|一[套组盒包箱袋排板]|[放给开装配送带有是给留]了|有"
    r"|满[满了]?一地|里面|里头|，|^)"
    r"(?:一共|总共|有|是|整整|足足)?$"
)


def _counts_a_part(index: FactIndex, folded: str, quantity: Quantity) -> bool:
    """Whether a number counts what a fact of a count names by one character: 八十四颗键 of 键数, 两个门 of 门数."""
    before = folded[max(0, quantity.start - 8) : quantity.start]
    tail = folded[quantity.end - 1 : quantity.end + 1]
    for number in index.numbers:
        if number.part.unit is not None or number.variant >= 0 or not isinstance(number.ref, int):
            continue
        source = next(s for s in index.sources if s.ref == number.ref)
        told = _VALUE_COUNTS.search(source.folded)
        if source.folded[:1].isdigit() and told and len(source.folded) < 8 and _RECKONS.search(before):
            head = _COUNT_NAME.sub("", source.name_folded)
            if (
                (head and head[-1] in tail)
                or told[1] in tail
                or (len(head) == 1 and head in folded[quantity.end :][:2])
            ):
                return True
    return False
