"""Holds a text against facts that answer yes or no, told in whatever verbs: comes off, 能拆, not included, 不送.
Knows no numbers and no materials; what was asked is read from the fact's name by `yesno.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copywriter.checks.claims.answered_en import judge_answered
from copywriter.checks.claims.answers_zh import judge_answers_zh
from copywriter.checks.claims.denials import judge_denials
from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.reading import all_words, words
from copywriter.checks.claims.statements import judge_statements
from copywriter.checks.claims.told import judge_told
from copywriter.checks.claims.topic_statements import judge_topics
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.checks.claims.yesno import asked_en

_SEGMENT = re.compile(r"[^.,;:!?()\n]+(?:\.\d[^.,;:!?()\n]*)*")
_PIECE = re.compile(r"\b(?:but|and|so|though|while|because|which)\b")
_NOT = frozenset("not no never cannot without lack neither nor isn't aren't doesn't don't won't can't wasn't".split())  # noqa: SIM905
_UNSURE = re.compile(r"\b(?:if|unless|whether|when|sold separately|separately|your own|any|other|another|extra|only)\b")
_SPARE = re.compile(r"\b(?:no|not|without|never) (?:\w+ ){0,2}(?:spare|extra|more|additional|further|new|other)\b")
_GIVEN = re.compile(
    r"\b(?:includ\w+|comes? with|in the box|supplied|ships? with|bundled|thrown in|free|for free|with an?|with its"
    r"|comes? in the|as a gift)\b"
)
_SAFE = re.compile(
    r"\b(?:safe|suitable|suits?|fine|works?|can go|goes? (?:in|on|with)|put|usable|use it|fits?|happy|friendly|ready"
    r"|compatible|good for|can be)\b"
)
_NEEDS = re.compile(r"\b(?:needs?|requires?|required|needed|takes?|runs? on|uses?)\b")
_HAS = re.compile(r"\b(?:has|have|with|includ\w+|there (?:is|are)|built[- ]in|comes?|adds?|offers?|gets?|features?)\b")
_IS = re.compile(r"\b(?:is|are|can be|comes?|come|can|gets?|all)\b")
#: What a name ending in -able asks, and the verbs that tell it.
_VERBS = {
    "remov": ("remov", "detach", "off", "unzip"),
    "detach": ("remov", "detach", "off", "unclip"),
    "replac": ("replac", "swap", "chang"),
    "adjust": ("adjust",),
    "extend": ("extend", "expand"),
    "fold": ("fold", "collaps"),
    "rechar": ("rechar",),
    "refill": ("refill",),
    "revers": ("revers", "both", "either"),
}
_FREE = re.compile(r"[ -]free$|^without |^no ")
_ABLE = re.compile(r"(?:able|ible|ed|ic|al|less|ing|proof|an|ile|non)$")


def judge_answers(index: FactIndex, folded: str, text: str, taken: set[int], *, chinese: bool) -> list[Ruling]:
    """Rulings on what the yes-or-no facts answer: supported, or contradicted where the text says the opposite."""
    asked = [s for s in index.sources if (s.yes or s.no) and s.variant < 0]
    if chinese:
        return judge_answers_zh(index, folded, text, taken)
    found = judge_told(index, folded, text, taken)
    found += judge_denials(index, folded, text, taken)
    found += judge_statements(index, folded, text, taken)
    found += judge_topics(index, folded, text, taken, {r.facts for r in found})
    stems = [s for _, _, s in all_words(folded)]
    asked = [s for s in asked if _hit(s, stems) is not None]  # a word that the text lacks, no segment of it has
    for start, end in _segments(folded) if asked else ():
        if not taken.isdisjoint(range(start, end)) and taken.issuperset(range(start, end)):
            continue
        segment = folded[start:end]
        tokens = words(segment)
        stems = [stem for _, _, stem in tokens]
        for source in asked:
            hit = _hit(source, stems)
            if hit is None:
                continue
            said = _polarity(source, segment, stems, hit)
            question = asked_at(folded, start)
            if question is not None and said is not None:
                said = None if question.answer is None else said == question.answer
            if _FREE.search(source.name_folded) and _said_free(segment, tokens, hit):
                said = not _NOT_FREE.search(segment, 0, tokens[min(hit)][0])  # "mulesing-free wool", "not nut free"
            elif said is not None and _FREE.search(source.name_folded):
                said = not said  # "No PVC" answers "PVC free" with yes
            if said is None:
                continue
            a, b = start + tokens[min(hit)][0], start + tokens[max(hit)][1]
            if any(at in taken for at in range(a, b)) and said == source.yes:
                continue
            found.append(ruling(source, text, a, b, denied=not said))
            taken |= set(range(a, b))
    return found + judge_answered(index, folded, text, taken, {r.facts for r in found})


def ruling(source: Source, text: str, start: int, end: int, *, denied: bool) -> Ruling:
    """Supported or contradicted, as the fact answers."""
    if denied == source.no:
        return Ruling(start, end, "supported", "claim.negation", refs(source))
    return Ruling(
        start, end, "contradicted", "claim.negation", refs(source),
        f"The text {'denies' if denied else 'says'} “{text[start:end]}”, but {name_of(source)} says otherwise.",
        source.value, "rewrite",
    )  # fmt: skip


def _segments(folded: str) -> Iterator[tuple[int, int]]:
    for match in _SEGMENT.finditer(folded):
        at = match.start()
        for piece in _PIECE.finditer(match[0]):
            yield at, match.start() + piece.start()
            at = match.start() + piece.end()
        yield at, match.end()


def _hit(source: Source, stems: list[str]) -> list[int] | None:
    """Places in the segment of what the fact asks for, None where one of its words is missing."""
    asked = asked_en(source.name_stems)
    if not asked or not all(s.isalpha() or s.isdigit() for s in asked):
        return None
    places: list[int] = []
    for word in asked:
        verbs = next((v for k, v in _VERBS.items() if word.startswith(k)), None) or (word,)
        at = next((i for i, s in enumerate(stems) if any(_same(v, s) for v in verbs)), None)
        if at is None and (
            word in asked[1:-1] or (len(asked) > 1 and word != asked[-1] and _given_back(source, stems))
        ):
            continue  # "USB port" for a USB charging port; "a strap does not come with it"
        if at is None:
            return None
        places.append(at)
    for key, verbs in _VERBS.items():  # "Bulb replaceable": the verb was left out of what is asked for
        if source.name_folded.endswith("able") and source.name_stems[-1].startswith(key) and key not in asked[-1]:
            at = next((i for i, s in enumerate(stems) if any(_same(v, s) for v in verbs)), None)
            if at is None:
                return None
            places.append(at)
    return places


_NOT_FREE = re.compile(r"\b(?:not|never|hardly|\w+n't) (?:\w+ ){0,2}(?:free (?:of|from) (?:\w+ ){0,2})?$")
_FREE_OF = re.compile(r"free (?:of|from) (?:\w+ ){0,2}$|without (?:\w+ ){0,2}$")


def _said_free(segment: str, tokens: list[tuple[int, int, str]], hit: list[int]) -> bool:
    """Whether the segment says that it is free of what is hit."""
    start, end = tokens[min(hit)][0], tokens[max(hit)][1]
    return bool(re.match(r"[ -]free\b", segment[end:]) or _FREE_OF.search(segment[:start]))


def _given_back(source: Source, stems: list[str]) -> bool:
    """Whether the sentence is about what comes with the product, where the fact is."""
    given = "includ" in source.name_folded or source.folded in ("included", "not included")
    return given and not {"not", "no"}.isdisjoint(stems) and not {"come", "includ"}.isdisjoint(stems)


def _same(word: str, said: str) -> bool:
    return word == said or (len(word) >= 5 and said.startswith(word)) or (len(said) >= 5 and word.startswith(said))


def _polarity(source: Source, segment: str, stems: list[str], hit: list[int]) -> bool | None:
    """True: the segment says so; False: it denies it; None: it only names it."""
    name = source.name_folded
    first, last = min(hit), max(hit)
    if last - first > 7:
        return None
    own = {"non", "no", "not"} & set(source.name_stems)
    nots = [i for i, s in enumerate(stems) if (s in _NOT or s.endswith("n't")) and s not in own and i <= last + 4]
    given = "includ" in name or source.folded in ("included", "not included")
    describes = given or bool(_SAFE.search(name) or _NEEDS.search(name)) or _describes(source)
    if nots and _SPARE.search(segment):
        return None  # "no spare batteries to buy"
    if nots:
        near = [i for i in nots if -1 <= first - i <= 4 or first < i <= last]
        after = [i for i in nots if last < i <= last + 3]
        if describes and near:
            return False
        if describes and after and re.search(r"\b(?:not|never|n't|cannot) (?:\w+ ){0,2}(?:\w+)$", segment[:200]):
            return False
        if any(stems[i] in ("no", "without", "lack") and first - i <= 3 for i in near):
            return False
        if any(re.search(r"\b(?:not|n't) (?:includ|come with|have|fitted|supplied|part)", segment) for _ in nots):
            return False
        return None
    if _UNSURE.search(segment):
        return None
    cue = (
        _GIVEN if given
        else _SAFE if _SAFE.search(name)
        else _NEEDS if _NEEDS.search(name)
        else _IS if _describes(source)
        else _HAS
    )  # fmt: skip
    return True if cue.search(segment) or (_describes(source) and not given and len(hit) == 1) else None


def _describes(source: Source) -> bool:
    """Whether the name asks what it is (organic, numbered pages), not whether it has a part."""
    return any(_ABLE.search(word) for word in re.findall(r"[a-z]+", source.name_folded))
