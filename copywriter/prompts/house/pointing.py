"""What "It" points to: after a sentence on something else ("Wood is warm to the touch.") the thing is named again.
Knows the words of whole sentences; adds no sentence, and drops only a joke that hangs on a fact."""

from __future__ import annotations

import re
from dataclasses import replace

from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.referring import Sentence

#: A sentence that tells its reader what to do has the thing as its object, said or not.
_TELLS_TO = re.compile(
    r"(?:do not|don['’]t|never|avoid|(?:hand|machine|wool|spot|cold|warm|gentle|dry|line|tumble|steam)[ -]"
    r"(?:wash|clean|dry)|"
    r"wash|wipe|dry|iron|clean|rinse|store|dust|oil|hang|lay|use|keep|wear|put|take|tuck|slip|fill|give|bring|set|pack|"
    r"serve|pour|let|place|move|carry|have|start|throw|leave|read|pull|hold|stand)\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"(?:It|They|These|This)\b|.*\b(?:it|them)\b")
#: A scrap without subject and verb: "For school and yoga, and the detour on the way back."
_NO_SUBJECT = re.compile(r"(?:For|In|With|From|At|By) (?!.*\b(?:it|they|them|you|is|are|has|have)\b)")
#: What a clause behind a fact may be: more than three words that say no fact, after a comma.
_TAIL = re.compile(r", (?!which\b)[^,]*(?: [\w'’]+){2,}[.!?]$")


def names(sentence: Sentence, plan: Plan) -> bool:
    """Whether it speaks of the product by name or by what it is."""
    text = sentence.text.lower()
    return any(plan.slots.get(t, "\x00").lower() in text for t in (tokens.NAME, tokens.CATEGORY))


def pointing(sentences: list[Sentence], plan: Plan) -> list[Sentence]:
    """The sentences with the thing named where "It" would point elsewhere, or would open a third one running."""
    category = _own_letters(plan)
    if plan.language != "en" or not category or plan.plural and not category.endswith("s"):
        return sentences
    named = f"These {category} " if plan.plural else f"The {category} "
    out: list[Sentence] = []
    running = 0
    for sentence in sentences:
        match = re.match(r"(?:It|They) ", sentence.text)
        running = running + 1 if match else 0
        if match and (out and _strays(out[-1], plan) or running == 3):
            sentence = replace(sentence, text=named + sentence.text[match.end() :])
            running = 0
        out.append(sentence)
    return out


def _strays(sentence: Sentence, plan: Plan) -> bool:
    """Whether it has a subject other than the product: a material, a part, the leather of it."""
    text = sentence.text
    if names(sentence, plan) and f" of {plan.called} " not in text:  # "The burn time of the Cedar Candle is 30 h."
        return False
    return not _OF_IT.match(text) and not _TELLS_TO.match(text)


def _own_letters(plan: Plan) -> str:
    """The category with the capitals of the name that it ends: no Oxford shirt where the name is an oxford shirt."""
    category, name = plan.slots.get(tokens.CATEGORY, ""), plan.slots.get(tokens.NAME, "")
    own = name[len(name) - len(category) :]
    return own if own.islower() and own == category.lower() else category


def jokes(sentence: Sentence, plan: Plan) -> bool:
    """Whether it is a scrap of a sentence, or a playful or urgent fact with an empty tail ("Hand wash only, when
    you have got away."): the model wrote it of another value, and the fact is said plainly instead."""
    if plan.language != "en" or plan.kind != "description":
        return False
    if _NO_SUBJECT.match(sentence.text) and not names(sentence, plan):
        return True
    if plan.tone not in ("playful", "urgent"):
        return False
    values = [f.value for f in plan.facts if set(f.indices) & set(sentence.indices)]
    last = max((sentence.text.casefold().rfind(v.casefold()) + len(v) for v in values), default=0)
    return bool(values) and bool(_TAIL.match(sentence.text[last:]))
