"""Judges denials of what a fact lists: "not for oily hair", "does not work on induction hobs", "without any paint".
Knows no yes-or-no fact (`answers.py`) and no table of terms: only that a fact names what the text says there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.reading import STOP, words
from copywriter.checks.claims.verdicts import Ruling, contradicted

_NEGATOR = re.compile(
    r"\b(?:(?P<none>no|without|lacks?|lacking|leaves out|skips|free of|free from|neither|not an?|not any|zero)"
    r"|(?P<not>not|never|cannot|\w+n't))\b(?!-) "
)
#: After "not": that something suits, fits, works with or was certified by what follows.
_SUITS = re.compile(
    r"(?:(?:\w+ly|be|been|at all|yet|really) )?(?:(?:suitable|suited|meant|made|recommended|designed|intended"
    r"|right|good"
    r"|ideal|best|compatible|certified|approved|tested|rated|available|safe|cut|used?|working|works?|fits?|suits?|go|run"
    r"|pair|connect|sync|play|agree|take|accept) )?(?:(?:for|with|on|by|to|in|against|as) )?"
)
_STARTS_SUITING = re.compile(
    r"(?:(?:\w+ly|be|been) )?(?:suit|meant|made|recommend|design|intend|right|good|ideal|compatib|certif|approv"
    r"|test|rated"
    r"|for\b|on\b|with\b|by\b|work|fit|pair|connect|sync|safe|cut|take|accept)"
)
#: Words that many facts share and that name nothing by themselves: "dishwasher: not safe" is no denial of "oven safe".
_GENERIC = frozenset("safe suitable friendly proof resistant free fit use used ready compatibl included".split())  # noqa: SIM905
_FILLERS = frozenset("any a an the other most all every such more added visible single of its their this".split())  # noqa: SIM905
_NP_ENDS = frozenset(
    """and or but so nor to in on at for with by from of is are was were has have can will that which who while as than
    then if when because it they you we""".split()  # noqa: SIM905
)
#: A noun after the noun makes it another thing: "no paint smell".
_SAYS_NO = re.compile(r"\b(?:no|not|never|without|non)\b|(?<!stain)(?<!wire)less\b")
_OF_ANOTHER = frozenset(
    """smell smells taste marks mark stains stain lines noise waste residue fuss loss worries worry trouble problem
    problems limit left wasted needed required changes change swap swaps wool dust free""".split()  # noqa: SIM905
)
_SUITED_ROLES = frozenset(
    """hair_type skin_type suitable_for compatibility gender season occasion certification room pet other feature
    function connectivity function technology""".split()  # noqa: SIM905
)
_HELD_ROLES = frozenset(
    """material finish closure included pattern other feature technology pockets lining filling ingredients flavor strap
    format neckline sleeve heel sole upper connectivity gemstone texture""".split()  # noqa: SIM905
)


def judge_denials(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Contradicted where the text denies a word of a fact that says nothing of the kind; else nothing."""
    found: list[Ruling] = []
    for match in _NEGATOR.finditer(folded):
        end = match.end()
        if asked_at(folded, end) is not None:
            continue
        if match["not"]:
            if not _STARTS_SUITING.match(folded, end):
                continue
            end = _SUITS.match(folded, end).end()
        phrase = _noun_phrase(folded, end)
        if not phrase:
            continue
        source, last = (_suited if match["not"] else _held)(index, phrase)
        if source is None or last in taken:
            continue
        start = match.start()
        found.append(contradicted(source, text, start, last, "claim.negation"))
        taken |= set(range(start, last))
    return found


def _noun_phrase(folded: str, at: int) -> list[tuple[int, str, str]]:
    """(end, word, stem) of up to four words from `at` to a mark or a word that ends the phrase, fillers left out."""
    found: list[tuple[int, str, str]] = []
    stretch = re.match(r"[^.,;:!?\n()]*", folded[at : at + 60])
    for start, end, stem in words(stretch[0] if stretch else ""):
        word = folded[at + start : at + end]
        if word in _FILLERS and not found:
            if word in ("the", "its", "their", "this"):
                return []
            continue
        if word in _NP_ENDS:
            break
        found.append((at + end, word, stem))
        if len(found) == 4:
            break
    return found


def _listing(index: FactIndex, roles: frozenset[str]) -> Iterator[Source]:
    for source in index.sources:
        of_product = source.variant < 0 and isinstance(source.ref, int) and not (source.yes or source.no)
        if of_product and source.role in roles and len(source.folded) < 160 and not _SAYS_NO.search(source.folded):
            yield source


def _suited(index: FactIndex, phrase: list[tuple[int, str, str]]) -> tuple[Source | None, int]:
    content = [(end, s) for end, _, s in phrase if s not in STOP]
    for source in _listing(index, _SUITED_ROLES):
        held = set(source.stems)
        size = 0
        while size < len(content) and (content[size][1] in held or content[size][1] in source.name_stems):
            size += 1
        named = [s for _, s in content[:size] if s in held and s not in _GENERIC]
        if named and (size == len(content) or size >= 2) and not _denied_there(source, named):
            return source, content[size - 1][0]
    return None, 0


def _held(index: FactIndex, phrase: list[tuple[int, str, str]]) -> tuple[Source | None, int]:
    for source in _listing(index, _HELD_ROLES):
        heads = {item_stems[-1]: item_stems for item in source.items if (item_stems := _stems(item))}
        if 0 < len(source.name_stems) <= 3 and source.role in ("other", "included", "feature", "closure", "pockets"):
            heads.setdefault(source.name_stems[-1], source.name_stems)
        for place, (end, word, stem) in enumerate(phrase[:3]):
            if stem in heads:
                before = [s for _, _, s in phrase[:place]]
                after = phrase[place + 1][1] if place + 1 < len(phrase) else ""
                if (
                    word.isdigit()
                    or after in _OF_ANOTHER
                    or not all(s in heads[stem] or s in source.stems for s in before)
                ):
                    break
                if _denied_there(source, [stem]) or source.folded.startswith(("no", "none", "0", "without")):
                    break
                return source, end
            if stem not in source.stems and stem not in source.name_stems:
                break
    return None, 0


def _stems(item: str) -> tuple[str, ...]:
    return tuple(s for _, _, s in words(item) if s not in STOP)


def _denied_there(source: Source, stems: list[str]) -> bool:
    """Whether the fact itself denies the word: "not for oily hair"."""
    return any(is_negated(source.folded, a, b) for a, b, s in words(source.folded) if s in stems)
