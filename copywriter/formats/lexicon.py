"""Words that tell a fact (lexicon.yaml), found in a title, a tag or a sentence; and what takes their meaning away.
Knows no product and no number; a word after "faux", "no" or "with" is read for what it then says."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from copywriter.formats import wordlists
from copywriter.formats.cells import header_key

Field = Literal["title", "category", "tags", "text"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact read from `text[start:end]` of a field."""

    name: str
    value: str
    field: Field
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of the lexicon: `words` by language, `also` as header_keys."""

    key: str
    names: dict[str, str]
    also: frozenset[str]
    fields: frozenset[str]
    words: dict[str, re.Pattern[str] | None]
    spelling: dict[str, str]


@functools.cache
def blocks() -> tuple[Block, ...]:
    raw = yaml.safe_load((Path(__file__).parent / "lexicon.yaml").read_text(encoding="utf-8"))
    blocks = []
    for key, block in raw.items():
        spelling: dict[str, str] = {}
        patterns: dict[str, re.Pattern[str] | None] = {}
        for language in ("en", "zh"):
            words = []
            for entry in block[language]:
                word, _, value = str(entry).partition("=")
                words.append(word)
                spelling[word.lower()] = value or (word[:1].upper() + word[1:] if language == "en" else word)
            patterns[language] = _pattern(words, language)
        fields = frozenset(block.get("in") or ("title", "text", "tags", "category"))
        blocks.append(
            Block(key, block["name"], frozenset(header_key(a) for a in block["also"]), fields, patterns, spelling)
        )
    return tuple(blocks)


def _pattern(words: Sequence[str], language: str) -> re.Pattern[str] | None:
    if not words:
        return None
    body = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE) if language == "en" else re.compile(body)


# What turns a word into its opposite, or into a likeness of it.
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:no|non|not|without|free of|free from|faux|imitation|mock|simulated|like|than|instead of|"
    r"unlike)[\s-]+(?:\w+[\s-]+)?|不含|不是|无|非|仿|免|零|类|代替|替代|去|祛|抗)$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^(?:[\s-]*(?:free|like|look|effect|style|alternative|substitute|imitation|inspired|scented|cleaner|"
    r"polish|care kit)\b|素|笔|感|纹理|质感|般|风格|风|味)",
    re.IGNORECASE,
)
#: A colour word that is part of a thing's own name ("orange juice", "black pepper") is no colour of the product.
_COLOR_OF_THING = re.compile(
    r"^[\s-]*(?:juice|wine|tea|pepper|rice|chocolate|beans?|grapes?|cider|mustard|label|friday|gold\b|"
    r"olives?|oil|pages?|bird|card|hair|heads?|plated|tone)\b",
    re.IGNORECASE,
)
#: What follows "with" is a part of the thing, not the thing.
_OF_A_PART = re.compile(r"\b(?:with|w/?)\s[^,.;]*$", re.IGNORECASE)
_CARAT = re.compile(r"\d\s?(?:k|kt|ct)\s*$", re.IGNORECASE)
#: Nouns that say that the word before them is a colour, a material, a pattern of this product.
_NOUNS = {
    "color": re.compile(r"^\s+(?:colou?r|finish|colou?rway)\b", re.IGNORECASE),
    "material": re.compile(
        r"^\s+(?:fabric|blend|knit|weave|cloth|construction|material|body|yarn|fibres?|fibers?|twill)\b", re.IGNORECASE
    ),
    "pattern": re.compile(r"^\s+(?:pattern|print|design|motif)s?\b", re.IGNORECASE),
}
_MADE_OF = re.compile(
    r"\b(?:made|crafted|built|woven|knitted|cut|constructed|forged|moulded|turned)\s+(?:of|from|in|out of|using)\s+"
    r"(?:\w+[\s-]+){0,3}$|\bin\s+(?:an?\s+)?(?:\w+\s+){0,2}$|\bhoused in\s+$",
    re.IGNORECASE,
)
_SHADE = re.compile(
    r"(?:\b(?:dark|light|pale|deep|bright|soft|dusty|royal|sky|navy|ocean|olive|mint|sage|forest|hot|baby|multi)[\s-]+)+$",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\s*(?:\bor\b|/|或)\s*", re.IGNORECASE)
_JOINED = re.compile(r"^\s*(?:,|&|\+|\band\b|、|和|与|拼|配)\s*$", re.IGNORECASE)
_PARTS = {word: part for part, words in wordlists.rows("parts").items() for word in words}


def find(fields: Sequence[tuple[Field, str]], language: str, stated: set[str]) -> Iterator[Reading]:
    """Readings block by block, those of the title before those of the text; blocks whose fact is in `stated`
    (header_keys) are left out. `language` is "en" or "zh". What is said of a part comes beside what is said of all."""
    title = next((text for field, text in fields if field == "title"), "")
    for block in blocks():
        pattern = block.words[language]
        if pattern is None or block.also & stated:
            continue
        for field, text in _in_order(block, fields, pattern):
            subject = title if field == "text" else ""
            hits = [hit for hit in pattern.finditer(text) if _stands(block, text, hit, subject)]
            found = [_told(block, run, text, field, language) for run in _runs(block, hits, text)]
            yield from found if block.key == "material" else found[:1]
            if any(reading.name == block.names[language] for reading in found):
                break


def _in_order(block: Block, fields: Sequence[tuple[Field, str]], pattern: re.Pattern[str]) -> list[tuple[Field, str]]:
    """The fields to read a block from. A text that says "wool blend" comes before a title that says "wool"; tags that
    name several colours or materials say what a shop searches by, not what this product is."""
    chosen = [(field, text) for field, text in fields if field in block.fields]
    tagged = {
        block.spelling[hit.group().lower()]
        for field, text in chosen
        if field == "tags"
        for hit in pattern.finditer(text)
    }
    if len(tagged) > 1:
        chosen = [(field, text) for field, text in chosen if field != "tags"]
    return sorted(chosen, key=lambda item: not (block.key == "material" and " blend" in item[1]))


def _stands(block: Block, text: str, hit: re.Match[str], title: str) -> bool:
    """Whether a word speaks of the product: not denied, not part of another thing's name, and not said of a part that
    is not named ("with brass buttons"). `title` is "" where the text is the title itself."""
    before, after = text[: hit.start()], text[hit.end() :]
    if block.spelling[hit.group().lower()] == "-" or _DENIED_BEFORE.search(before[-30:]) or _DENIED_AFTER.match(after):
        return False
    if block.key not in ("color", "material", "pattern"):
        return True
    part = block.key == "material" and bool(_part(after))
    if _OF_A_PART.search(before) and not part and not (block.key == "pattern" and _NOUNS["pattern"].match(after)):
        return False
    if block.key == "color" and (_COLOR_OF_THING.match(after) or _CARAT.search(before)):
        return False
    if block.key == "material" and re.match(r"^[\s-]*(?:colou?r|色)", after, re.IGNORECASE):
        return False
    return not title.isascii() or not title or part or _told_of(block.key, title, before, after)


def _told_of(key: str, title: str, before: str, after: str) -> bool:
    """In English prose a bare word may be said of anything ("feel a bit geometric", "the natural expression of the
    wood"). It counts before a word of the title ("black winter jacket"), before a noun of its own kind ("polyester
    fabric"), and for a material after "made of" or behind a percentage."""
    words = {_stem(word) for word in re.findall(r"[A-Za-z]{4,}", title)}
    following = {_stem(word) for word in re.findall(r"[A-Za-z]+", re.split(r"[,.;]", after)[0])}
    if words & following or _NOUNS[key].match(after):
        return True
    return key == "material" and bool(_MADE_OF.search(before) or re.search(r"\d\s?%\s*$", before))


def _stem(word: str) -> str:
    return word.lower().rstrip("s")


def _part(after: str) -> str:
    """The part that a material is said of ("fleece lining" → Lining), or ""."""
    found = re.match(r"^\s+(\w+)(?:\s+(\w+))?", after)
    if not found:
        return ""
    first, second = found[1].lower(), (found[2] or "").lower()
    return _PARTS.get(first) or (_PARTS.get(second, "") if first in ("patent", "outer", "inner", "carabiner") else "")


def _runs(block: Block, hits: list[re.Match[str]], text: str) -> Iterator[list[re.Match[str]]]:
    """Hits that belong together ("grey and black") as one run; hits that are a choice ("blue or black") not at all."""
    run: list[re.Match[str]] = []
    choice = False
    for hit in hits:
        between = text[run[-1].end() : hit.start()] if run else ""
        bare = _SHADE.sub("", between) if block.key == "color" else between
        joined = block.key in ("color", "gender", "material") and _JOINED.match(bare)
        if run and (joined or (block.key == "color" and not bare.strip())):
            run.append(hit)
            continue
        chosen = bool(run) and bool(_CHOICE.fullmatch(between))
        if run and not choice and not chosen:
            yield run
        run, choice = [hit], chosen
    if run and not choice:
        yield run


def _told(block: Block, run: list[re.Match[str]], text: str, field: Field, language: str) -> Reading:
    """The fact that one run of words tells, in the block's spelling, with a shade or a percentage before it."""
    start, end = run[0].start(), run[-1].end()
    values = []
    for hit in run:
        word = block.spelling[hit.group().lower()]
        shade = _SHADE.search(text[: hit.start()]) if block.key == "color" else None
        if shade and shade.start() >= (start if values else 0):
            word, start = f"{shade.group().strip().capitalize()} {word.lower()}", min(start, shade.start())
        values.append(word)
    name = block.names[language]
    if block.key == "material":
        share = re.search(r"\d{1,3}(?:\.\d)?\s?%\s*$", text[:start])
        if share:
            spaced = f" {values[0].lower()}" if language == "en" else values[0]
            start, values[0] = share.start(), share.group().strip() + spaced
        name = (_part(text[end:]) if language == "en" else "") or name
    joined = ("、" if language == "zh" else ", ").join(dict.fromkeys(values))
    return Reading(name, joined, field, text, start, end)
