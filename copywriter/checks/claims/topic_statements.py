"""Facts that are short statements, said by a topic and its comment together: "Allergic to nuts? Traces are possible".
Knows no number and no material; what one clause says by itself, `statements.py` has read."""

from __future__ import annotations

from bisect import bisect_left

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.reading import alike, all_words
from copywriter.checks.claims.statements import NEGATED_AFTER, NEGATES, SAME, Statement, statements_of
from copywriter.checks.claims.topics import Topic, topics
from copywriter.checks.claims.verdicts import Ruling, answered, refs


def judge_topics(index: FactIndex, folded: str, text: str, taken: set[int], ruled: set[tuple]) -> list[Ruling]:
    """Supported where topic and comment say what the fact says, contradicted where the opposite. `ruled`: the
    references of facts that the text has been ruled on by already."""
    told_of = topics(folded)
    known = statements_of(index) if told_of else []
    if not known:
        return []
    spoken = all_words(folded)
    places = [a for a, _, _ in spoken]
    found: list[Ruling] = []
    for topic in told_of:
        asked = spoken[bisect_left(places, topic.start) : bisect_left(places, topic.end)]
        told = spoken[bisect_left(places, topic.at) : bisect_left(places, topic.after)]
        for statement in known:
            if refs(statement.source) in ruled:
                continue
            named = [t for t in asked if _stands(statement, t)]
            said = [t for t in told if _stands(statement, t)]
            if not named:
                continue
            rest = {s for s in statement.stems if not any(_is(s, t) for t in named)}
            whole = not rest or all(any(_is(s, t) for t in said) for s in rest)
            own = any(index.stems.get(t[2], ()) == [statement.source] for t in named) or not rest
            if not own or not (whole or topic.says is False or len(named) > 1):
                continue
            says = topic.says
            if says is None and said and whole:
                says = True
            if says is None or _asked_twice(folded, topic, named):
                continue
            agrees = says == statement.holds
            start, end = named[0][0], named[-1][1]
            if not agrees and not whole or not taken.isdisjoint(range(start, end)):
                continue
            found.append(answered(statement.source, text, start, end, agrees=agrees))
            taken |= set(range(start, end))
            ruled.add(refs(statement.source))
    return found


def _asked_twice(folded: str, topic: Topic, named: list[tuple[int, int, str]]) -> bool:
    """Whether the topic itself denies: "Free of BPA? Yes", which the clause's own reading has settled."""
    return bool(NEGATES.search(folded, topic.start, named[0][0]) or NEGATED_AFTER.match(folded, named[-1][1]))


def _stands(statement: Statement, token: tuple[int, int, str]) -> bool:
    return any(_is(s, token) for s in statement.stems)


def _is(stem: str, token: tuple[int, int, str]) -> bool:
    return any(alike(option, token[2]) for option in SAME.get(stem, (stem,)))
