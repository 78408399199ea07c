"""What the facts of a product answer with yes or no, in Chinese, and every way copy may tell it (sayings_zh.yaml).
Knows no text that is checked: `answers_zh.py` holds one against the questions."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.yesno import asked_zh


class Asked(NamedTuple):
    """`forms`: the words that tell it, longest first. `part`: what they must be told of, where the fact says of what
    (电池可拆). `need`: it asks what is needed. `strict`: the key is short, and only a verb of having right before it
    counts. `listed`: the fact merely names it, so that only a flat denial speaks against the fact."""

    source: Source
    forms: tuple[str, ...]
    yes: bool
    part: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    flips: tuple[str, ...] = ()
    need: bool = False
    strict: bool = False
    listed: bool = False
    can: bool = True


class Saying(NamedTuple):
    """One row of sayings_zh.yaml."""

    ask: tuple[str, ...]
    say: tuple[str, ...]
    act: tuple[str, ...]
    flip: tuple[str, ...]


@cache
def sayings() -> tuple[Saying, ...]:
    rows = yaml.safe_load(Path(__file__).with_name("sayings_zh.yaml").read_text(encoding="utf-8"))
    return tuple(
        Saying(*(tuple(map(str, row.get(field, ()))) for field in ("ask", "say", "act", "flip")))
        for row in rows.values()
    )


_VERBS = (
    "拆卸|拆洗|拆装|拆|卸|更换|替换|换|调节|调|折叠|折|水洗|机洗|洗|旋转|转|伸缩|移动|分离|取下|充电|升降|收纳"
    "|打开|烘干"
)
#: 电池可拆; 可拆卸帽.
_PART_VERB = re.compile(rf"^(?:是否)?(?!是否)([\u3400-\u9fffa-z]+?)(?:是否)?(?:可以?|能否?)({_VERBS})$")
_VERB_PART = re.compile(rf"^(?:是否)?(?:可以?|能否?)({_VERBS})(?!式)([\u3400-\u9fff]{{1,4}})$")
_NEED = re.compile(r"(?:是否)?(?:需|要)")
#: 不可烘干, 不含荧光剂, 免搭建, 可进洗碗机 inside a value: what it denies or allows.
_IN_VALUE = re.compile(
    r"(?:(不可以?|不能|不宜|禁止|勿|不含|不添加|无添加|不带|不送|不附赠?|免|无需|不用|不需要?|无|未经?|非)"
    r"|(可以?|能|仅限|只能|支持|附赠?|送|含|带))"
    r"(?:进|放|用于|用|入|上)?([\u3400-\u9fff]{1,5}|[a-z]{2,6})(?=$|[，。；、,;)）\s+/|])"
)
_NEED_WORDS = frozenset(("免", "无需", "不用", "不需", "不需要"))
_TAILS = frozenset("功能 设计 系统 认证 材质 颜色 类型 方式 处理 等级 级别 情况 性能 产品 商品 说明 版本 理由".split())  # noqa: SIM905
_WAYS = frozenset(("无线", "快速", "自动", "主动", "手动", "电动", "智能", "反向"))
_UNLISTED = frozenset(
    """material upper sole lining filling strap metal gemstone color origin brand model title category care gender price
    weight dimensions length width height depth diameter year shelf_life""".split()  # noqa: SIM905
)
_AMOUNT = re.compile(
    r"^[约共含带附可有]?[\d一二两三四五六七八九十]+(?:个|只|片|条|支|包|袋|把|份|张|扇|根|层|块|瓶|盒|颗|粒|套"
    r"|件|双|对|组|枚|台)?"
    r"|[*x×]?\d+(?:个|只|片|条|支|包|袋|把|份|张|扇|根|层|块|瓶|盒|颗|粒|套|件|双|对|组|枚|台)?$"
)
_ENDS = re.compile(r"(?:装|款|式|类|检测|认证|设计|风格|处理|工艺|功能|模式)$")
_PLAIN = re.compile(r"[\u3400-\u9fff]{2,6}|[a-z]{3,6}")


def questions(index: FactIndex) -> list[Asked]:
    """Everything that the facts of a product answer with yes or no."""
    found: list[Asked] = []
    for source in index.sources:
        if source.variant >= 0 or not isinstance(source.ref, int):
            continue
        if source.yes or source.no:
            found += _from_name(source)
        else:
            found += _from_value(source)
    return found


def _from_name(source: Source) -> list[Asked]:
    name = source.name_folded
    if match := _PART_VERB.match(name):
        return [_asked(source, match[2], source.yes, verb=True, part=(match[1], match[1][-1:]))]
    if match := _VERB_PART.match(name):
        return [_asked(source, match[1], source.yes, verb=True, part=(match[2], match[2][-1:]))]
    key = re.sub(r"(?:处理|工艺)$", "", asked_zh(name)) or name
    need = bool(_NEED.match(name))
    can = bool(re.search(r"[可能]|适|支持|洗|用", name))
    found = [_asked(source, key, source.yes, need=need, strict=len(key) == 1, can=can)]
    if name.startswith("是否可") and len(name) == 4:  # 是否可视: 带可视窗口
        found.append(Asked(source, (name[2:],), source.yes))
    if len(key) == 2 and key[0] >= "\u3400" and re.match(r"是否|有无", name):  # 是否上釉: 上了釉
        found.append(Asked(source, (f"{key[0]}了{key[1]}", f"{key[0]}过{key[1]}"), source.yes))
    if len(key) == 5 and key > "\u3000":  # 底部排水孔: 没有排水孔
        found.append(Asked(source, (key[2:],), source.yes, strict=True))
    if other := _OTHERS.search(key):  # 掺混其他油
        others = tuple(f"{word}{key[other.end() :]}" for word in ("其他", "其它", "别的", "另外的"))
        found.append(Asked(source, others, source.yes, need=need))
    if len(key) >= 4 and key > "\u3000" and key[-2:] not in _TAILS and key[:2] not in (*_WAYS, key[-2:]):
        found.append(Asked(source, (key[:2],), source.yes, need=need, strict=True))  # 吸盘 of 吸盘底座
    if len(key) >= 4 and key[-2:] not in _TAILS and key[:2] not in _WAYS:
        found.append(Asked(source, (key[-2:],), source.yes, need=need, strict=True))
    if (own := re.match(r"[防抗耐][\u3400-\u9fff]", key)) and not _OTHER_HEAD.search(key):
        found.append(Asked(source, (own[0],), source.yes))
    if latin := re.match(r"([a-z]+)[\u3400-\u9fff]{1,3}([\u3400-\u9fff])$", key):
        found.append(Asked(source, (latin[1] + latin[2],), source.yes))
    return found


_SPOKEN_FOR = re.compile(r"[\u3400-\u9fff]{2,5}|[a-z]{2,6}")
_HAS_NOT = re.compile(r"(?:不|无|没|未|免|非|零|(?<!\d)0(?!\d)|另购|自备|另售)")


#: 后仰角度, 随机存储卡: what a name says beyond the thing.
_MEASURED = re.compile(
    r"(?<=..)(?:角度|指数|时间|时长|数量|尺寸|范围|方式|模式|等级|级别|类型|容量)$|^(?:随机|标配|配套)(?=..)"
)


def _of_the_name(source: Source) -> list[Asked]:
    """What a value says of its own name (夜光: 无夜光), or that there is such a thing at all (质保: 2年)."""
    key = _MEASURED.sub("", asked_zh(source.name_folded))
    if not _SPOKEN_FOR.fullmatch(key) or source.role in _UNLISTED or key[-2:] in _TAILS:
        return []
    stated = key in source.folded or key[-2:] in source.folded
    denied = bool(_HAS_NOT.search(source.folded[:4]))
    if stated:
        return [_asked(source, key, not denied, can=False)]
    return [] if denied else [_asked(source, key, True, listed=True)._replace(acts=(), flips=())]


def _from_value(source: Source) -> list[Asked]:
    found: list[Asked] = _of_the_name(source)
    for match in _IN_VALUE.finditer(source.folded):
        whole = match[0] == source.folded
        key = match[3]
        if key in ("理由", "条件", "限制"):  # 7天无理由
            continue
        if len(key) == 1 and not (whole and key in source.name_folded):
            continue
        if len(key) == 1 or (whole and key in ("添加", "附赠", "提供", "附送")):  # 香味: 无香
            key = source.name_folded
        found.append(_asked(source, key, match[1] is None, need=match[1] in _NEED_WORDS))
    if source.role in _UNLISTED or len(source.folded) > 60:
        return found
    said = {form for question in found for form in question.forms}
    for item in source.items:
        bare = _ENDS.sub("", _AMOUNT.sub("", item))
        if len(bare) > 3 and (cut := bare.removesuffix(source.name_folded[:2])) != bare:
            bare = cut  # 活塞 of 上墨方式: 活塞上墨
        if _PLAIN.fullmatch(bare) and bare not in said and not re.match(r"[不无免未非勿]", bare):
            question = _asked(source, bare, True, listed=True)
            tail = (bare[-2:],) if len(bare) > 3 and bare[-1] > "\u3000" and bare[-2:] not in _TAILS else ()
            found.append(question._replace(forms=(*question.forms, *tail), acts=(), flips=()))
    return found


_OTHERS = re.compile(r"其[他它]|别的")
#: What stands last in a name and is the thing asked of, whatever is said of it before.
_OTHER_HEAD = re.compile(r"(?:剂|漆|膜|涂料|拉链|喷雾|袋|盒|套|垫|布|贴|胶)$")


@cache
def _askings() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The rows by the words that ask for them, and by every part of those words."""
    whole: dict[str, dict[int, None]] = {}
    parts: dict[str, dict[int, None]] = {}
    for number, row in enumerate(sayings()):
        for word in row.ask:
            whole.setdefault(word, {})[number] = None
            for start, end in combinations(range(len(word) + 1), 2):
                parts.setdefault(word[start:end], {})[number] = None
    return {w: tuple(n) for w, n in whole.items()}, {w: tuple(n) for w, n in parts.items()}


