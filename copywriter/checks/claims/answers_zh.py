"""Holds Chinese text against facts that answer yes or no: 能拆, 不送背带, 附赠被芯, 地暖不能用; denials in values.
Knows no English and no numbers; what is asked: `questions_zh.py`, what a clause says: `polarity_zh.py`."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.polarity_zh import affirmed, denied, flatly_denied, is_open, needed
from copywriter.checks.claims.questions_zh import Asked, questions
from copywriter.checks.claims.replies_zh import names_a_topic, reply_after
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.checks.literals import Literals

_CLAUSE = re.compile(r"[^，。；！？、：:\n]+")
_OWN = re.compile(r"^(?:防|抗|耐|免|内置|.[了过])")
_HAVING = re.compile(r"(?:有|带|附赠|附送|附|赠|送|含|配)(?:了|着|上)?$")
_LACKING = re.compile(r"(?:不带|不送|不附|不含|没有|没|无|不配|未)$")
#: How far from the part its verb may stand: 电池能拆, 拆得下电池.
_REACH = 7


def judge_answers_zh(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Rulings on what the yes-or-no facts answer: supported, or contradicted where the text says the opposite."""
    if index.questions is None:
        index.questions = asked_of(questions(index))
    everything, forms = index.questions
    places = [(start, numbers) for _, start, numbers in forms.found(folded)]
    found: list[Ruling] = []
    for match in _CLAUSE.finditer(folded) if places else ():
        clause, left = match[0], match.start()
        here = {number for start, numbers in places if left <= start < match.end() for number in numbers}
        if not here:
            continue
        standing = [everything[number] for number in sorted(here)]
        asked = folded[match.end() : match.end() + 1] in ("？", "?")
        topic = asked or _TOPIC.search(clause)
        answer = _ANSWER.match(folded, match.end()) if topic else _SHORT.match(folded, match.end())
        if not topic and len(clause) > 7:
            answer = None
        if answer is not None:
            found += _answered(standing, text, clause, left, taken, said=answer[1] is None)
            continue
        open_ = asked or is_open(clause) or _TOPIC.search(clause) or names_a_topic(clause)
        for question in standing:
            place = None if open_ else _place(question, clause)
            if place is None:
                found += _replied(question, folded, text, clause, left, taken)
                continue
            start, end, said = place
            agreed = said == question.yes
            if agreed and any(i in taken for i in range(left + start, left + end)):
                continue
            found.append(_ruling(question, text, left + start, left + end, agreed=agreed, said=said))
            taken |= set(range(left + start, left + end))
    return found


def asked_of(everything: list[Asked]) -> tuple[list[Asked], Literals[tuple[int, ...]]]:
    """The questions of a product and where in their list each form of theirs leads."""
    everything = [q._replace(forms=_spaced(q.forms)) for q in everything]
    leads: dict[str, tuple[int, ...]] = {}
    for number, question in enumerate(everything):
        for form in {*question.forms, *question.acts, *question.flips}:
            leads[form] = (*leads.get(form, ()), number)
    return everything, Literals(leads)


_BORDER = re.compile(r"(?<=[\u3400-\u9fff])(?=[a-z\d])|(?<=[a-z\d])(?=[\u3400-\u9fff])")


