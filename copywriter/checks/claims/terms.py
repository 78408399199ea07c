"""Finds named things a text claims: materials with their shares, colours, features and what a product is free of.
Knows no fact. Context decides whether a word is a claim: "glass of water", "over black jeans" and 棉花糖 are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from copywriter.checks.claims.context import is_scene
from copywriter.checks.claims.negation import is_negated, is_put_away
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.replies_zh import clause_at, reply_after
from copywriter.checks.claims.shares import bound_of, share_of
from copywriter.checks.literals import Literals
from copywriter.knowledge.vocabulary import Vocabulary, load_vocabulary

#: "Is the hood fixed? No" asks of a hood that is there.
_THE_ONE = re.compile(r"\b(?:is|are|does|do|can|will|may|could) (?:the|its|your|this) $")
_CHARGES = re.compile(r"\bcharg[a-z]* (?:[a-z]+ ){0,4}$")
LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of features.yaml."""

    id: str
    hard: bool
    wider: str
    name_en: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class Term:
    """One named thing at a span. `concepts`: what it may be, by kind ("gold" is a colour and a metal).
    `denied`: the text says the product is without it. `share`: percent stated, `pure` where only a word says so."""

    start: int
    end: int
    concepts: tuple[tuple[str, str], ...]  # (kind, concept)
    denied: bool = False
    share: float | None = None
    pure: bool = False
    share_span: tuple[int, int] | None = None
    bound: str = ""  # of the share: over, min, near, under, about

    def concept(self, kind: str) -> str | None:
        return next((c for k, c in self.concepts if k == kind), None)


@cache
def features() -> dict[str, Feature]:
    rows = yaml.safe_load(Path(__file__).with_name("features.yaml").read_text(encoding="utf-8"))
    return {
        key: Feature(
            key,
            row.get("weigh", "hard") == "hard",
            row.get("is", ""),
            str(row.get("en", [key])[0]),
            str((row.get("zh") or [key])[0]),
        )
        for key, row in rows.items()
    }


@cache
def materials() -> Vocabulary:
    return load_vocabulary("materials")


@cache
def colors() -> Vocabulary:
    return load_vocabulary("colors")


