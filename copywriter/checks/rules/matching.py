"""How packs are matched: one pass for all trigger words, then patterns where their trigger stood, then exceptions.
Knows nothing of where packs come from; a hit that an exception covers is dropped here, with nobody told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from copywriter.checks.alternation import Alternation, pieces_of
from copywriter.checks.literals import Literals
from copywriter.checks.rules.context import TESTS, Context, fold
from copywriter.checks.rules.detectors import DETECTORS
from copywriter.checks.rules.pack import Exemption, Pack, PackInvalid, Rule
from copywriter.records import Finding

_SEVERITY = {"block": 0, "warn": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Hit:
    rule: Rule
    start: int
    end: int


@dataclass(slots=True)
class Word:
    """What one literal means to the rules, each by its place: a term of it is a hit, a trigger sends for the pattern in
    its sentence, and a piece of a pattern (rule, piece) cannot match where none of its literals stands."""

    terms: list[int] = field(default_factory=list)
    triggers: list[int] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Matcher:
    """The rules of some packs, ready to run on texts of one language. Every tuple but `always` goes by the rules."""

    rules: tuple[Rule, ...]
    words: Literals[Word]
    always: tuple[int, ...]  # rules with a detector, or with a pattern that names no trigger
    patterns: tuple[Alternation | None, ...]
    loose: tuple[frozenset[int], ...]  # a rule's pieces that need no literal


@lru_cache(maxsize=64)
def compile_packs(packs: tuple[Pack, ...], language: str) -> Matcher:
    """Raises PackInvalid where a rule names a detector or a test that does not exist."""
    rules = tuple(rule for pack in packs for rule in pack.rules if language in rule.languages)
    patterns = tuple(None if rule.pattern is None else pieces_of(rule.pattern) for rule in rules)
    words: defaultdict[str, Word] = defaultdict(Word)
    always: list[int] = []
    for index, rule in enumerate(rules):
        if rule.detector and rule.detector not in DETECTORS:
            raise PackInvalid(f"rule {rule.id}: there is no detector {rule.detector!r}")
        for exemption in rule.exceptions:
            if exemption.test and exemption.test not in TESTS:
                raise PackInvalid(f"rule {rule.id}: there is no test {exemption.test!r}")
        for term in rule.terms:
            words[fold(term)].terms.append(index)
        if rule.pattern is not None:
            for trigger in rule.triggers:
                words[fold(trigger)].triggers.append(index)
            for piece, needs in enumerate(patterns[index].needs):
                for literal in needs or ():
                    words[literal].pieces.append((index, piece))
        if rule.detector or (rule.pattern is not None and not rule.triggers):
            always.append(index)
    loose = tuple(
        frozenset(piece for piece, needs in enumerate(p.needs) if needs is None) if p else frozenset() for p in patterns
    )
    return Matcher(rules, Literals(words), tuple(always), patterns, loose)


def run(packs: Sequence[Pack], context: Context) -> list[Finding]:
    """Findings in reading order; of overlapping hits of one family the most severe, then the longest, stays."""
    matcher = compile_packs(tuple(packs), context.language)
    hits = [hit for hit in _hits(matcher, context) if not excused(hit, context)]
    return [_finding(hit, context.language) for hit in _distinct(hits)]


def _hits(matcher: Matcher, context: Context) -> Iterator[Hit]:
    text = context.folded
    whole = [(0, len(text))]
    fired: dict[int, list[tuple[int, int]]] = dict.fromkeys(matcher.always, whole)
    words = matcher.words.found(text)
    for end, start, word in words:
        for index in word.terms:
            if _applies(matcher.rules[index], context) and _whole(text, start, end):
                yield Hit(matcher.rules[index], start, end)
        if word.triggers:
            sentence = context.sentence(start, end)
            for index in word.triggers:
                spans = fired.setdefault(index, [])
                if not spans or spans[-1] != sentence:  # words come in reading order
                    spans.append(sentence)
    standing: dict[int, list[tuple[int, int, int]]] = {}
    for end, start, word in words:
        for index, piece in word.pieces:
            if index in fired:
                standing.setdefault(index, []).append((start, end, piece))
    for index in sorted(fired):
        rule, near, loose = matcher.rules[index], standing.get(index, ()), matcher.loose[index]
        if not (near or loose or rule.detector) or not _applies(rule, context):
            continue
        if (pattern := matcher.patterns[index]) is not None:
            narrow = "hit" in pattern.whole.groupindex
            for left, right in fired[index]:
                here = {piece for start, end, piece in near if left <= start and end <= right}
                here |= loose
                for match in pattern.finditer(text, left, right, here) if here else ():
                    # a group named "hit" narrows what is shown; the rest is what had to stand around it
                    yield Hit(rule, *(match.span("hit") if narrow else match.span()))
        if rule.detector:
            for start, end in DETECTORS[rule.detector](context, rule):
                yield Hit(rule, start, end)


def _applies(rule: Rule, context: Context) -> bool:
    if rule.channels and context.channel not in rule.channels:
        return False
    if rule.kinds and context.kind not in rule.kinds:
        return False
    if rule.goods and context.goods.isdisjoint(rule.goods):
        return False
    return not (rule.not_goods and not context.goods.isdisjoint(rule.not_goods))


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin word is found whole, "best" not in "bestow"; Chinese has no such edges."""
    if start and _latin(text[start]) and _latin(text[start - 1]):
        return False
    return not (end < len(text) and _latin(text[end - 1]) and _latin(text[end]))


