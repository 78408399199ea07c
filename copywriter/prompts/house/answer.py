"""From the model's answer to a text: each sentence's header is held against the plan, then its slots are filled.
Refuses what the plan does not carry: a sentence with a slot that does not exist, a fact said before, a condition not
met or a wrong number of values is dropped, never mended, so a value in the text is the fact's own, to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from copywriter.knowledge.families import is_plural
from copywriter.prompts.house import tokens
from copywriter.prompts.house.heard import Heard
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.referring import Sentence, branded_once, referring
from copywriter.prompts.house.wording import AFTER_LIST, agreeing, count, finish, join_sentences, placed
from copywriter.records import LENGTH_BANDS


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole answer, read. `added` counts sentences that completing gave; `dropped` counts refused sentences by
    reason: slot, repeat, condition, count, unheard, unfinished, length."""

    sentences: tuple[Sentence, ...]
    dropped: dict[str, int]
    text: str
    added: int = 0


#: (sentences, plan, answer) → (sentences, how many were added)
Completing = Callable[[list[Sentence], Plan, str], tuple[list[Sentence], int]]


@dataclass(slots=True)
class Raw:
    """One sentence as the model wrote it: header pieces, body pieces, and whether its text has begun."""

    header: list[str]
    body: list[str]
    opened: bool = False


def read_answer(
    answer: str,
    plan: Plan,
    *,
    partial: bool = False,
    heard: Heard | None = None,
    completing: Completing | None = None,
) -> Reading:
    """Fills the plan into an answer. With `partial` the last sentence may be unfinished; it shows as far as it goes.
    With `heard`, a finished sentence whose runs of words the passages never use is refused as well; with `completing`,
    what the answer leaves out is joined or taken from the shelf (complete.py)."""
    raws = list(raw_sentences(tokens.without_partial(answer)))
    finished = tokens.END in answer
    said: set[str] = set()
    kept: list[Sentence] = []
    dropped: dict[str, int] = {}
    for i, raw in enumerate(raws):
        open_end = partial and not finished and i == len(raws) - 1
        sentence, reason, keys = fill(raw, plan, said, open_end=open_end)
        if sentence is not None and sentence.text in {s.text for s in kept}:
            sentence, reason = None, "repeat"
        if sentence is not None and not open_end and not _heard(raw, plan, heard):
            sentence, reason = None, "unheard"
        if sentence is None:
            if reason:
                dropped[reason] = dropped.get(reason, 0) + 1
            continue
        said |= keys
        kept.append(sentence)
    added = 0
    if not partial:
        kept = _within(branded_once(kept, plan), plan, dropped)
        if completing is not None:
            kept, added = completing(kept, plan, answer)
        kept = referring(branded_once(kept, plan), plan)
    return Reading(tuple(kept), dropped, join_sentences([s.text for s in kept], plan.language), added)


def _heard(raw: Raw, plan: Plan, heard: Heard | None) -> bool:
    """Each sentence is the family's own: what suits any product says little of this one."""
    return heard is None or heard.knows(with_roles(raw.header, raw.body), plan.language, plan.family)


def with_roles(header: list[str], body: list[str]) -> str:
    """A sentence with each value slot as its fact's key; facts of no role are all one."""
    keys = iter(k for k in _said_keys(header))
    out = []
    for piece in body:
        if piece == tokens.VALUE:
            key = next(keys, tokens.VALUE)
            piece = tokens.OTHERS[0] if key in tokens.OTHERS else key
        out.append(piece)
    return "".join(out)


def _said_keys(header: list[str]) -> list[str]:
    """The keys before the first condition: those that the sentence says."""
    end = header.index(tokens.WHEN) if tokens.WHEN in header else len(header)
    return header[:end]


def raw_sentences(answer: str) -> Iterator[Raw]:
    """Groups an answer's pieces into headers and bodies."""
    inline = {tokens.VALUE, tokens.NAME_OF}
    current = Raw([], [])
    for piece in tokens.split(answer):
        if piece == tokens.END:
            break
        if piece == tokens.SAY:
            if current.opened:
                yield current
                current = Raw([], [])
            current.opened = True
        elif not current.opened:
            current.header.append(piece)
        elif not tokens.is_token(piece) or piece in inline or piece in tokens.SPECIAL.values():
            current.body.append(piece)
        else:
            yield current
            current = Raw([piece], [])
    if current.opened:
        yield current


