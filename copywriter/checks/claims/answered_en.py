"""Facts that answer yes or no, told by any verb or adjective of the same roots: "does not pack away" of Packable: Yes.
Knows no table of verbs (`told.py`) and no thing that comes with the product (`answers.py`): roots and polarity only."""

from __future__ import annotations

import re
from functools import lru_cache

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.reading import STOP, all_words, stem
from copywriter.checks.claims.verdicts import Ruling, answered

#: Words of a fact's name that its telling may leave out.
_LOOSE = frozenset(
    """includ contain suitabl compatibl available support function feature requir needed need ready friendly proof
    option protection protect detail system mode yes no has have with can be is certif certified seal mark label
    type built-in built integrat supplied provid option use used safe safety for charg""".split()  # noqa: SIM905
)
_CLAUSE = re.compile(
    r"[.;:!?\n()]|,|\b(?:but|though|while|because|whereas|which|so)\b|\band (?=(?:it|they|the|a|an|is|are|has|have|can"
    r"|cannot|comes?|does|do|will|not|no|free|contains?|in|also|its|their|when)\b)"
)
_NOT = re.compile(
    r"\b(?:not|no|never|cannot|without|neither|nor|lacks?|lacking|\w+n't|none|free (?:of|from)|zero|skips?|omits?"
    r"|out of|away from|avoid)\b"
)
_FREE_AFTER = re.compile(r"[ -]free\b")
_ONLY = re.compile(r"\bnot (?:only|just|merely|to mention)\b|\bno (?:matter|doubt|wonder|need|trouble|problem)\b")
_UNSURE = re.compile(
    r"\b(?:if|unless|whether|until|before|after|once|other|another|any|your own|separately|extra|instead|optional"
    r"|would|could|might|may|rather than|like|unlike|wherever|as if|more|less|most|than)\b"
)
_SAYS = re.compile(
    r"\b(?:is|are|can(?! not)|has|have|with|comes?|carries|carry|contains?|includes?|gets?|offers?|features?|there"
    r"|made|holds?|wears?|bears?|meets?|passes|needs?|takes?|uses?|supports?|\w{3,}s)\b"
)
_APART = re.compile(r" (?:under|over|of|from|by|near|like|beyond|above|beside) ")
_ADJECTIVE = re.compile(r"[ -](?:free|safe|friendly|proof|resistant)\b")
_NOUNS_DENIED = re.compile(r"\b(?:free (?:of|from)|without|no)\b[^.,;]* and ")
_SPARE = re.compile(r"\b(?:spare|extra|more|additional|further|new|other|second|longer) ")
#: "Batteries are not included": the denial follows what it denies.
_NOT_AFTER = re.compile(
    r"(?: (?:is|are|was|were|comes?|do|does))? ?(?:not|never|\w+n't) (?:be )?"
    r"(?:included|supplied|provided|part of|available|possible|needed|required|offered|come with)\b"
    r"| (?:is |are )?sold separately\b| (?:isn't|aren't) (?:included|supplied|provided|available|possible|needed)\b"
)
_GIVEN_NAME = re.compile(r"includ|suppl|provid|in the box")
_GIVEN = re.compile(r"\b(?:includ\w+|comes?|supplied|in the box|with|provided|there (?:is|are))\b")
_FREE_NAME = re.compile(r"[ -]free$|^(?:free (?:of|from)|without|no) ")
_ENDINGS = ("ability", "ible", "able", "ing", "ied", "ies", "ed", "es", "er", "ly", "al", "ic", "s", "y", "e")
_OWN_NOT = frozenset({"non", "not", "no", "un", "anti"})
_IRREGULAR = {
    "broken": "break",
    "worn": "wear",
    "sewn": "sew",
    "woven": "weav",
    "dried": "dr",
    "dry": "dr",
    "dries": "dr",
}


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """What a verb, its participle and its -able have in common: pack of packs, packed, packable."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def judge_answered(index: FactIndex, folded: str, text: str, taken: set[int], ruled: set[tuple]) -> list[Ruling]:
    """Rulings on facts of yes or no that no other judge spoke of; `ruled`: the references those gave.

    Contradicted only where every root of the fact's name stands in one clause and its polarity is the other.
    """
    asked = [
        (s, roots)
        for s in index.sources
        if (s.yes or s.no) and s.variant < 0 and isinstance(s.ref, int) and s.name_folded.isascii()
        and not any(s.ref in r for r in ruled) and (roots := _roots(s.name_folded))
    ]  # fmt: skip
    if not asked:
        return []
    spoken = [(a, b, root(folded[a:b].removesuffix("'s"))) for a, b, _ in all_words(folded)]
    present = {r for _, _, r in spoken}
    found: list[Ruling] = []
    for source, roots in asked:
        if not present.issuperset(roots):
            continue
        for left, right in _clauses(folded):
            here = [w for w in spoken if left <= w[0] and w[1] <= right]
            at = _places(roots, here)
            if at is None:
                continue
            start, end = here[min(at)][0], here[max(at)][1]
            says = _polarity(source, folded, left, start, end, right)
            if says is None:
                continue
            agrees = says == source.yes
            if agrees and not taken.isdisjoint(range(start, end)):
                continue
            found.append(answered(source, text, start, end, agrees=agrees))
            taken |= set(range(start, end))
            break
    return found


@lru_cache(maxsize=4096)
def _roots(name: str) -> tuple[str, ...]:
    said = [w for w in re.findall(r"[a-z]+", name) if w not in STOP and w not in _OWN_NOT and w != "free"]
    own = [w for w in said if stem(w) not in _LOOSE and w not in _LOOSE]
    return tuple(root(w) for w in own)


def _clauses(folded: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for match in _CLAUSE.finditer(folded):
        found.append((at, match.start()))
        at = match.end() if match[0][0] in ".;:!?\n()," else match.start()
    found.append((at, len(folded)))
    return found


def _places(roots: tuple[str, ...], here: list[tuple[int, int, str]]) -> list[int] | None:
    at = [next((i for i, (_, _, r) in enumerate(here) if r == asked), None) for asked in roots]
    if any(i is None for i in at):
        return None
    found = [i for i in at if i is not None]
    return found if max(found) - min(found) <= 5 + len(found) else None


def _polarity(source: Source, folded: str, left: int, start: int, end: int, right: int) -> bool | None:
    """True: the clause says what the fact asks; False: the opposite; None: it only names it."""
    clause = folded[left:right]
    if asked_at(folded, start) is not None or _ONLY.search(clause):
        return None
    if _ADJECTIVE.match(folded, end) or folded.endswith("able", start, end):
        cut = _NOUNS_DENIED.search(folded, left, start)  # "free from sulphates and cruelty free"
        left = cut.end() if cut else left
    nots = [m for m in _NOT.finditer(folded, left, min(right, end)) if m.start() < end]
    near = [m for m in nots[-1:] if len(folded[m.end() : max(start, m.end())].split()) <= 5]
    if near and len(nots) > 1 and len(folded[nots[-2].end() : near[0].start()].split()) < 2:
        near.append(nots[-2])  # "not free of"
    free = bool(_FREE_AFTER.match(folded, end))
    after = _NOT_AFTER.match(folded, end, right)
    if after and (near or free):
        return None
    denied = (len(near) + free + bool(after)) % 2 == 1
    if (nots and not near) or (near and _SPARE.search(folded, near[0].end(), start)):
        return None
    says = denied if _FREE_NAME.search(source.name_folded) else not denied
    own = _OWN_NOT & set(re.findall(r"[a-z]+", source.name_folded)) - {"no"}
    if own:  # "Non-slip: Yes" of "does not slip"
        return None
    if _UNSURE.search(clause):
        return None
    if not near and not free and not _SAYS.search(clause):
        return None
    if says != source.yes and _GIVEN_NAME.search(source.name_folded) and not _GIVEN.search(clause):
        return None  # "it takes a battery" of "Battery included: No"
    if says != source.yes and _APART.search(folded, start, end):  # "a night under the light of the stars"
        return None
    return says
