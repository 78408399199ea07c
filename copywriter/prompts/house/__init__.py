"""The house style: a brief becomes control tokens and fact keys, the model's answer a text with every value exact.
Knows no engine and no weights; the condition words it shows are those that the model was trained with (house.json)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from copywriter.prompts.house import tokens
from copywriter.prompts.house.answer import Completing, Reading, read_answer
from copywriter.prompts.house.complete import complete
from copywriter.prompts.house.heard import Heard
from copywriter.prompts.house.naming_en import tellable
from copywriter.prompts.house.plan import Plan, load_lexicon, make_plan
from copywriter.prompts.house.shelf import Shelf, load_shelf
from copywriter.records import Brief, Prompt

HOUSE_FOLDER = Path(__file__).resolve().parents[2] / "models" / "house"


@lru_cache(maxsize=4)
def load_heard(folder: Path) -> Heard | None:
    """The runs of words that a folder's model was taught (heard.bin); None where the file is missing."""
    return Heard.load(folder / "heard.bin")


def partial_complete(shelf: Shelf, again: int = 0) -> Completing:
    """`complete` with its shelf in place; `again` draws what it adds anew."""
    return lambda kept, plan, answer: complete(kept, plan, shelf, answer + "\0" * again)


class HouseStyle:
    """`render` shows each fact as one key token and the condition words that its value holds; no letter that a merchant
    wrote enters the prompt, so no value can instruct the model. The text between keys is the model's own; `read` fills
    the values in from the plan."""

    name = "house"

    def __init__(self, folder: Path | str | None = None) -> None:
        place = Path(folder) if folder else HOUSE_FOLDER
        self._lexicon = load_lexicon(place)
        self._heard = load_heard(place)
        self._shelf = load_shelf(place)

    def render(self, brief: Brief) -> Prompt:
        plan = tellable(make_plan(brief, self._lexicon))
        return Prompt(text=prompt_text(plan), stop=(tokens.END,), plan=plan)

    def read(self, answer: str, prompt: Prompt, *, partial: bool = False, again: int = 0) -> str:
        return self.reading(answer, prompt, partial=partial, again=again).text

    def reading(self, answer: str, prompt: Prompt, *, partial: bool = False, again: int = 0) -> Reading:
        """As `read`, with the facts that each sentence says and a count of the sentences refused, by reason."""
        completing = partial_complete(self._shelf, again) if self._shelf else None
        return read_answer(answer, prompt.plan, partial=partial, heard=self._heard, completing=completing)


def prompt_text(plan: Plan) -> str:
    """Control tokens, the family, the slots there are words for, then each fact's key and its condition words."""
    parts = [tokens.LANGUAGE[plan.language], *map(tokens.control, (plan.kind, plan.tone, plan.length))]
    parts.append(tokens.family(plan.family))
    parts += [t for t in (tokens.BRAND, tokens.CATEGORY, tokens.AUDIENCE, tokens.OCCASION) if t in plan.slots]
    parts += [tokens.WHEN + word for word in plan.category_words]
    for fact in plan.facts:
        parts.append(fact.key + (tokens.LEAD if fact.leads else "") + "".join(tokens.WHEN + w for w in fact.words))
    return "".join(parts) + tokens.WRITE
