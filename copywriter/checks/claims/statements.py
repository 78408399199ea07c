"""Facts that are short statements ("no bottle pocket", "can be resoled") against what a text affirms or denies of it,
in a sentence, after a question or after a colon.
Knows no number, no material and no colour: only what is named, and whether it is so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_put_away
from copywriter.checks.claims.questions import asked_at, questions
from copywriter.checks.claims.reading import STOP, alike, all_words, words
from copywriter.checks.claims.verdicts import Ruling, answered

#: In a fact's value: that it is not so.
_DENIES = re.compile(
    r"\b(?:no|not|non|never|without|none|lacks|excl(?:uded|uding)?|cannot|isn't|don't|do not)\b|(?:^|[ -])free\b"
    r"|sold separately"
    r"|\bnon-"
)
#: Words of a fact that name nothing by themselves.
_EMPTY = frozenset(
    """includ contain suitabl compatibl certifi built-in built integrat added add need needed requir function
    system setting feature attachment ingredient closur closure safe friendly proof resistant resist ready only
    use used using can be for with without no not non free never sold separat separately supplied available has
    have is are may does fit mode option type version design made from other extra optional equip fitt com come
    provid own part set assembl assembly tool pre tak works work may""".split()  # noqa: SIM905
)
_ROLES_OUT = frozenset(
    """color material origin model identifier weight dimensions length width height depth diameter thickness
    capacity net_content count size title category brand price battery_life charging voltage power year pages
    players series upper sole lining filling metal gemstone ingredients flavor scent author publisher shipping
    gender neckline sleeve storage coverage grade energy noise speed load""".split()  # noqa: SIM905
)
#: One thing in two words, by stems.
SAME = {
    "spf": ("sunscreen", "spf", "protection"),
    "luminous": ("glow", "lume", "luminous"),
    "reflectiv": ("reflect", "reflectiv"),
    "app": ("app",),
    "swim": ("swim", "pool"),
    "replaceabl": ("replac", "swap", "chang"),
    "expandabl": ("expand",),
    "refillabl": ("refill",),
    "perfume": ("perfum", "scent", "fragranc"),
    "fragranc": ("perfum", "scent", "fragranc"),
    "cordless": ("cord", "cable"),
    "batteri": ("battery",),
}
NEGATES = re.compile(
    r"\b(?:no|not|never|without|none|nor|neither|nobody|nothing|nowhere|zero|cannot"
    r"|\w+n't(?! (?:be beat|go wrong|miss|wait|help))|lacks?|lacking|misses"
    r"|free (?:of|from)"
    r"|anything but|rather than|instead of|far from|leaves? out|left out|skips?|minus|un(?:suited|suitable|able|fit)"
    r"|(?:you(?:'ll)?|will) need your own|bring your own|buy your own|keep (?:it|them) away|away from|goodbye"
    r"|spares? you)\b|\bnon-$"
)
NEGATED_AFTER = re.compile(
    r"(?:[ -]free\b|[ -]less\b|:? (?:is|are|was|were|comes?)? ?(?:\w+ ){0,3}?(?:not|never|missing|absent"
    r"|excluded|extra|none|left out|off limits|forbidden|banned|impossible|out of (?:the question|bounds)|ruled out"
    r"|stays? (?:out|away|outside|off)|no place|up to you|(?:must|has to|have to) bring yourself"
    r"|unavailable|unsuitable|\w+n't|cannot|sold separately|bought separately|separately)\b)"
)
#: Two denials that affirm: "traces cannot be ruled out", "never without a lid".
_NO_VERB = re.compile(r"\b(?:not|never|cannot|nothing|\w+n't)\b")
_NO_LEXICAL = re.compile(
    r"\b(?:ruled out|excluded|missing|absent|impossible|without|free (?:of|from)|lack(?:s|ing)?)\b"
)
#: "goes in", "may be expected": what a denied thing does when it is there after all.
_PRESENT_AFTER = re.compile(
    r" (?:is |are )?(?:goes? in|go in|works?|washes|comes? (?:along|with)|handy|fine|welcome|allowed|possible|present"
    r"|fits?)\b"
)
_AFFIRMS = re.compile(
    r"\b(?:there (?:is|are)|there's|has|have|having|got|with|includ\w+|comes?|offers?|features?|fitted"
    r"|built[- ]in|is|are|can"
    r"|does|do|will|copes?|contains?|some|yes|in th(?:is|e) (?:set|box|parcel|package|pack|kit)|part of|supplied"
    r"|present|needed"
    r"|required|fine|suits?|suitable|adds?|put|driven|powered|rich in|full of|plenty|too|free with|you get|use"
    r"|uses|shines?"
    r"|was|were|went|bound|made)\b|-(?:driven|powered|based|fuelled)\b"
)
_UNSURE = re.compile(
    r"\b(?:if|unless|whether|should you|in case|other|another|any other|separately|would|could|might|might be)\b"
)
_LABEL_NO = re.compile(
    r"\b(?:no|not|none|never|nobody|nothing|without|\w+n't|cannot|separately|left out|your own|missing|absent)\b"
)
_LABEL_YES = re.compile(
    r"\b(?:yes|included|supplied|one|some|somebody|someone|present|available|fitted|standard|(?:is|are|has|have|does|do|there)\b)"
    r"|\bin (?:this|the) (?:set|box|parcel|pack|package|kit)\b"
)
#: Every branch begins with one of seven characters, which is what makes the search fast.
_CLAUSE = re.compile(
    r"[.;:!?\n](?!\d)|,(?: (?:but|so|and|while|though|which|since|as|because|given that|in|for)\b)?"
    r"| (?:(?<!anything )(?<!nothing )but|and (?=(?:goes?|is|are|has|have|can|will|comes?|does|fits?|it|they|takes?)\b)"
    r"|though|because|since|while|given that|so that)\b"
)
_VERDICT_AFTER = re.compile(
    r"[;,] (?:it|they|this|that) (?:(?:is|are|was) (?:un\w+|not \w+|never)|(?:isn't|aren't)(?: \w+)?)(?=[.;!]|$)"
)
_DRIVEN = re.compile(r"-(?:driven|powered|based|fuelled|lined|fitted)\b")
_THEN_FREE = re.compile(r"[ -]free\b")
_NOT_FREE = re.compile(r"\b(?:not|never|isn't|aren't|hardly|n't) (?:\w+ )?$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact, or one item of it: whether it is so, and the stems of what it names."""

    source: Source
    holds: bool
    stems: tuple[str, ...]
    begins: tuple[frozenset[str], ...]  # the first four letters of every word that may stand for each stem

    def enough(self, count: int) -> bool:
        """Whether so many of its stems say that the statement is meant."""
        return count == len(self.stems) or (count >= 2 and 2 * count >= len(self.stems))


