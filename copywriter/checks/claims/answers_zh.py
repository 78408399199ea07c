"""Holds Chinese text against facts that answer yes or no: 能拆, 不送背带, 附赠被芯, 地暖不能用; denials in values.
Knows no English and no numbers; what is asked: `questions_zh.py`, what a clause says: `polarity_zh.py`."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.polarity_zh import affirmed, denied, flatly_denied, is_open, needed
from copywriter.checks.claims.questions_zh import Asked, questions
from copywriter.checks.claims.verdicts import Ruling, name_of, refs

_CLAUSE = re.compile(r"[^，。；！？、：:\n]+")
_OWN = re.compile(r"^(?:防|抗|耐|免)")
_HAVING = re.compile(r"(?:有|带|附赠|附送|附|赠|送|含|配)(?:了|着|上)?$")
_LACKING = re.compile(r"(?:不带|不送|不附|不含|没有|没|无|不配|未)$")
#: How far from the part its verb may stand: 电池能拆, 拆得下电池.
_REACH = 7


def judge_answers_zh(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Rulings on what the yes-or-no facts answer: supported, or contradicted where the text says the opposite."""
    if index.questions is None:
        index.questions = questions(index)
    standing = [q for q in index.questions if any(form in folded for form in (*q.forms, *q.acts, *q.flips))]
    found: list[Ruling] = []
    if not standing:
        return found
    for match in _CLAUSE.finditer(folded):
        clause, left = match[0], match.start()
        if is_open(clause):
            continue
        for question in standing:
            place = _place(question, clause)
            if place is None:
                continue
            start, end, said = place
            agreed = said == question.yes
            if agreed and any(i in taken for i in range(left + start, left + end)):
                continue
            found.append(_ruling(question, text, left + start, left + end, agreed=agreed, said=said))
            taken |= set(range(left + start, left + end))
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
        said = _polarity(question, form, clause[:at], clause[end:])
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


def _polarity(question: Asked, form: str, before: str, after: str) -> bool | None:
    """True: the clause says so; False: it denies it; None: it only names it."""
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
