"""A shop's approved text becomes a house answer: each value that a fact holds gives way to its slot.
Refuses a sentence whose numbers no fact holds: the model must not learn to write figures of its own."""

from __future__ import annotations

import re

from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan

_STOPS = {"en": r"(?<=[.!?])\s+(?=[A-Z0-9“\"])", "zh-Hans": r"(?<=[。！？])"}


def delexicalised(text: str, plan: Plan) -> tuple[str, int]:
    """The answer in the house language, and how many sentences of the text were left out; "" where none is left."""
    answer: list[str] = []
    said: set[str] = set()
    dropped = 0
    for sentence in re.split(_STOPS[plan.language], text.strip()):
        done = _sentence(sentence.strip(), plan, said) if sentence.strip() else None
        if done is None:
            dropped += bool(sentence.strip())
            continue
        header, body = done
        said |= set(header)
        answer.append("".join(header) + tokens.SAY + body)
    return ("".join(answer) + tokens.END if answer else ""), dropped


def _sentence(sentence: str, plan: Plan, said: set[str]) -> tuple[list[str], str] | None:
    found: list[tuple[int, int, str]] = []
    slots = sorted(plan.slots.items(), key=lambda pair: -len(pair[1]))
    for words, token in [(w, t) for t, w in slots] + [(f.value, f.key) for f in _longest(plan)]:
        if token in said or (len(words) < 2 and not words.isdigit()):
            continue
        for match in re.finditer(_bounded(words), sentence, re.IGNORECASE):
            if all(match.end() <= s or match.start() >= e for s, e, _ in found):
                found.append((match.start(), match.end(), token))
                if token not in tokens.SPECIAL.values():
                    break
    found.sort()
    body, header, place = [], [], 0
    for start, end, token in found:
        before = sentence[place:start]
        if plan.language == "en" and re.search(r"[\w.,:;!?)%] $", before):
            before = before[:-1]
        special = token in tokens.SPECIAL.values()
        body += [before, token if special else tokens.VALUE]
        header += [] if special else [token]
        place = end
    body.append(sentence[place:])
    rest = "".join(p for p in body if not tokens.is_token(p))
    if re.search(r"\d", rest) or not rest.strip():
        return None
    return header, "".join(body)


def _longest(plan: Plan):
    return sorted(plan.facts, key=lambda f: -len(f.value))


def _bounded(words: str) -> str:
    edge = r"(?![A-Za-z0-9])" if words[-1:].isascii() and words[-1:].isalnum() else ""
    start = r"(?<![A-Za-z0-9])" if words[:1].isascii() and words[:1].isalnum() else ""
    return start + re.escape(words) + edge
