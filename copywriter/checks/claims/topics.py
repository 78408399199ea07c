"""A topic and what is said of it: "Dishwasher? Keep it away", "Solvents: none", "Dye-wise, it contains none".
Knows no fact; a comment that neither grants nor denies says nothing of its topic."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from copywriter.checks.claims.questions import questions


class Topic(NamedTuple):
    """[start, end) names it, [at, after) is said of it. `says`: granted, denied, or None where neither."""

    start: int
    end: int
    at: int
    after: int
    says: bool | None


_LED = re.compile(
    r"(?:^|[.!?;\n] ?)(?:(?:as for|about|regarding|when it comes to|for|on) )?((?:[a-z'-]+ ){0,3}[a-z'-]+)(?:: ?|, )"
)
_LEADS = re.compile(r"(?:^|[.!?;\n] ?)(?:as for|about|regarding|when it comes to|for)\b|-wise, $|: ?$")
_STOPS = re.compile(r"[.!?\n;](?!\d)")
#: A question for what one must bring: the comment says whether it comes along.
_NEEDED = re.compile(r"\b(?:need|buy|order|bring|get|pack|own|remember|purchase)\b")
_GIVEN = re.compile(
    r"\b(?:comes? (?:with|along|in)|includ\w+|in (?:the|this) (?:box|set|pack|parcel|package|tin)|supplied|provided"
    r"|thrown in)\b"
)
_DENIES = re.compile(
    r"\b(?:no|not|none|never|nothing|nobody|neither|nor|without|cannot|\w+n't|missing|absent|forbidden|off limits"
    r"|lacks?|out of the question|impossible|ruled out|separately|your own|up to you|unavailable|skip|sorry|zero"
    r"|left out|keep (?:it|them)(?: \w+)? (?:away|out)|keep away|stays? (?:out|away|outside)|free (?:of|from)|unsafe"
    r"|unsuitable)\b"
)
_GRANTS = re.compile(
    r"\b(?:yes|included|supplied|needed|required|some|plenty|present|available|fine|safe|possible|allowed|welcome"
    r"|works?|washes|(?:it|they|you|there|this) (?:is|are|does|do|can|will|has|have|contains?)|by all means|go ahead"
    r"|absolutely|either)\b"
)


@lru_cache(maxsize=16)
def topics(folded: str) -> tuple[Topic, ...]:
    """The topics of a folded text in reading order: questions, labels, "as for …"."""
    found = [
        Topic(q.start, q.end, q.end, q.after, _says_of(folded, q.start, q.end, q.after, q.answer))
        for q in questions(folded)
    ]
    for match in _LED.finditer(folded) if ":" in folded or "," in folded else ():
        if _LEADS.match(folded, match.start()) or _LEADS.search(folded, max(0, match.end() - 7), match.end()):
            stop = _STOPS.search(folded, match.end())
            after = stop.start() if stop else len(folded)
            says = _says_of(folded, match.start(), match.end(), after, None)
            found.append(Topic(match.start(1), match.end(1), match.end(), after, says))
    return tuple(sorted(found))


def _says_of(folded: str, start: int, end: int, after: int, answer: bool | None) -> bool | None:
    if _NEEDED.search(folded, start, end):
        given = _GIVEN.search(folded, end, after)
        if given:
            left = max((folded.rfind(m, end, given.start()) for m in ",;:."), default=end)
            return not _DENIES.search(folded, max(left, end), after)
    if answer is not None:
        return answer
    if _DENIES.search(folded, end, after):
        return False
    return True if _GRANTS.search(folded, end, after) else None
