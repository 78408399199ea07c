"""What the plan's thing is for, as sentences of a text: knowledge/purposes_en, told without a fact or with one.
Knows no class by itself and places nothing; Chinese has its own lines (lines.py)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from random import Random

from copywriter.knowledge.purposes_en import Purpose
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.reasoning import IT, Reason, agreed, read_line
from copywriter.prompts.house.referring import Sentence

#: Whom a purpose speaks to: words of an audience, and words that a sentence for them holds.
_FOR = tuple(
    (tuple(people.split(", ")), tuple(words.split(", ")))
    for people, words in (
        ("commut, train, cycl, walk to work", "commute, train, way to work, bus , the way, road, bike"),
        ("student, school, college, universit", "school, lecture, library, study, homework, first flat, studio"),
        ("office, remote, from home, work", "office, desk, meeting, at work, working day, for work"),
        ("parent, famil, mother, father, mum, dad", "child, famil, school, bab, household, dinner"),
        ("travel, hik, camp, outdoor, run", "trip, travel, holiday, trail, tent, journey, run, walk, suitcase"),
        ("gift, present, birthday", "present, birthday, wedding"),
        ("host, guest, entertain", "guest, friends, host, dinner, party"),
        ("small, flat, apartment, renter", "space is short, small, saves, studio, corner, room"),
        ("cook, bak, kitchen", "cook, stove, dinner, bak, bread, kitchen"),
    )
)


def purposes_of(plan: Plan, rng: Random) -> list[str]:
    """What the plan's thing is for, a sentence each in an order drawn; {it} stands for the thing. None where its class
    is not known."""
    if plan.purpose is None:
        return []
    found = [reason.parts[0] for reason in _lines(plan.purpose) if not reason.slots]
    found = [agreed(text, plan) for text in found if isinstance(text, str)]
    rng.shuffle(found)
    return found


def fact_lines(purpose: Purpose | None) -> tuple[Reason, ...]:
    """The class's sentences that take a fact along."""
    return tuple(reason for reason in _lines(purpose) if reason.slots) if purpose else ()


def presenting(text: str, plan: Plan) -> Sentence | None:
    """The sentence with the product's name as its subject; None where the thing is not its subject."""
    return _subject(text, plan.called) if text.startswith(IT) else None


def following(text: str, plan: Plan) -> Sentence:
    return _subject(text, "They" if plan.plural else "It")


def for_audience(plan: Plan, audience: str, rng: Random) -> Sentence | None:
    """A purpose that concerns these people, said to them with the product's name; None where none does."""
    wanted = [w for people, words in _FOR if any(p in audience.casefold() for p in people) for w in words]
    for text in purposes_of(plan, rng):
        if text.startswith(IT) and any(w in text for w in wanted):
            name = plan.called
            told = presenting(text, plan)
            return told and replace(told, text=f"For {audience}, {name}{told.text[len(name) :]}")
    return None


def _subject(text: str, subject: str) -> Sentence:
    head, found, tail = text.partition(IT)
    if found and head.strip():
        subject = subject[:1].lower() + subject[1:] if subject in ("It", "They") else subject
    text = head + (subject if found else "") + tail
    return Sentence(text[:1].upper() + text[1:], ())


@lru_cache(maxsize=512)
def _lines(purpose: Purpose) -> tuple[Reason, ...]:
    return tuple(map(read_line, purpose.says))
