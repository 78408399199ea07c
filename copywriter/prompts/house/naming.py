"""Chinese facts that no form knows, said with their own names as one speaks: 鞋垫材质=绒 is 鞋垫用绒.
Refuses to guess what a name means: one that no row fits stands bare before its value, and `bare` tells so."""

from __future__ import annotations

import re

from copywriter.prompts.house.plan import PlannedFact

#: (name, value, words); the name's first group is {part}. The first row that both fit is taken.
_ROWS = tuple(
    (re.compile(name), re.compile(value, re.IGNORECASE), words)
    for name, value, words in (
        (r".*", r"^(?:不带|带有|带|支持|可|无需|免|无(?!线|痕))[^、和]{1,12}$", "{value}"),
        (r"防水", r"^ip", "防水等级{value}"),
        (r"蓝牙版本", r"^\d", "支持蓝牙{value}"),
        (r"蓝牙版本", r"蓝牙", "支持{value}"),
        (r"(?:数据)?(?:接口|卡口)(?:类型)?", r"口$", "{value}"),
        (r"(?:数据)?(?:接口|卡口)(?:类型)?", r"", "{value}接口"),
        (r"(?:供电|电源)方式", r"供电$", "{value}"),
        (r"(?:供电|电源)方式", r"", "用{value}供电"),
        (r"(?:指纹识别|解锁)方式", r"", "支持{value}"),
        (r"电视类型", r"^[^电视]+$", "{value}电视"),
        (r"(?:主要)?功效", r"", "主打{value}"),
        (r"核心数", r"核", "{value}处理器"),
        (r"(?:朵|支|枝|片|件|层|只|个|张|本|盒|瓶)数(?:量)?|.*数量", r"^\d+[^\d\s]", "共{value}"),
        (r"(.+)(?:种植地|生产地|产地)", r"", "{part}来自{value}"),
        (r".*(?:标准|安全技术|安全类别|类别).*", r"GB|QB|FZ|Q/", "{name}{value}"),
        (r"使用方式", r"", "{value}使用"),
        (r"屏幕材质", r"", "{value}屏幕"),
        (r".+风格", r"[^风]$", "{value}风格"),
        (r"(.+)(?:类型|种类|分类|类别|方式|款式|材质|材料)", r"", "{part}"),
        (r"(.+(?:面料|成分))", r"", "{part}用{value}"),
        (r".*细节", r"", "细节有{value}"),
        (r"(.*)上市(?:时间|年份)", r"\d", "{value}上市"),
        (r"(?:附加|其他|更多)?功能", r"^(?!支持|具备|带)", "带{value}功能"),
        (r"(?:附加|其他|更多)?功能", r"", "{value}"),
        (r"款式|样式", r"[款式]$", "{value}"),
        (r"款式|样式", r"^[^、和]+$", "{value}款式"),
    )
)
#: Kinds of a part: what stands for the row "{part}" above, by the name's end and the value.
_KINDS = tuple(
    (re.compile(name), re.compile(value), words)
    for name, value, words in (
        (r".*(?:材质|材料)", r"", "{part}用{value}"),
        (r".*方式", r"式$", "{value}{part}"),
        (r".*方式", r"^[\u3400-\u9fff]{4,}$", "采用{value}"),
        (r".*", r"[式型]$", "{part}是{value}的"),
    )
)


def by_name(fact: PlannedFact, thing: str) -> str:
    """The clause; `thing` holds the words for the product itself, of which 咖啡种类=纯咖啡 says what it is."""
    return _spoken(fact, thing) or f"{fact.name}{'' if re.match('[约]?[0-9]', fact.value) else '是'}{fact.value}"


def bare(fact: PlannedFact, thing: str) -> bool:
    """Whether the clause is no more than a name and its value."""
    return not _spoken(fact, thing)


def _spoken(fact: PlannedFact, thing: str) -> str:
    for name, value, words in _ROWS:
        match = name.fullmatch(fact.name)
        if not match or not value.search(fact.value):
            continue
        part = match[1] if match.re.groups else ""
        if words == "{part}":
            words = _of_a_part(fact, part, thing)
        if words:
            return words.format(part=part, name=fact.name, value=fact.value)
    return ""


def _of_a_part(fact: PlannedFact, part: str, thing: str) -> str:
    """扶手类型=固定扶手 is 配固定扶手, 咖啡种类=纯咖啡 of a coffee 属于纯咖啡."""
    if re.fullmatch(rf"[^、和不]+{part[-1]}", fact.value) and not fact.name.endswith("方式"):
        return "属于{value}" if part in thing else "配{value}"
    return next((w for n, v, w in _KINDS if n.fullmatch(fact.name) and v.search(fact.value)), "")
