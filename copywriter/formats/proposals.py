"""Facts proposed from what a shop already wrote: title, category, tags, text; each with the words it was read from.
Knows no model and states nothing itself: a person takes a proposal or leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copywriter.formats import boilerplate, lexicon, measures
from copywriter.formats.cells import fold, header_key
from copywriter.formats.lexicon import Field
from copywriter.records import ProductFacts

MAX_QUOTE = 140
MAX_PROPOSALS = 25


@dataclass(frozen=True, slots=True)
class Proposal:
    """One fact that the shop's own words state. `quote` is an exact stretch of the field; `start` and `end` are where
    the telling words stand inside the quote (code points, end exclusive)."""

    name: str
    value: str
    quote: str
    field: Field
    start: int
    end: int


def propose(product: ProductFacts, own_text: str = "", tags: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """Facts that the product's texts state and its facts do not, at most one for a name: pairs ("Shape: Rectangle"),
    then words, then measures. What differs between variants is never proposed for the product."""
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
    groups = [block.also for block in lexicon.blocks()] + [also for *_, also in measures.NAMES.values()]
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
    "Set content|Shape|Colour|Color|Pattern|Material|Fabric|Suitable For|Suitable for|Size|Length|Width|Height|Depth|"
    "Diameter|Weight|Volume|Capacity|Neck|Neckline|Sleeve|Opening|Print|Fit|Feature|Style|Type|Composition|Warranty|"
    "Dimensions|Origin|Care|Back style|Top notes|"
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


def _words(fields: Sequence[tuple[Field, str]], language: str, stated: set[str]) -> Iterator[Proposal]:
    for reading in lexicon.find(fields, language, stated):
        yield _proposal(reading.name, reading.value, reading.text, reading.field, reading.start, reading.end)


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
