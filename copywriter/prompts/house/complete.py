"""Completes a read answer: facts left unsaid are joined, an opening is given, the length goes towards its band.
Knows no engine; the same answer is always completed alike, since its own letters seed the draw."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.agreeing import at_odds
from copywriter.prompts.house.draft import Draft
from copywriter.prompts.house.following import benefit_sentences
from copywriter.prompts.house.joining import joined
from copywriter.prompts.house.persuading import call_to_act, persuade
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.pointing import jokes, names, pointing
from copywriter.prompts.house.purposing_en import following, presenting, purposes_of
from copywriter.prompts.house.purposing_zh import opened, presented, says_of
from copywriter.prompts.house.referring import Sentence
from copywriter.prompts.house.shelf import Kept, Shelf, shows_the_thing
from copywriter.prompts.house.wording import count

#: Scenes that a long text takes in behind its opening while it is under its band: more would present the product again.
MORE_SCENES = {"medium": 0, "long": 1}
#: Share of descriptions that open on the product and its facts instead of a scene: openings then differ as facts do.
OPENS_ON_FACTS = 0.6
#: How often each scene that a family has may open a text: of 100 mugs, 22 opened on the one plain scene there is.
A_SCENE = 0.06
#: In a tone of its own a description mostly opens on a scene: that is where the tone is.
OPENS_ON_FACTS_TONED = 0.25
#: How often the opening scene is drawn from the family's others instead of the model's choice: five candidates differ.
NEW_SCENE = 0.4
#: Sentences of the family that say a fact in its own way, at most, by length; the other facts are joined.
SAID_BY_FAMILY = {"medium": 3, "long": 6}
#: Remarks on a fact's value that a text gets beyond its length.
REMARKS = {"medium": 1, "long": 3}
#: Tones whose descriptions say what the thing is for instead of setting a scene: a merchant strikes clever openings.
SOBER = ("plain", "warm", "premium")
#: How often such a description opens on the purpose: of few facts, and for each wording there is with more facts (a
#: hundred mugs would open alike); how often a purpose stands second when it does not.
OPENS_ON_USE, A_USE, USE_SECOND = 0.45, 0.012, 0.5
#: Purposes that a description tells, and one more while it says no more facts than this.
PURPOSES = {"short": 1, "medium": 1, "long": 2}
FEW_FACTS = 8
#: Words of a purpose that leaves room for a reason and a call behind it.
HOOK = 13
#: Words (characters with marks in Chinese) beside the values that make a sentence more than a label.
WORDS_OF_ITS_OWN = {"en": 5, "zh-Hans": 8}


def complete(kept: list[Sentence], plan: Plan, shelf: Shelf, answer: str) -> tuple[list[Sentence], int]:
    """The sentences with what was added, and how many were."""
    rng = Random(zlib.crc32(answer.encode()))
    kept = [s for s in kept if s.indices or shows_the_thing(s.text, plan.tone) and shelf.allows(s.text, plan)]
    if plan.language.startswith("zh"):  # "扶手{feature}" was written of one feature, not of all that are answered yes
        lists = {i for f in plan.facts if len(f.indices) > 1 for i in f.indices}
        kept = [s for s in kept if not lists & set(s.indices) and (s.indices or not at_odds(s.text, plan.facts))]
    kept = [s for s in kept if not jokes(s, plan)]
    draft = Draft(_once_opened(kept, plan), plan)
    if plan.length == "short":
        if plan.kind == "description":
            _describe_shortly(draft, plan, shelf, rng)
            return pointing(draft.sentences, plan), draft.added
        scenes = [s for k in shelf.openings(plan, rng)[:3] for s in _worded(k, plan)] or presented(plan, rng)
        benefits = [s for k in benefit_sentences(plan, rng)[:2] for s in _worded(k, plan)]
        purposes = purposes_of(plan, rng)
        if purposes and plan.tone in SOBER:
            told = [s for p in purposes if len(p.split()) <= HOOK and (s := presenting(p, plan))]
            scenes = told or scenes
            draft.sentences = [s for s in draft.sentences if s.indices or s is draft.sentences[-1]]
        told = persuade(draft.sentences, plan, rng, scenes, [*benefits, *(following(p, plan) for p in purposes[:2])])
        return told, sum(s not in kept for s in told)
    _describe(draft, plan, shelf, rng)
    _lengthen(draft, plan, shelf, rng)
    if plan.kind == "marketing":
        draft.end_with(call_to_act(kept, plan, rng))
    return pointing(draft.sentences, plan), draft.added


def _describe(draft: Draft, plan: Plan, shelf: Shelf, rng: Random) -> None:
    """An opening, what the family says in its own way, every other fact joined, and a remark, in an order drawn."""
    if _sober(plan):
        _describe_soberly(draft, plan, rng)
        return
    model = draft.sentences
    share = max(OPENS_ON_FACTS, 1 - A_SCENE * len(shelf.openings(plan, rng)))  # few scenes would open many texts alike
    on_facts = rng.random() < (share if plan.tone == "plain" else min(share, OPENS_ON_FACTS_TONED))
    on_facts = on_facts and plan.kind == "description"  # marketing hooks its reader first
    _compose(draft, model, plan, shelf, rng, on_facts)
    name = plan.slots.get(tokens.NAME, "").casefold()
    if not any(name in s.text.casefold() for s in draft.sentences):  # the scene found no room
        _compose(draft, model, plan, shelf, rng, True)
    if plan.tone != "plain":  # joined facts have no tone of their own
        any(draft.add(kept, at=len(draft.sentences)) for kept in shelf.endings(plan, rng)[:4])
    if plan.kind == "description":
        _tell_purpose(draft, plan, rng)
    remarks = 0
    for kept in shelf.remarks(plan, rng) or benefit_sentences(plan, rng):
        if remarks < REMARKS[plan.length]:
            remarks += draft.add(kept)


#: Facts up to which a text says what such a thing is for, and how often beyond.
SPARSE, PURPOSEFUL = 5, 0.6
#: How often it opens one: a class has three wordings, and facts open a hundred texts in more ways.
OPENS_ON_PURPOSE = 0.15


def _tell_purpose(draft: Draft, plan: Plan, rng: Random) -> None:
    """What such a thing is for: it opens the text in the place of facts, or stands behind its first sentence."""
    told = sum(bool(s.indices) for s in draft.sentences)
    if plan.thing is None or not draft.sentences or any(not s.indices and not s.ground for s in draft.sentences):
        return
    told_so_far = "".join(s.text for s in draft.sentences)
    foreign = len(re.findall("[A-Za-z]", told_so_far)) * 2 > len(re.findall("[\u3400-\u9fff]", told_so_far))
    if len(plan.facts) > SPARSE and not foreign and rng.random() > PURPOSEFUL:  # codes and names alone are no Chinese
        return
    says = says_of(plan)
    if not says:
        return
    words = rng.choice(says)
    name, first = plan.slots[tokens.NAME], draft.sentences[0]
    before = list(draft.sentences)
    if first.text.startswith(name) and rng.random() < OPENS_ON_PURPOSE:
        rest = first.text.removeprefix(name).lstrip("，")
        draft.sentences[:1] = [Sentence(opened(name, words), ()), replace(first, text=rest)]
    else:
        at = rng.randint(1, told) if told > 1 else len(draft.sentences)
        draft.sentences.insert(at, Sentence(f"{words}。", ()))
    if draft.size() > draft.high:
        draft.sentences = before
    else:
        draft.added += 1


def _sober(plan: Plan) -> bool:
    """Whether the text says what the thing is for and sets no scene."""
    known = plan.purpose is not None or plan.tone == "plain"
    return plan.language == "en" and plan.kind == "description" and plan.tone in SOBER and known and bool(plan.facts)


def _describe_soberly(draft: Draft, plan: Plan, rng: Random) -> None:
    """The facts, what the thing is for, and what follows from a value; the purpose opens, stands second or closes."""
    own = [s for s in draft.sentences if s.indices and not _is_label(s, plan)]
    own = [s for s in own if not (plan.plural and s.text.startswith("It ")) and not s.text.startswith("It does so")]
    own = own[: SAID_BY_FAMILY[plan.length]]
    said = {i for s in own for i in s.indices}
    if said >= {i for f in plan.facts for i in f.indices}:
        own, said = [], set()  # something has to name the thing
    unsaid = [f for f in plan.facts if not said & set(f.indices)]
    purposes = purposes_of(plan, rng)
    openings = [s for p in purposes if (s := presenting(p, plan))]
    share = OPENS_ON_USE if len(plan.facts) < FEW_FACTS - 3 else min(OPENS_ON_USE, A_USE * len(openings))
    opening = openings[0] if openings and rng.random() < share else None
    rest = joined(unsaid, plan, rng, opens=opening is None)
    draft.sentences = [opening, *own, *rest] if opening else [*rest[:1], *own, *rest[1:]]
    draft.added = len(rest) + (opening is not None)
    draft.cut()
    told = PURPOSES[plan.length] + (len(plan.facts) <= FEW_FACTS) - (opening is not None)
    second = opening is None and rng.random() < USE_SECOND
    for purpose in purposes:
        if told <= 0:
            break
        if opening is not None and presenting(purpose, plan) == opening:
            continue
        sentence = following(purpose, plan)
        at = 1 if second else len(draft.sentences)
        second = False
        told -= draft.put(sentence, at)
    remarks = 0
    for kept in benefit_sentences(plan, rng):
        if remarks < REMARKS[plan.length] and not any(s.ground for s in draft.sentences):
            remarks += draft.add(kept)


def _describe_shortly(draft: Draft, plan: Plan, shelf: Shelf, rng: Random) -> None:
    """A short text names the product and says two facts or more, as far as its band has room."""
    told = {i for s in draft.sentences for i in s.indices}
    if len(told) < min(2, len(plan.facts)):
        own = [s for s in draft.sentences if s.indices and not _is_label(s, plan)]
        told = {i for s in own for i in s.indices}
        unsaid = [f for f in plan.facts if not told & set(f.indices)]
        scene = [s for s in draft.sentences if names(s, plan) and s not in own][:1]
        scene = scene if rng.random() < OPENS_ON_FACTS else []
        draft.sentences = [*scene, *joined(unsaid, plan, rng, opens=not scene), *own]
        draft.cut()
        draft.added = len(draft.sentences)
    if not any(names(s, plan) for s in draft.sentences):
        draft.open_with(shelf.openings(plan, rng))


def _compose(draft: Draft, model: list[Sentence], plan: Plan, shelf: Shelf, rng: Random, on_facts: bool) -> None:
    scenes = [s for s in model if not s.indices and names(s, plan)]
    endings = [s for s in model[-1:] if not s.indices and s not in scenes and len(model) > 1]
    own = [s for s in model if s not in scenes and s not in endings and not _is_label(s, plan)]
    own = [s for s in own if not (plan.plural and s.text.startswith("It ")) and not s.text.startswith("It does so")]
    own = own[: SAID_BY_FAMILY[plan.length]]
    said = {i for s in own for i in s.indices}
    unsaid = [f for f in plan.facts if not said & set(f.indices)]
    opens = len(unsaid) > 1 and (on_facts or not (scenes or shelf.openings(plan, rng)))
    rest = joined(unsaid, plan, rng, opens=opens)
    if opens:
        body = [*rest[:1], *own, *rest[1:]]
    else:
        body = [*own, *rest] if rng.random() < 0.5 else [*rest[:1], *own, *rest[1:]]
    keeps_scene = scenes and rng.random() >= NEW_SCENE
    draft.sentences = [*(scenes[:1] if keeps_scene and not opens else []), *body, *endings]
    draft.added = len(rest)
    draft.cut()
    if not opens and not keeps_scene:
        draft.open_with(shelf.openings(plan, rng))
        if not (draft.sentences and names(draft.sentences[0], plan)):
            draft.sentences = [*scenes[:1], *draft.sentences]


def _is_label(sentence: Sentence, plan: Plan) -> bool:
    """A value with a word or two around it ("Care: hand wash.", "In slate grey."): joining says it better."""
    if not sentence.indices:
        return False
    text = sentence.text
    if plan.language.startswith("zh"):
        text = text.replace(plan.slots.get(tokens.NAME, ""), "")  # a name makes no sentence of "它258g/㎡，夏季。"
    for fact in plan.facts:
        if set(fact.indices) & set(sentence.indices):
            text = re.sub(re.escape(fact.value), "", text, count=1, flags=re.IGNORECASE)
    return count(text, plan.language) < WORDS_OF_ITS_OWN[plan.language]


def _lengthen(draft: Draft, plan: Plan, shelf: Shelf, rng: Random) -> None:
    """Towards the length's own floor by what follows from a value and a scene of the family; where these end, so does
    the text: nothing is said to fill it."""
    if draft.size() >= draft.low or _sober(plan):
        return
    if plan.kind == "description":
        for kept in [*shelf.remarks(plan, rng), *benefit_sentences(plan, rng)]:
            if draft.size() < draft.low:
                draft.add(kept)
    for kept in shelf.openings(plan, rng)[: MORE_SCENES[plan.length]]:
        if draft.size() < draft.low:
            draft.add(kept, at=min(1, len(draft.sentences)))


def _once_opened(kept: list[Sentence], plan: Plan) -> list[Sentence]:
    """Without a second sentence that only presents the product: the model may open twice."""
    name = plan.slots.get(tokens.NAME, "\x00").lower()
    presents = [s for s in kept if not s.indices and not s.ground and name in s.text.lower()]
    return [s for s in kept if s not in presents[1:]] if plan.kind == "description" else list(kept)


def _worded(kept: Kept, plan: Plan) -> list[Sentence]:
    """A sentence of the shelf with its slots filled; none where they can't be."""
    draft = Draft([], plan)
    draft.add(kept)
    return draft.sentences
