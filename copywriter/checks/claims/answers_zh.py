"""Holds Chinese text against facts that answer yes or no: 能拆, 不送背带, 附赠被芯, 地暖不能用; denials in values.
Knows no English and no numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.checks.claims.yesno import asked_zh

_CLAUSE = re.compile(r"[^，。；！？、：:\n]+")
_NEGATED = re.compile(r"(?:不|没|无|未|别|免|非|勿|拒|零|0)[^，。]{0,4}$")
_ONLY_LOOKS = re.compile(r"(?:不仅|不只|不但|无论|不管|不光|不止|不怕|无惧|不愧|不同|非常|无需担心|不用担心|没想到)")
_NEGATED_AFTER = re.compile(
    r"^[^，。；]{0,3}?(?:不能|不可|不行|不用|不适用|不支持|不含|不送|不附|不带|不配|不需|不要|不宜|没有|没法|无法|另购|另买"
    r"|自备|单买|除外|得自己|要另)"
)
_HAS = re.compile(r"(?:有|带|含|附赠|附送|附|赠|送|配|自带|内置|支持|做了|加了|装了|已经|已|具备)[^，。不没无]{0,3}$")
_CAN = re.compile(
    r"(?:可以|可|能|支持|进|上|放|用|走|装|接|有|带|含|附赠|附送|附|赠|送|配|自带|做了|已经|已|经过|适合)[^，。不没无]{0,3}$"
)
_CAN_AFTER = re.compile(r"^[^，。不没无]{0,3}?(?:可以|可|能|都行|也行|行|适用|可用|照样|放心|随便|附送|也送)")
_NEEDED = re.compile(r"(?:需要|需|要|得|必须|靠)[^，。不没无]{0,3}$")
_ASKS = re.compile(r"是否|能不能|可不可以|有没有|要不要|吗|如果|若|万一")
_OWN = re.compile(r"^(?:防|抗|耐|免)")
_PART_VERB = re.compile(r"^([\u3400-\u9fffa-z]+?)(?:是否)?可(?:以)?([\u3400-\u9fff]{1,3})$")
#: 不可烘干, 不含荧光剂, 可进洗碗机 inside a value: what it denies or allows.
_IN_VALUE = re.compile(
    r"(?:(不可以?|不能|不宜|禁止|勿|不含|不添加|无添加|不带|不送)|(可以?|能))(?:进|放|用于|用|入|上)?"
    r"([\u3400-\u9fff]{2,4})(?=$|[，。；、,;)）])"
)
_TAILS = frozenset("功能 设计 系统 认证 材质 颜色 类型 方式 处理 等级 级别 情况 性能 产品 商品 说明 版本".split())  # noqa: SIM905


class Asked(NamedTuple):
    """What a fact asks or says: the words for it, a verb that must follow, and the answer."""

    source: Source
    key: str
    verb: str
    yes: bool
    need: bool = False
    strict: bool = False  # only right after a verb of having


def questions(index: FactIndex) -> list[Asked]:
    """Everything that the facts of a product answer with yes or no."""
    found: list[Asked] = []
    for source in index.sources:
        if source.variant >= 0 or not isinstance(source.ref, int):
            continue
        if source.yes or source.no:
            found += _from_name(source)
        else:
            for match in _IN_VALUE.finditer(source.folded):
                found.append(Asked(source, match[3], "", match[1] is None))
    return found


def _from_name(source: Source) -> list[Asked]:
    name = source.name_folded
    part = _PART_VERB.match(name)
    if part and part[2] not in ("用", "选"):
        return [Asked(source, part[1], part[2][-1], source.yes)]
    key = re.sub(r"(?:处理|工艺)$", "", asked_zh(name)) or name
    need = bool(re.match(r"(?:是否)?(?:需|要)", name))
    found = [Asked(source, key, "", source.yes, need)] if len(key) > 1 else []
    if len(key) == 1:
        found = [Asked(source, key, "", source.yes, need, strict=True)]
    if len(key) >= 4 and key[-2:] not in _TAILS:
        found.append(Asked(source, key[-2:], "", source.yes, need, strict=True))
    if own := re.match(r"防[\u3400-\u9fff]|抗[\u3400-\u9fff]|耐[\u3400-\u9fff]", key):
        found.append(Asked(source, own[0], "", source.yes))
    if latin := re.match(r"([a-z]+)[\u3400-\u9fff]{1,3}([\u3400-\u9fff])$", key):
        found.append(Asked(source, latin[1] + latin[2], "", source.yes))
    return found


def judge_answers_zh(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Rulings on what the yes-or-no facts answer: supported, or contradicted where the text says the opposite."""
    if index.questions is None:
        index.questions = questions(index)
    asked: list[Asked] = index.questions
    found: list[Ruling] = []
    if not asked:
        return found
    for match in _CLAUSE.finditer(folded):
        clause, left = match[0], match.start()
        for question in asked:
            at = clause.find(question.key)
            if at < 0 or _ASKS.search(clause):
                continue
            end = at + len(question.key)
            if question.verb:
                verb = clause.find(question.verb, end)
                if not 0 <= verb - end <= 5:
                    continue
                end = verb + 1
            said = _polarity(question, clause, at, end)
            if said is None:
                continue
            start, stop = left + at, left + end
            agreed = said == question.yes
            if agreed and any(i in taken for i in range(start, stop)):
                continue
            found.append(_ruling(question, text, start, stop, agreed=agreed, said=said))
            taken |= set(range(start, stop))
    return found


def _ruling(question: Asked, text: str, start: int, end: int, *, agreed: bool, said: bool) -> Ruling:
    if agreed:
        return Ruling(start, end, "supported", "claim.negation", refs(question.source))
    return Ruling(
        start, end, "contradicted", "claim.negation", refs(question.source),
        f"The text {'says' if said else 'denies'} “{text[start:end]}”, but {name_of(question.source)} says otherwise.",
        question.source.value, "rewrite",
    )  # fmt: skip


def _polarity(question: Asked, clause: str, at: int, end: int) -> bool | None:
    """True: the clause says so; False: it denies it; None: it only names it."""
    before, after = clause[:at], clause[end:]
    if _ONLY_LOOKS.search(before):
        return None
    if question.verb:
        between = clause[at:end]
        if re.search(r"[不没无未]", between):
            return False
        return True if re.search(r"[能可]", between) else None
    if _NEGATED.search(before[-6:]) or _NEGATED_AFTER.match(after):
        if question.strict and not re.search(r"(?:不带|不送|不附|不含|没有|没|无|不配|未)$", before):
            return None
        return False
    if question.strict:
        return True if re.search(r"(?:有|带|附赠|附送|附|赠|送|含|配)(?:了|着|上)?$", before) else None
    if question.need:
        return True if _NEEDED.search(before[-7:]) else None
    if _OWN.match(question.key):
        return True
    source_has = question.source.name_folded
    cue = _CAN if re.search(r"[可能]|适|支持|洗|用", source_has) else _HAS
    if cue.search(before[-7:]) or (_CAN.search(before[-5:]) and not question.yes):
        return True
    return True if _CAN_AFTER.match(after) else None