#: Chinese colours put together on the spot: 云灰, 北欧灰. The concept is "=" and the name; the last character its base.
_COMPOSED = re.compile(
    "((?:雾|云|烟|岩|森|海|湖|天|樱|哑光|哑|亮|深|浅|淡|暗|墨|奶|米|月|冷|银|灰|黑|蓝|绿|青|杏|茶|酒|玫|藕|焦糖|焦"
    "|橄榄|北欧|水洗|珊瑚|复古|拉丝|香槟|全|纯|嫩|豆沙|豆|苔藓|苔|宝"
    "|钴|靛|姜|芥末|薄荷|鼠尾草|曜石|曜|石墨|象牙|珍珠|珠光|燕麦|奶油|可可|摩卡|枫叶"
    "|砖|锈|铁锈|柿子|橘|蜜桃|桃|紫罗兰|丁香|鸢尾|孔雀|松石|松|竹|柳|湖水|冰川|冰|极夜|午夜|极地|星空|星|太空|钛|枪"
    "|炭|碳|水泥|鸽|沙漠|沙|卡其|军|橡木|胡桃|檀){1,2})(白|黑|灰|红|粉|青"
    "|橙|黄|绿|蓝|紫|棕|褐|银|金)(?=色|格|$|[^\u3400-\u9fff]|[的一和与与配款表机盘杯身、，。])"
)
#: 原藤色, 黑胡桃色: any name of a colour where one stands alone or after the word colour.
_ANY_COLOR = re.compile(
    r"(?:颜色|色调|配色|色为|^|[，。：、；\s])(?:是|为|取|用"
    r"|选)?((?:(?![一二两三四五六七八九多各同单双拼撞素净纯彩特角景夜天成物出底花肤气月起音货深浅亮暗本这那颜色案样图型选择面片叫看与和请再个的几哪了着])[\u3400-\u9fff]){1,3}色)(?=[，。、；！]"
    r"|$)"
)
#: 配色是烈焰红, 酒色呈宝石红, 颜色绛红: after the word colour any name that ends in one.
_LABELLED = re.compile(
    r"(?:颜色|配色|色号|汤色|酒色|茶色|漆色|色调)(?:就?是|为|呈|叫|[选挑用取][的了]?是?|走的?是?|像|偏|偏向|做成"
    r"|刷成|染成|：|:|，)?"
    r"((?:(?![一二两三是为呈叫选挑用取走的了和与配有含共])[\u3400-\u9fff]){1,3}[红橙黄绿蓝紫黑白灰棕褐金银青粉橘])(?=[，。；！、的]|$)"
)
#: 雪山银, 落日橙: an item of a fact that is a colour, whatever stands before its base.
_WHOLE = re.compile(
    r"(?:^|(?<=[、,，/;； ]))([\u3400-\u9fff]{1,5}[白黑灰红粉橙黄绿蓝紫棕褐银金橘青])色?(?=$|[、,，/;； (])"
)
#: 天空蓝的灯身, 蓝黑色的机身, 拍身是火焰红: the colour of a part.
_PART_COLOUR = re.compile(
    r"(?:^|[，。；！])((?:(?![一二两三是为的和与有配])[\u3400-\u9fff]){1,3}[红橙黄绿蓝紫黑白灰棕粉橘]色?)(?=的(?:[机灯帐拍管表瓶杯壶罐车箱锅包鞋]身|[表杯壶锅瓶罐]盘|[表瓶杯锅壶]盖|外壳|表盘|外观|伞面))"
    r"|(?:[机灯帐拍管表瓶杯壶罐车箱锅包鞋]身|表盘|外壳|里面|伞面)(?:是|为|呈)((?:(?![一二两三是为的和与有配])[\u3400-\u9fff]){1,3}[红橙黄绿蓝紫黑白灰棕粉橘]色?)(?=[，。；！]|$)"
)
#: 绿绿的, 红彤彤, 白净净: a colour told twice.
_DOUBLED = re.compile(
    r"([白黑灰红粉橙黄绿蓝紫棕褐银金青])(?:\1(?=的|$|[，。！；])|(?:油油|莹莹|幽幽|盈盈|通通|彤彤|扑扑|灿灿|澄澄"
    r"|溜溜|乎乎|亮亮|生生|净净|嫩嫩|黢黢|漆漆))"
)
#: 泡出来是乌黑的, 涂开呈荧光橘: after "is" any name that ends in a colour.
_IS_COLOURED = re.compile(
    r"(?:出来|看着|通体|整体|全身|一身|涂开|抹开|倒出|显|呈|透着)(?:都?是|的?是|呈|为)?"
    r"((?:(?![一二两三是为呈的了和与配明坦空留直表])[\u3400-\u9fff]){0,3}[红橙黄绿蓝紫黑白灰棕褐金银青粉橘])(?=[，。；！、的]|$)"
)
#: 蓝橙相间, 黑白撞色: two colours in two characters.
_PAIRED = re.compile("[白黑灰红粉橙黄绿蓝紫棕褐金银]{2,3}(?=相间|撞色|拼色|拼接|双色|两色|三色)")
_MAYBE_CHINESE = re.compile("[\u4e00-\U0010ffff]")
_BASES = dict(
    zip(
        "白黑灰红粉橙黄绿蓝紫棕褐银金橘青",
        "white black grey red pink orange yellow green blue purple brown brown silver gold orange turquoise".split(),  # noqa: SIM905
        strict=True,
    )
)


def _named(name: str) -> str:
    """The concept of a colour's name, with or without 色; a name that no table holds is its own concept."""
    bare = name.removesuffix("色")
    terms = colors().terms
    return terms.get(bare) or terms.get(bare + "色") or f"={bare}"


def is_color(narrow: str, wide: str) -> bool:
    """Whether a thing of the first colour may be called by the second; composed names count by their base."""
    if narrow == wide:
        return True
    if wide.startswith("="):
        return False
    if narrow.startswith("="):
        base = _BASES.get(narrow.removesuffix("色")[-1])
        return base is not None and colors().is_a(base, wide)
    return colors().is_a(narrow, wide)


@cache
def _literals() -> Literals[tuple[tuple[str, str, bool], ...]]:
    """Every term of the three tables → its (kind, concept, denied) readings. About 2,900 terms."""
    readings: dict[str, list[tuple[str, str, bool]]] = {}
    for kind, vocabulary in (("material", materials()), ("color", colors())):
        for term, concept in vocabulary.terms.items():
            readings.setdefault(term, []).append((kind, concept, False))
    rows = yaml.safe_load(Path(__file__).with_name("features.yaml").read_text(encoding="utf-8"))
    for key, row in rows.items():
        for field, denied in (("en", False), ("zh", False), ("no_en", True), ("no_zh", True)):
            for term in row.get(field) or ():
                readings.setdefault(str(term).lower(), []).append(("feature", key, denied))
    return Literals({term: tuple(found) for term, found in readings.items()})