@lru_cache(maxsize=4096)  # products of one shop ask the same, and the table is long to hold against every key
def _rows_of(key: str, *, listed: bool, verb: bool) -> tuple[Saying, ...]:
    """The rows that a key belongs to; a listed thing only by the beginning of its name: 苯氧乙醇 is no 乙醇."""
    whole, parts = _askings()
    size = len(key)
    starts = (0,) if listed else range(size)
    held = (
        key[start:end]
        for start in starts
        for end in range(start + 1, size + 1)
        if listed or end == size or not _OTHER_HEAD.search(key, end)  # 含氟防水剂 asks for an agent, not for 防水
    )
    found = {number for word in held for number in whole.get(word, ())}
    if not listed and (size > 1 or verb):
        found.update(parts.get(key, ()))
    return tuple(sayings()[number] for number in sorted(found))


def _asked(
    source: Source,
    key: str,
    yes: bool,
    *,
    part: tuple[str, ...] = (),
    need: bool = False,
    strict: bool = False,
    can: bool = True,
    listed: bool = False,
    verb: bool = False,
) -> Asked:
    """The question with every form that the rows of sayings_zh.yaml give for its key."""
    rows = _rows_of(key, listed=listed, verb=verb)
    forms = {key, *(form for row in rows for form in row.say)}
    if rows and not strict and len(key) == 1 and not any(key in row.say for row in rows):
        forms.discard(key)
    split = [] if listed else [form for form in sorted(forms) if len(form) == 2 and form > "\u3000"]
    return Asked(
        source,
        tuple(sorted(forms, key=lambda form: (-len(form), form))),  # a set's own order changes by process
        yes,
        part,
        (*(f for row in rows for f in row.act), *(f"{a}得{c}{b}" for a, b in split for c in "了上")),
        (*(f for row in rows for f in row.flip), *(f"{a}不{c}{b}" for a, b in split for c in "了上")),
        need,
        strict and not rows,
        listed,
        can,
    )