def _spaced(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms, and those of two scripts with a space between: 双酚 a, usb 充电口."""
    return tuple(dict.fromkeys(f for form in forms for f in (form, _BORDER.sub(" ", form))))


#: 双酚A？没有。扫地机呢，不可以。腰带要另买吗？不用: what is asked about, and the answer that follows.
_TOPIC = re.compile(r"(?:呢|吗|么|的问题|问题|一栏|方面|这一条|这事|与否)$")
_ANSWER = re.compile(
    r"[，？?：:]\s?(?:答案?(?:是)?[：:，]?)?“?(?:(没有?|不(?!过|仅|只|但|论|管)|无(?!论|须|需|线)|未|压根没|免|别|否|用不着)"
    r"|(?:有|可以|能|含|带|加了|是的?|支持|行|都?可)(?=[，。；！”的]|$|上|放|用))"
)


#: 荧光增白剂，没加；
_SHORT = re.compile(
    r"[，：:](?:也|都|压根|一点)?(?:(没有?|没[加放添送带配做]|不[含加放送带配行]|无)|(?:有|含|带|加了|可以|能))"
    r"(?=[，。；！]|$)"
)


def _replied(question: Asked, folded: str, text: str, clause: str, left: int, taken: set[int]) -> list[Ruling]:
    """The ruling on a clause that only names what is asked, by what the text replies to it."""
    form = next((f for f in question.forms if f in clause), None)
    if form is None:
        return []
    at = left + clause.index(form)
    reply = reply_after(folded, left, left + len(clause), len(form))
    if reply.said is None:
        return []
    said = reply.said != bool(_LACKS.search(clause[: at - left]))
    return _answered([question], text, clause, left, taken, said=said)


#: 没有手柄可以吗？可以: the question itself denies.
_LACKS = re.compile(r"(?<!有)(?:没有?|不[带用加放含])$")


def _answered(standing: list[Asked], text: str, clause: str, left: int, taken: set[int], *, said: bool) -> list[Ruling]:
    """Rulings on a question and its answer in the next clause."""
    found: list[Ruling] = []
    for question in standing:
        form = next((f for f in question.forms if f in clause), None)
        if form is None or (question.strict and len(form) < 2) or (question.part and question.part[0] not in clause):
            continue
        if question.listed and said:
            continue
        so = said if not re.search(r"(?:另买|另购|自备|另配|加钱)", clause) else not said
        start = left + clause.index(form)
        if so == question.yes and any(i in taken for i in range(start, start + len(form))):
            continue
        found.append(_ruling(question, text, start, start + len(form), agreed=so == question.yes, said=so))
        taken |= set(range(start, start + len(form)))
    return found


def _place(question: Asked, clause: str) -> tuple[int, int, bool] | None:
    """Where a clause tells what is asked, and whether it says so; None where it does not tell."""
    for form in question.flips:
        at = clause.find(form)
        if at >= 0:
            said = denied(clause[:at], clause[at + len(form) :]) or "不怕" in clause[max(0, at - 1) : at + 2]
            return at, at + len(form), said
    for form in (*question.acts, *question.forms):
        at = clause.find(form)
        if at < 0:
            continue
        end = at + len(form)
        said = _polarity(question, form, clause[:at].rstrip(" “"), clause[end:].lstrip(" ”"))
        if said is None and (again := clause.find(form, end)) >= 0:  # 香型写的是“无香型”
            at, end = again, again + len(form)
            said = _polarity(question, form, clause[:at].rstrip(" “"), clause[end:].lstrip(" ”"))
        if said is None and form in question.acts and question.yes:
            said = True
        if said is None:
            continue
        if question.part:
            part = next((p for p in question.part if p in clause), None)
            where = clause.find(part) if part else -1
            if part is None or not -_REACH <= where - at <= _REACH + len(form):
                continue
            return min(at, where), max(end, where + len(part)), said
        return at, end, said
    return None


#: 提醒惯用左手的朋友: who reads it.
_READERS = re.compile(r"的?(?:朋友|人群|人士|姐妹|同学|宝子|小伙伴)")


def _polarity(question: Asked, form: str, before: str, after: str) -> bool | None:
    """True: the clause says so; False: it denies it; None: it only names it."""
    if _READERS.match(after) and before.endswith(("惯用", "习惯", "习惯用", "喜欢", "爱", "爱用")):
        return None
    if question.listed:
        return False if flatly_denied(before, after) else None
    if question.strict:
        if _LACKING.search(before):
            return False
        return True if _HAVING.search(before) and not denied(before, "") else None
    if question.need:
        told = needed(before)
        return told if told is not None else (False if denied(before, after) else None)
    if denied(before, after, can=question.can):
        return False
    if _OWN.match(form):
        return True
    return True if affirmed(before, after, can=question.can or not question.yes) else None


def _ruling(question: Asked, text: str, start: int, end: int, *, agreed: bool, said: bool) -> Ruling:
    if agreed:
        return Ruling(start, end, "supported", "claim.negation", refs(question.source))
    return Ruling(
        start, end, "contradicted", "claim.negation", refs(question.source),
        f"The text {'says' if said else 'denies'} “{text[start:end]}”, but {name_of(question.source)} says otherwise.",
        question.source.value, "rewrite",
    )  # fmt: skip
