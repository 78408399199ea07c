"""How merchant text is made safe to stand in a prompt: visible, capped, on one line, never a fence of its own.
Knows no prompt style and judges nothing: what an instruction hidden in a fact means is for the checks to say."""

from __future__ import annotations

import re
import unicodedata

from copywriter.records import Brief, Fact

#: Code points. A value that is longer is prose, not a fact; the rest keeps a prompt below a thousand tokens.
MAX_VALUE = 300
MAX_NAME = 60
MAX_TITLE = 200
MAX_FACTS = 24
MAX_INSTRUCTION = 600
MAX_PREVIOUS = 2000

#: Tag characters, variation selectors, zero-width and direction marks: seen by a model, not by a person.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
#: Model control tokens such as <|endoftext|> or [INST], and the fence that the chat style uses.
_CONTROL_TOKEN = re.compile(
    r"<\|[^|<>]{0,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|</?(?:product|facts|start_of_turn|end_of_turn)>", re.I
)
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text without characters that nobody sees; NFC, other control characters become spaces."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in text)


def one_line(text: str, limit: int) -> str:
    """Visible, without control tokens, on one line and at most `limit` code points (an ellipsis marks the cut)."""
    text = _SPACES.sub(" ", _CONTROL_TOKEN.sub(" ", visible(text))).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shown_facts(brief: Brief) -> list[Fact]:
    """The facts to show, fenced: leading ones first, then in the merchant's order; empty ones left out."""
    leading = {name.casefold(): place for place, name in enumerate(brief.leading)}
    ordered = sorted(brief.product.facts, key=lambda f: leading.get(f.name.casefold(), len(leading)))
    fenced = (Fact(one_line(f.name, MAX_NAME), one_line(f.value, MAX_VALUE)) for f in ordered)
    return [f for f in fenced if f.name and f.value][:MAX_FACTS]