def _latin(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def excused(hit: Hit, context: Context) -> bool:
    """Whether an exception, a document in force or a stated fact takes the hit away."""
    rule = hit.rule
    if any(_covers(exemption, hit, context) for exemption in rule.exceptions):
        return True
    if rule.evidence and context.evidence and context.documents(rule.evidence, hit.start, hit.end):
        return True
    if rule.fact_names is not None:
        for fact in context.product.facts:
            if rule.fact_names.search(fold(fact.name)):
                value = fold(fact.value)
                if rule.fact_values is None:
                    if value and value in context.folded[slice(*context.sentence(hit.start, hit.end))]:
                        return True
                elif rule.fact_values.search(value):
                    return True
    return False


def _covers(exemption: Exemption, hit: Hit, context: Context) -> bool:
    if exemption.test and TESTS[exemption.test](context, hit.start, hit.end):
        return True
    if exemption.evidence and context.evidence and context.documents(exemption.evidence, hit.start, hit.end):
        return True
    if exemption.pattern is None:
        return False
    if exemption.scope == "text":
        return bool(exemption.pattern.search(context.folded))
    if exemption.scope == "hit":
        # forty characters hold every idiom that the packs except ("best before", "最高频率 3.4GHz")
        left, right = max(0, hit.start - 40), min(len(context.folded), hit.end + 40)
        found = exemption.pattern.finditer(context.folded, left, right)
        return any(m.start() < hit.end and hit.start < m.end() for m in found)
    left, right = (context.clause if exemption.scope == "clause" else context.sentence)(hit.start, hit.end)
    return bool(exemption.pattern.search(context.folded, left, right))


def _distinct(hits: list[Hit]) -> list[Hit]:
    ordered = sorted(hits, key=lambda h: (_SEVERITY[h.rule.severity], h.start - h.end, h.start))
    kept: list[Hit] = []
    for hit in ordered:
        if not any(k.rule.family == hit.rule.family and k.start < hit.end and hit.start < k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end))


def _finding(hit: Hit, language: str) -> Finding:
    rule = hit.rule
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        start=hit.start,
        end=hit.end,
        reason=rule.reason[language],
        suggestion=rule.suggestion[language],
        settled_by=rule.settled_by,
    )