def fill(raw: Raw, plan: Plan, said: set[str], *, open_end: bool = False) -> tuple[Sentence | None, str, set[str]]:
    keys, ground, reason = _header(raw.header, plan)
    if reason:
        return None, reason, set()
    if any(k not in plan.by_key for k in keys):
        return None, "slot", set()
    if said & set(keys):
        return None, "repeat", set()
    if not _can_name(raw.body, plan):
        return None, "slot", set()
    facts = [plan.by_key[k] for k in keys]
    out: list[str] = []
    used = 0
    listed = False  # whether the value just placed is a list, so that a verb after it has to agree
    for place, piece in enumerate(raw.body):
        if piece == tokens.VALUE:
            if used >= len(facts):
                return None, "count", set()
            out.append(placed(out, facts[used].value, plan.language))
            listed = plan.language == "en" and " and " in facts[used].value
            used += 1
            continue
        elif piece == tokens.NAME_OF:
            if not facts:
                return None, "slot", set()
            called = facts[min(used, len(facts) - 1)].name
            out.append(placed(out, called, plan.language))
            listed = plan.language == "en" and called.endswith("s") and not called.endswith(("ss", "us", "is"))
            continue
        elif tokens.is_token(piece):
            words = plan.slots.get(piece)
            if words is None:
                return None, "slot", set()
            following = raw.body[place + 1] if place + 1 < len(raw.body) else ""
            if piece == tokens.NAME and not _bare(out, following):
                words = plan.article + words
            out.append(placed(out, words, plan.language))
            if piece == tokens.NAME and plan.plural:
                out.append("\x00")  # marks where a verb may have to agree
        else:
            out.append(AFTER_LIST.sub(agreeing, piece) if listed else piece)
        listed = False
    text = finish("".join(out), plan.language)
    if not text:
        return None, "", set()
    if not open_end:
        if used != len(facts):
            return None, "count", set()
        if not re.search(r"[.!?。！？…”\"’)）]$", text):
            return None, "unfinished", set()
    indices = tuple(i for f in facts for i in f.indices)
    return Sentence(text, indices, tuple(ground)), "", set(keys)


def _bare(out: list[str], following: str) -> bool:
    """Whether a name stands without its article: behind another word of that kind, or a heading ("Harbor Mug: …")."""
    before = "".join(out).rstrip()
    return bool(_DETERMINED.search(before)) or not before and following[:1] in (":", ".")


_DETERMINED = re.compile(
    r"(?:\b(?:an?|the|this|that|these|your|my|our|one|another|every|each|no)|[’']s)$", re.IGNORECASE
)


def _can_name(body: list[str], plan: Plan) -> bool:
    """False where the sentence would call the thing by its own word twice ("Harbor Mug is a mug") or say "a jeans"."""
    if tokens.CATEGORY not in body:
        return True
    at = body.index(tokens.CATEGORY)
    before = body[at - 1] if at else ""
    if is_plural(plan.family) and plan.slots.get(tokens.CATEGORY, "").endswith("s") and _ARTICLE.search(before):
        return False
    if tokens.NAME not in body:
        return True
    name, category = plan.slots.get(tokens.NAME, "").lower(), plan.slots.get(tokens.CATEGORY, "").lower()
    return not plan.nameless and not (category in name and _IS_A.search(before))


_ARTICLE = re.compile(r"\b(?:an?|one|every|each|this|another)(?: \w+)? ?$", re.IGNORECASE)
_IS_A = re.compile(r"(?:\bis an? ?|[是，]一?(?:件|款|个|只)?|的)$")


def _header(header: list[str], plan: Plan) -> tuple[list[str], list[int], str]:
    """The keys that a header says, the fact indices its conditions rest on, and why it is refused ("" if it is not)."""
    keys: list[str] = []
    ground: list[int] = []
    i = 0
    while i < len(header):
        piece = header[i]
        if piece != tokens.WHEN:
            if not tokens.is_token(piece):
                return [], [], "slot"
            keys.append(piece)
            i += 1
            continue
        absent = i + 1 < len(header) and header[i + 1] == tokens.WITHOUT
        i += 2 if absent else 1
        if i >= len(header):
            return [], [], "condition"
        subject, i = header[i], i + 1
        word = ""
        if i < len(header) and not tokens.is_token(header[i]):
            word, i = header[i].strip(), i + 1
        fact = plan.by_key.get(subject)
        exists = fact is not None or subject in plan.slots
        if absent == exists:
            return [], [], "condition"
        if word and word not in (fact.words if fact else plan.category_words):
            return [], [], "condition"
        if fact and not absent:
            ground += fact.indices
    return keys, ground, ""


def _within(kept: list[Sentence], plan: Plan, dropped: dict[str, int]) -> list[Sentence]:
    """Drops sentences from the end (in marketing, from before the call to act) while the text is over its band."""
    most = LENGTH_BANDS[plan.language][plan.length][1]
    while len(kept) > 1 and count(join_sentences([s.text for s in kept], plan.language), plan.language) > most:
        at = len(kept) - 2 if plan.kind == "marketing" and len(kept) > 2 else len(kept) - 1
        kept = kept[:at] + kept[at + 1 :]
        dropped["length"] = dropped.get("length", 0) + 1
    return kept
