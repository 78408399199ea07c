"""The letters of a filled sentence: articles, agreement, capitals, spaces and marks, in English and Chinese.
Knows no plan and no fact; refuses to change a value, whose letters are the merchant's."""

from __future__ import annotations

import re
from functools import lru_cache

from copywriter.knowledge.english import vowel_sound
from copywriter.prompts.house import tokens


def placed(out: list[str], words: str, language: str) -> str:
    """A slot's words with the space that English wants before them, and a or an agreeing with them."""
    if language.startswith("zh"):
        return words
    if out and (match := re.search(r"(^|[\s(“\"—])([Aa])n?$", out[-1])):
        article = match[2] + ("n" if vowel_sound(words) else "")
        out[-1] = out[-1][: match.start(2)] + article
    last = out[-1][-1:] if out else ""
    return (" " if last and (last.isalnum() or last in tokens.SPACED) else "") + words


_AGREE = {"is": "are", "has": "have", "was": "were", "does": "do", "goes": "go", "isn’t": "aren’t", "isn't": "aren't"}


def agree(predicate: str) -> str:
    """A predicate for more than one thing: "is made of" → "are made of"."""
    verb, space, rest = predicate.partition(" ")
    return agreeing(re.match(r"()(\w+)", verb)) + space + rest  # type: ignore[arg-type]


def _agreed(match: re.Match[str]) -> str:
    verb = match[2]
    if verb in _AGREE:
        return match[1] + _AGREE[verb]
    for ending in ("shes", "ches", "sses", "xes"):
        if verb.endswith(ending):
            return match[1] + verb[:-2]
    return match[1] + verb[:-1]


def agreeing(match: re.Match[str]) -> str:
    return match[1] + "carry" if match[2] == "carries" else _agreed(match)


#: Verbs that follow a product's name in the passages; others ending in s may be nouns and are left.
_VERBS = (
    "is|has|was|does|goes|comes|takes|holds|keeps|makes|gives|sits|fits|stays|works|brings|asks|needs|wants|looks|feels|"
    "knows|carries|opens|closes|measures|weighs|belongs|begins|starts|leaves|lets|puts|runs|stands|turns|wears|washes|"
    "waits|says|does|answers|arrives|offers|follows|covers|helps|adds|likes|suits|isn['’]t|lies|bears|cooks|connects|tells|"
    "tastes|sees|pours|gets|draws|believes|treats|solves|shows|plays|matters|hopes|hears|hangs|ends|deals|counts|clears|"
    "burns|brews|welcomes|unrolls|understands|thinks|swivels|stretches|softens|smells|seats|rolls|picks|joins|jingles|hums|"
    "heats|glides|forgives|fills|enters|earns|dresses|doubles|decides|contains|charges|catches|calls|boils|bends|attends"
)
AFTER_LIST = re.compile(rf"^(\s+(?:also |still |only )?)({_VERBS})\b")
_AFTER_NAME = re.compile(rf"\x00(\s+(?:also |still |only )?)({_VERBS})\b")


@lru_cache(maxsize=4096)  # the candidates of a product share sentences, and a draft is measured as it grows
def finish(text: str, language: str) -> str:
    """A filled sentence with its verbs agreeing, its spaces and marks in place and a capital at its start."""
    text = _AFTER_NAME.sub(agreeing, text).replace("\x00", "")
    text = re.sub(r"\s+", " ", text).strip()
    if language.startswith("zh"):
        return _finish_zh(text)
    text = re.sub(r"([.!?])\.(?=\s|$)", r"\1", text)  # a value that ends in a stop, at a sentence's end
    text = re.sub(r"\s+([,.;:!?)])", r"\1", text)
    text = re.sub(r",\s*,", ",", text)
    return re.sub(r"(^|[.!?]\s+[\"“]?|^[\"“])([a-z])([a-z]*)", _capital, text)


def _capital(match: re.Match[str]) -> str:
    """A capital at a sentence's start; names such as iPhone, eBay and pH keep their own, and no sentence starts behind
    an abbreviation."""
    if _ABBREVIATED.search(match.string[: match.end(1)]):
        return match[0]
    rest = match.string[match.end() : match.end() + 1]
    return match[0] if rest.isupper() else match[1] + match[2].upper() + match[3]


_ABBREVIATED = re.compile(r"\b(?:max|min|no|approx|incl|excl|vs|dia|qty|ca)\.\s+$", re.IGNORECASE)


def _finish_zh(text: str) -> str:
    text = re.sub(r"(?<=[\u3400-\u9fff，。！？；：、])\s+|\s+(?=[\u3400-\u9fff，。！？；：、])", "", text)
    text = re.sub(r"(?<=[\u3400-\u9fff”）])[,](?=\D|$)", "，", text)
    text = re.sub(r"[一那][条件双只把个张块支部台瓶盒套顶](?=这款)", "", text)  # 一条 and a name, which is "这款围巾"
    text = re.sub(r"([，、；：])[，、；：]+", r"\1", text)
    return re.sub(r"([。！？])[。]+", r"\1", text)


def join_sentences(sentences: list[str], language: str) -> str:
    return ("" if language.startswith("zh") else " ").join(sentences)


def count(text: str, language: str) -> int:
    """Words in English, characters without white space in Chinese: the measure of LENGTH_BANDS."""
    return len(re.sub(r"\s", "", text)) if language.startswith("zh") else len(text.split())