class _Where:
    """In which clauses words stand, by their first four letters; most statements stand in none."""

    def __init__(self, rows: Sequence[Sequence[tuple[int, int, str]]], wanted: Collection[str]) -> None:
        """`wanted`: the first four letters that any statement asks for; the others are not kept."""
        self.begun: dict[str, set[int]] = {}
        self.undone: dict[str, set[int]] = {}  # after "un"
        for place, row in enumerate(rows):
            for _, _, s in row:
                if (begin := s[:4]) in wanted:
                    self.begun.setdefault(begin, set()).add(place)
                if begin[:2] == "un" and (rest := s[2:6]) in wanted and len(s) > 4:
                    self.begun.setdefault(rest, set()).add(place)
                    self.undone.setdefault(rest, set()).add(place)

    def clauses(self, statement: Statement) -> list[int]:
        """The clauses that may hold a statement, in reading order."""
        counts: dict[int, int] = {}
        found: set[int] = set()
        for begins in statement.begins:
            standing: set[int] = set()
            for begin in begins:
                standing |= self.begun.get(begin, _NOWHERE)
                found |= self.undone.get(begin, _NOWHERE)
            for place in standing:
                counts[place] = counts.get(place, 0) + 1
        return sorted(found | {place for place, count in counts.items() if statement.enough(count)})


_NOWHERE: frozenset[int] = frozenset()


def statements_of(index: FactIndex) -> list[Statement]:
    """The statements of a product; kept in its index."""
    if index.statements is None:
        index.statements = []
        for source in index.sources:
            if source.variant < 0 and isinstance(source.ref, int) and len(source.folded) < 60:
                index.statements += _statements(source)
        index.begins = frozenset(b for s in index.statements for begins in s.begins for b in begins)
    return index.statements


def _statements(source: Source) -> list[Statement]:
    if source.yes or source.no:
        return []
    found = []
    for item in re.split(r"[,;/|]| and (?=no |not )| but ", source.folded):
        holds = not _DENIES.search(item)
        if holds and source.role in _ROLES_OUT:
            continue
        stems = [s for a, b, s in words(item) if s not in _EMPTY and s not in STOP and item[a:b] not in _EMPTY]
        stems = [s for s in stems if not s.isdigit() or len(s) > 3]
        bare = [_without_less(s) for s in stems]
        if holds and bare != stems:  # a brushless motor is a motor without brushes
            stems, holds = [s for s, b in zip(bare, stems, strict=True) if s != b], False
        if not stems:
            stems = [s for s in source.name_stems if s not in _EMPTY and s not in STOP]
        if stems and len(stems) <= 4 and not (holds and any(c.isdigit() for c in item) and len(stems) < 2):
            begins = tuple(frozenset(o[:4] for o in SAME.get(s, (s,))) | {s[:4]} for s in stems)
            found.append(Statement(source, holds, tuple(stems), begins))
    return found


_LESS = frozenset("stainless wireless unless regardless nonetheless timeless flawless endless countless".split())  # noqa: SIM905


def _without_less(stem: str) -> str:
    """brush of brushless; any other stem as it is."""
    return stem[:-4] if stem.endswith("less") and len(stem) > 6 and stem not in _LESS else stem


