"""How a text speaks of its product from sentence to sentence: the name once, the maker once.
Knows whole sentences only; fills no slot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copywriter.knowledge.families import is_plural
from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.wording import finish


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the text. `indices`: the facts it says; `ground`: the facts that its condition rests on."""

    text: str
    indices: tuple[int, ...]
    ground: tuple[int, ...] = ()


def branded_once(sentences: list[Sentence], plan: Plan) -> list[Sentence]:
    """Without sentences that only name the maker where the product's name, or a sentence before, names it already."""
    brand, name = plan.slots.get(tokens.BRAND, "").lower(), plan.slots.get(tokens.NAME, "").lower()
    if not brand:
        return sentences
    known, kept = brand in name, []
    for sentence in sentences:
        bare = brand in sentence.text.lower() and not sentence.indices and not sentence.ground
        if bare and known and (brand not in name or name not in sentence.text.lower()):
            continue
        known |= brand in sentence.text.lower()
        kept.append(sentence)
    return kept


def referring(sentences: list[Sentence], plan: Plan) -> list[Sentence]:
    """A text names its product once; from the second time on it says "this mug", "这款马克杯", and in Chinese 它 where
    that stands in the sentence before. A short name stays as it is, and so does one that no category can stand for."""
    name, again = plan.slots.get(tokens.NAME, ""), _again(plan)
    if not again or len(name) < 6 and not plan.nameless:
        return sentences
    out: list[Sentence] = []
    named = False
    article = re.compile(rf"\b[Tt]he (?={re.escape(name)})") if plan.article else None
    for sentence in sentences:
        text = sentence.text
        if article and named:
            text = article.sub("", text)
        elif article and (first := article.search(text)):  # the article stays with the first only
            text = text[: first.end()] + article.sub("", text[first.end() :])
        head, found, tail = text.partition(name)
        if found and named and name != again:
            if again.casefold() in (head + tail).casefold():
                if not sentence.indices:
                    continue  # "this mug is called this mug"
            else:
                text = finish(head + again + tail.replace(name, again), plan.language)
        elif found and name in tail:
            text = finish(head + name + tail.replace(name, again), plan.language)
        if named and plan.language.startswith("zh") and text.startswith(again):
            text = "它" + text.removeprefix(again).removeprefix("，")
        named |= bool(found) or again in text
        out.append(sentence if text == sentence.text else Sentence(text, sentence.indices, sentence.ground))
    return out


def _again(plan: Plan) -> str:
    """The words that stand for the name when it comes again; "" where none can."""
    category = plan.slots.get(tokens.CATEGORY, "")
    if plan.nameless:
        return plan.slots[tokens.NAME]
    if not category:
        return ""
    if plan.language.startswith("zh"):
        return f"这款{category}"
    many = is_plural(plan.family) and category.endswith("s")
    return "" if many != plan.plural else f"these {category}" if many else f"this {category}"
