"""Facts proposed from what a shop already wrote: title, category, tags and own text, each with the words it was read from.
Knows no model and states nothing itself: a person takes a proposal or leaves it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from copywriter.formats import boilerplate, measures
from copywriter.formats.cells import fold, header_key
from copywriter.records import ProductFacts

Field = Literal["title", "category", "tags", "text"]
MAX_QUOTE = 140
MAX_PROPOSALS = 25


@dataclass(frozen=True, slots=True)
class Proposal:
    """One fact that the shop's own words state. `quote` is an exact stretch of the field; `start` and `end` are where the
    telling words stand inside the quote (code points, end exclusive)."""

    name: str
    value: str
    quote: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Block:
    key: str
    names: dict[str, str]
    also: frozenset[str]
    fields: frozenset[str]
    words: dict[str, re.Pattern[str] | None]
    spelling: dict[str, str]


def propose(product: ProductFacts, own_text: str = "", tags: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """Facts that the product's texts state and its facts do not, at most one for a name, in the order of the lexicon after
    pairs ("Shape: Rectangle") and before measures. What differs between variants is never proposed for the product."""
    stated = {header_key(fact.name) for fact in product.facts}
    stated |= {header_key(fact.name) for variant in product.variants for fact in variant.facts}
    values = " ".join(fold(fact.value) for fact in product.facts)
    language = "zh" if product.language == "zh-Hans" else "en"
    fields: list[tuple[Field, str]] = [("title", product.title)]
    fields += [
        ("text", sentence) for sentence in boilerplate.sentences(own_text) if not boilerplate.is_sales_line(sentence)
    ]
    fields += [("tags", tag) for tag in tags] + ([("category", product.category)] if product.category else [])
    taken: dict[str, Proposal] = {}
    groups = [block.also for block in _lexicon()] + [also for *_, also in measures.NAMES.values()]
    for proposal in (*_pairs(fields), *_words(fields, language, stated), *_measures(fields, product, language, stated)):
        key = header_key(proposal.name)
        if key in stated or _said(proposal.value, values):
            continue
        taken[key] = proposal
        stated.update(*(also for also in groups if key in also))
    return tuple(taken.values())[:MAX_PROPOSALS]


def _said(value: str, values: str) -> bool:
    return len(value) > 3 and fold(value) in values


# Pairs written into the text: "Set content: 6 table mats Shape: Rectangle Colour: Pink".
_PAIR_NAMES = (
    "Set content|Shape|Colour|Color|Pattern|Material|Fabric|Suitable For|Suitable for|Size|Length|Width|Height|Depth|Diameter|Weight|Volume|"
    "Capacity|Neck|Neckline|Sleeve|Opening|Print|Fit|Feature|Style|Type|Composition|Warranty|Dimensions|Origin|Care|Back style|Top notes|"
    "Heart notes|Base notes|Ingredients|Finish|Closure|Occasion|Ideal For|Pack of|Model|Power|Voltage|"
    "尺寸|材质|面料|成分|颜色|产地|重量|容量|净含量|规格|型号|图案|风格|工艺|适用人群|保质期|填充物|功率|执行标准"
)
# Feeds glue the next name to the last value ("curtainColour: Brown"): a capital after a small letter begins one.
_PAIR = re.compile(
    rf"(?<![A-Z])({_PAIR_NAMES})\s*[:：]\s*(.+?)"
    rf"(?=\s*(?:{_PAIR_NAMES})\s*[:：]|(?<=[a-z]{{2}})(?=[A-Z][a-z]{{2}})|[.;；。](?:\s|$)|$)"
)


def _pairs(fields: Sequence[tuple[Field, str]]) -> Iterator[Proposal]:
    for field, text in fields:
        if field != "text":
            continue
        for found in _PAIR.finditer(text):
            value = found[2].strip(" ,，、")
            if 0 < len(value) <= 80 and not boilerplate.is_noise_name(found[1]):
                yield _proposal(
                    found[1][:1].upper() + found[1][1:],
                    value,
                    text,
                    field,
                    found.start(),
                    found.start(2) + len(found[2]),
                )


@functools.cache
def _lexicon() -> tuple[_Block, ...]:
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
            _Block(key, block["name"], frozenset(header_key(a) for a in block["also"]), fields, patterns, spelling)
        )
    return tuple(blocks)


def _pattern(words: Sequence[str], language: str) -> re.Pattern[str] | None:
    if not words:
        return None
    body = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE) if language == "en" else re.compile(body)


# What turns a word into its opposite, or into a likeness of it.
_DENIED_BEFORE = re.compile(r"(?:\b(?:no|non|not|without|free of|free from|faux|imitation|mock|simulated|like|than|instead of|unlike)[\s-]+(?:\w+[\s-]+)?|不含|不是|无|非|仿|免|零|类|代替|替代)$", re.IGNORECASE)  # fmt: skip
_DENIED_AFTER = re.compile(r"^(?:[\s-]*(?:free|like|look|effect|style|alternative|substitute|imitation|inspired|scented|cleaner|polish|care kit)\b|感|纹理|质感|般|风格|风|味)", re.IGNORECASE)  # fmt: skip
#: A colour word that is part of a thing's own name ("orange juice", "black pepper") is no colour of the product.
_COLOR_OF_THING = re.compile(r"^[\s-]*(?:juice|wine|tea|pepper|rice|chocolate|beans?|grapes?|cider|mustard|label|friday|gold\b|olives?|oil|pages?|bird|card|hair|heads?|plated|tone)\b", re.IGNORECASE)  # fmt: skip
_SHADE = re.compile(
    r"(?:\b(?:dark|light|pale|deep|bright|soft|dusty|royal|sky|navy|ocean|olive|mint|sage|forest|hot|baby|multi)[\s-]+)+$",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\s*(?:\bor\b|/|或)\s*", re.IGNORECASE)
_JOINED = re.compile(r"^\s*(?:,|&|\+|\band\b|、|和|与|拼|配)\s*$", re.IGNORECASE)
_PARTS = {
    "lining": "Lining", "lined": "Lining", "sole": "Sole", "outsole": "Sole", "upper": "Upper", "strap": "Strap", "straps": "Strap", "handle": "Handle",
    "handles": "Handle", "frame": "Frame", "lid": "Lid", "inside": "Lining", "filling": "Filling", "sand": "Filling", "trim": "Trim", "legs": "Legs",
    "shell": "Shell", "clip": "Clip", "carabiner": "Clip", "collar": "Collar", "details": "Details", "detail": "Details",
}  # fmt: skip


def _words(fields: Sequence[tuple[Field, str]], language: str, stated: set[str]) -> Iterator[Proposal]:
    for block in _lexicon():
        pattern = block.words[language]
        if pattern is None or block.also & stated:
            continue
        for field, text in _in_order(block, fields, pattern):
            hits = [
                hit
                for hit in pattern.finditer(text)
                if _stands(block.key, text, hit, fields[0][1] if field == "text" else "")
            ]
            if hits:
                proposal = _told(block, hits, text, field, language)
                if proposal:
                    yield proposal
                    if proposal.name == block.names[language]:
                        break


def _in_order(block: _Block, fields: Sequence[tuple[Field, str]], pattern: re.Pattern[str]) -> list[tuple[Field, str]]:
    """The fields to read a block from. A text that says "wool blend" comes before a title that says "wool"; tags that name
    several colours or materials say what a shop searches by, not what this product is."""
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


def _stands(key: str, text: str, hit: re.Match[str], title: str) -> bool:
    """Whether a word speaks of the product. In prose a colour must stand before a word of the title ("Black winter jacket"):
    else it may be the colour of anything. What follows "with" is a part, and counts only where the part is named."""
    before, after = text[: hit.start()], text[hit.end() :]
    if _DENIED_BEFORE.search(before[-30:]) or _DENIED_AFTER.match(after):
        return False
    if (
        key in ("color", "material")
        and re.search(r"\bwith\b[^,.;]*$", before)
        and not (key == "material" and _part(after))
    ):
        return False
    if key == "color":
        if title and title.isascii():
            words = {word.lower().rstrip("s") for word in re.findall(r"[A-Za-z]{4,}", title)}
            if not words & {
                word.lower().rstrip("s") for word in re.findall(r"[A-Za-z]+", re.split(r"[,.;]", after)[0])
            }:
                return False
        return not _COLOR_OF_THING.match(after) and not re.search(r"\d\s?(?:k|kt|ct)\s*$", before, re.IGNORECASE)
    if key == "material":
        return not re.match(r"^[\s-]*(?:colou?r|色)", after, re.IGNORECASE)
    return True


def _part(after: str) -> str:
    """The part that a material is said of ("fleece lining" → Lining), or ""."""
    found = re.match(r"^\s+(\w+)(?:\s+(\w+))?", after)
    if not found:
        return ""
    first, second = found[1].lower(), (found[2] or "").lower()
    return _PARTS.get(first) or (_PARTS.get(second, "") if first in ("patent", "outer", "inner", "carabiner") else "")


def _told(block: _Block, hits: list[re.Match[str]], text: str, field: Field, language: str) -> Proposal | None:
    """One proposal from the first hit and those joined to it ("grey and black"); a choice ("blue or black") is no fact."""
    run = [hits[0]]
    for hit in hits[1:]:
        between = text[run[-1].end() : hit.start()]
        between = _SHADE.sub("", between) if block.key == "color" else between
        if block.key in ("color", "gender", "material") and (
            _JOINED.match(between) or (block.key == "color" and not between.strip())
        ):
            run.append(hit)
        elif _CHOICE.fullmatch(between):
            return None
        else:
            break
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
    return _proposal(name, joined, text, field, start, end)


def _measures(
    fields: Sequence[tuple[Field, str]], product: ProductFacts, language: str, stated: set[str]
) -> Iterator[Proposal]:
    for field, text in fields:
        if field not in ("title", "text"):
            continue
        used: list[tuple[int, int]] = []
        for measure in measures.find(text, title=product.title, in_title=field == "title"):
            english, chinese, also = measures.NAMES[measure.fact]
            if also & stated:
                continue
            if any(measure.start < end and start < measure.end for start, end in used):
                continue
            if measure.fact == "model" and product.brand and fold(measure.value) in fold(product.brand):
                continue
            used.append((measure.start, measure.end))
            yield _proposal(
                chinese if language == "zh" else english, measure.value, text, field, measure.start, measure.end
            )


_CLAUSE = re.compile(r"[,，;；。!！?？\n]|\.(?=\s|$)")


def _proposal(name: str, value: str, text: str, field: Field, start: int, end: int) -> Proposal:
    """The quote is the clause around the telling words: whole where it is short, cut at spaces where it is not."""
    left = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    right = next((m.start() for m in _CLAUSE.finditer(text, end)), len(text))
    if start - left > MAX_QUOTE // 2:
        left = text.find(" ", start - MAX_QUOTE // 2, start) + 1 or start - MAX_QUOTE // 2
    if right - end > MAX_QUOTE // 2:
        cut = text.rfind(" ", end, end + MAX_QUOTE // 2)
        right = cut if cut > 0 else end + MAX_QUOTE // 2
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return Proposal(name, value, text[left:right], field, start - left, end - left)