def judge_statements(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Supported where the text says of the thing what the fact says, contradicted where it says the opposite."""
    known = statements_of(index)
    if not known:
        return []
    spoken = all_words(folded)
    found: list[Ruling] = []
    clauses = _clauses(folded)
    sentences = len(clauses)
    clauses += [(q.start, q.end) for q in questions(folded) if (q.start, q.end) not in clauses]
    places = [a for a, _, _ in spoken]
    tokens = [spoken[bisect_left(places, left) : bisect_left(places, right)] for left, right in clauses]
    where = _Where(tokens, index.begins)
    for statement in known:
        for place in where.clauses(statement):
            left, right = clauses[place]
            hit = _hit(statement, tokens[place])
            if hit is None or (place >= sentences and _hit_before(statement, tokens[:sentences], left, right)):
                continue
            start, end, undone, whole = hit
            says = _says(folded, clauses, place, left, right, start, end, undone, holds=statement.holds)
            if folded.startswith(" charg", end) and folded.endswith("wireless", start, end):
                continue  # wireless charging is no wireless connection
            if says is None or (not whole and (says or not statement.holds)):
                continue
            agrees = says == statement.holds
            if agrees and not taken.isdisjoint(range(start, end)):
                continue
            found.append(answered(statement.source, text, start, end, agrees=agrees))
            taken |= set(range(start, end))
    return found


def _hit_before(statement: Statement, tokens: Sequence[Sequence[tuple[int, int, str]]], left: int, right: int) -> bool:
    """Whether one clause of a question holds the statement by itself."""
    return any(_hit(statement, t) for t in tokens if t and left <= t[0][0] < right)


def _clauses(folded: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for match in _CLAUSE.finditer(folded):
        end = match.end() if match[0] in "?" else match.start()
        if end > at:
            found.append((at, end))
        at = match.start() + 1 if match[0][0] == "," else match.end() if match[0][0] in ".;:!?\n" else match.start()
    if at < len(folded):
        found.append((at, len(folded)))
    return found


def _hit(statement: Statement, tokens: Sequence[tuple[int, int, str]]) -> tuple[int, int, bool, bool] | None:
    """(start, end, whether a word there is the thing undone ("uncoated"), whether every word stands)."""
    places: list[int] = []
    undone = False
    for asked in statement.stems:
        options = SAME.get(asked, (asked,))
        at = next((i for i, (_, _, s) in enumerate(tokens) if any(alike(o, s) for o in options)), None)
        if at is None and len(asked) > 3:
            at = next((i for i, (_, _, s) in enumerate(tokens) if s.startswith("un") and alike(asked, s[2:])), None)
            undone = undone or at is not None
        elif at is not None and tokens[at][2].endswith("less") and not asked.endswith("less"):
            undone = undone or tokens[at][2] not in _LESS
        if at is not None:
            places.append(at)
    whole = len(places) == len(statement.stems) or undone
    if not places or not (whole or (len(places) >= 2 and 2 * len(places) >= len(statement.stems))):
        return None
    if max(places) - min(places) > 6:
        return None
    return tokens[min(places)][0], tokens[max(places)][1], undone, whole


def _says(
    folded: str,
    clauses: list[tuple[int, int]],
    place: int,
    left: int,
    right: int,
    start: int,
    end: int,
    undone: bool,
    *,
    holds: bool,
) -> bool | None:
    """True: the text says that it is so; False: that it is not; None: it says neither."""
    before, after = folded[left:start], folded[end:right]
    denied = undone or bool(NEGATES.search(before)) or bool(NEGATED_AFTER.match(after))
    denied = denied or bool(NEGATES.search(folded, start, end))
    if denied and any(_NO_VERB.search(near) and _NO_LEXICAL.search(near) for near in (before, after)):
        denied = False
    if not denied and is_put_away(folded, start, end):
        return None if holds else False
    if _THEN_FREE.match(folded, end, right):
        denied = not _NOT_FREE.search(folded, left, start)  # "not acid-free"
        if asked_at(folded, start) is None:
            return not denied
    if _DRIVEN.match(folded, end):
        return True
    question = asked_at(folded, start)
    if question is not None:
        if question.answer is None:
            return None
        rest = folded[question.end : question.after]
        if any(w in rest for w in ("free", "without")):
            return None
        return question.answer != denied
    if folded[right : right + 1] == ":" and place + 1 < len(clauses):  # "Padded bag: not included."
        rest = folded[right : clauses[place + 1][1]]
        if _LABEL_NO.search(rest):
            return False
        if _LABEL_YES.search(rest):
            return True
        return None
    if _VERDICT_AFTER.match(folded, right):
        return denied
    if denied:
        return False
    if _UNSURE.search(folded, left, right):
        return None
    return True if holds or _AFFIRMS.search(folded, left, right) or _PRESENT_AFTER.match(after) else None


def label_denies(folded: str, end: int) -> bool:
    """Whether a colon follows, and then a denial: "Wall charger: you will need your own"."""
    if folded[end : end + 1] != ":":
        return False
    stretch = re.match(r"[^.!?\n;]*", folded[end : end + 60])
    return bool(stretch and _LABEL_NO.search(stretch[0]))