def find_terms(folded: str, *, fact: bool = False, role: str = "", nouns: frozenset[str] = frozenset()) -> list[Term]:
    """Claims of materials, colours and features in folded text, longest first at one place, in reading order.

    `fact`: the text is a fact's value, where a bare word is a statement; `role` then says of what.
    """
    hits: list[tuple[int, int, tuple[tuple[str, str, bool], ...]]] = []
    size = len(folded)
    for end, start, readings in _literals().found(folded):
        if folded[start] in LATIN and start and folded[start - 1] in LATIN:
            continue
        if folded[end - 1] in LATIN and end < size and folded[end] in LATIN:
            continue
        hits.append((start, end, readings))
    if _MAYBE_CHINESE.search(folded):
        for match in _COMPOSED.finditer(folded):
            if match[1] == match[2]:
                continue
            hits.append((match.start(), match.end(), (("color", _named(match[1] + match[2]), False),)))
        for match in _IS_COLOURED.finditer(folded) if not fact else ():
            hits.append((match.start(1), match.end(1), (("color", _named(match[1]), False),)))
        for match in _LABELLED.finditer(folded) if not fact and ("色" in folded) else ():
            hits.append((match.start(1), match.end(1), (("color", _named(match[1]), False),)))
        for match in _PART_COLOUR.finditer(folded) if not fact else ():
            group = match.lastindex or 1
            hits.append((*match.span(group), (("color", _named(match[group]), False),)))
        for match in _DOUBLED.finditer(folded):
            hits.append((match.start(), match.end(), (("color", _BASES[match[0][0]], False),)))
        for match in _PAIRED.finditer(folded):
            for at in range(*match.span()):
                hits.append((at, at + 1, (("color", _BASES[folded[at]], False),)))
        for match in _ANY_COLOR.finditer(folded):
            if match[1].endswith(("配色", "底色", "印色")):
                continue  # 雾蓝配色: the suffix is the sentence's
            if match[1][-2:] in colors().terms and not _COMPOSED.match(folded, match.start(1)):
                continue  # 芯垫白色: the colour of a part, found as 白色
            hits.append((match.start(1), match.end(1), (("color", _named(match[1]), False),)))
        for match in _WHOLE.finditer(folded) if fact and role == "color" else ():
            if not all(c in _BASES for c in match[1]):
                hits.append((match.start(1), match.end(), (("color", _named(match[1]), False),)))
    hits.sort(key=lambda h: (h[0], -h[1]))
    found: list[Term] = []
    reach = 0
    for start, end, readings in hits:
        if start < reach:
            continue
        term = _read(
            folded, start, end, readings, fact=fact, role=role, nouns=nouns, previous=found[-1] if found else None
        )
        if term is None:
            continue
        found.append(term)
        reach = end
    return found


def _read(
    folded: str,
    start: int,
    end: int,
    readings: tuple[tuple[str, str, bool], ...],
    *,
    fact: bool,
    role: str,
    nouns: frozenset[str],
    previous: Term | None,
) -> Term | None:
    kept = tuple(
        (kind, concept, built_in)
        for kind, concept, built_in in readings
        if not is_scene(folded, start, end, kind, concept, fact=fact, role=role, nouns=nouns)
    )
    if not kept:
        return None
    if folded.endswith("wireless", start, end) and _CHARGES.search(folded, max(0, start - 40), start):
        return None  # "charges on a wireless pad" says nothing of the connection
    denied = kept[0][2] != is_negated(folded, start, end)
    if not fact and kept[0][0] == "feature" and (question := asked_at(folded, start)) is not None:
        if question.answer is None or _THE_ONE.search(folded, question.start, start):
            return None
        denied = denied == question.answer
    elif not fact and kept[0][0] == "feature" and not denied:
        denied = is_put_away(folded, start, end)
    if not fact and folded[start] > "\u3000" and kept[0][0] != "color":
        left, right = clause_at(folded, start)
        reply = reply_after(folded, left, right, end - start)
        if reply.said is not None:  # 防腐剂呢，一点没加
            denied = kept[0][2] != (not reply.said)
    share, pure, span = None, False, None
    if any(kind == "material" for kind, _, _ in kept):
        after_first = (
            previous is not None and previous.share_span is not None and previous.share_span[0] >= previous.end
        )
        near = (
            after_first
            and previous is not None
            and previous.share_span is not None
            and start - previous.share_span[1] <= 4
        )
        share, pure, span = share_of(folded, start, end, after_first=bool(near))
    bound = bound_of(folded, span[0]) if span is not None and not fact else ""
    return Term(start, end, tuple((k, c) for k, c, _ in kept), denied, share, pure, span, bound)
