"""Questions of a text and what answers them: "Can it go in the dishwasher? No." claims what the answer makes of it.
Knows no fact; a question that nothing answers claims nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Question(NamedTuple):
    """[start, end) of a question and the end of its answer's sentence. `answer`: yes, no, or None where neither."""

    start: int
    end: int
    after: int
    answer: bool | None


_NO = re.compile(
    r"(?:no\b|nope|not\b|none\b|never\b|neither|nothing|nobody|nowhere|sorry|sadly|alas|unfortunately|better not"
    r"|i'm afraid"
    r"|we left|keep (?:it|them) away|please (?:don't|do not|pick|choose)|skip|far from|hardly|out of the question"
    r"|(?:it|they|you|this|these|that|there|we|he|she)(?: \w+ly)? (?:\w+n't|cannot|can not|(?:is|are|will|does"
    r"|do|has|have|can|should"
    r"|must|may|was|were) (?:not|never|none|no)\b|(?:lacks?|comes? without)))"
)
#: "Microwave? No problem": a no that says yes; "Problem, it melts": a yes that says no.
_FINE = re.compile(r"(?:no|not an?) (?:problem|worr(?:y|ies)|trouble|issue|harm|bother)\b|why not\b|nothing against")
_UNWELL = re.compile(r"(?:a )?(?:problem|trouble|forbidden|impossible|missing|absent)\b")
_YES = re.compile(
    r"(?:yes\b|yep|yeah|sure|certainly|of course|absolutely|happily|by all means|go ahead|always|indeed|perfect"
    r"|right here"
    r"|present|gladly|naturally|definitely|it's (?!not)|they're (?!not)|plenty|one\b|two\b|some\b|a few|as often"
    r"|any time|both\b|either\b|a (?:little|bit|lot)\b|included|supplied|needed|required|provided|allowed|all the time"
    r"|there's (?!no)"
    r"|(?:it|they|you|this|these|that|there|we)(?: \w+ly)? (?:is|are|will|can|do|does|has|have|may|did|should"
    r"|put|add|fit)\b)"
)
#: A question that asks for harm: "Is induction a problem? No" says that induction is fine.
_HARM = re.compile(
    r"\b(?:problem|issue|trouble|worry|concern|obstacle|risk|danger|worried|afraid|harm|hurt|bother)s?\b"
)
_MARKS = re.compile(r"[.!?;\n](?!\d)")


@lru_cache(maxsize=16)
def questions(folded: str) -> tuple[Question, ...]:
    """The questions of a folded text in reading order."""
    found: list[Question] = []
    at = folded.find("?")
    while at >= 0:
        start = max((m.end() for m in _MARKS.finditer(folded, 0, at)), default=0)
        rest = at + 1
        while rest < len(folded) and folded[rest] in " '\"*":
            rest += 1
        after = next((m.end() for m in _MARKS.finditer(folded, rest)), len(folded))
        answer = _answer(folded, rest)
        if answer is not None and _HARM.search(folded, start, at) and not _FINE.match(folded, rest):
            answer = not answer
        found.append(Question(start, at + 1, after, answer))
        at = folded.find("?", at + 1)
    return tuple(found)


def _answer(folded: str, at: int) -> bool | None:
    """What an answer that begins at `at` says: yes, no, or neither."""
    if _FINE.match(folded, at):
        return True
    if _UNWELL.match(folded, at) or _NO.match(folded, at):
        return False
    return True if _YES.match(folded, at) else None


def asked_at(folded: str, at: int) -> Question | None:
    """The question that holds a place; None where a statement does."""
    if "?" not in folded:
        return None
    return next((q for q in questions(folded) if q.start <= at < q.end), None)
