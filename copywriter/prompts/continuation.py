"""The prompt for a plain language model such as GPT-2: a product sheet, then the opening of the text to go on with.
Knows no engine and no check; values are spelled by the model, so the checks hold them to the facts."""

from __future__ import annotations

import re

from copywriter.prompts.fencing import MAX_INSTRUCTION, MAX_TITLE, one_line, shown_facts
from copywriter.records import LENGTH_BANDS, Brief, Prompt

_LABELS = {
    "en": {
        "title": "Product",
        "category": "Category",
        "brand": "Brand",
        "audience": "For",
        "occasion": "Occasion",
        "keywords": "Keywords",
        "example": "Example",
        "note": "Note",
    },
    "zh-Hans": {
        "title": "商品",
        "category": "类目",
        "brand": "品牌",
        "audience": "人群",
        "occasion": "场合",
        "keywords": "关键词",
        "example": "范例",
        "note": "要求",
    },
}
_LEAD = {
    "en": {
        "description": "{tone} product description in {words} words:",
        "recommendation": "{tone} recommendation in {words} words, telling {audience} why this product suits them:",
        "marketing": "{tone} marketing copy in {words} words, with a hook, a reason and a call to act:",
    },
    "zh-Hans": {
        "description": "{tone}商品描述（{words}字）：",
        "recommendation": "{tone}推荐语（{words}字），写给{audience}：",
        "marketing": "{tone}营销文案（{words}字），有亮点、有理由、有号召：",
    },
}
_TONES = {
    "en": {"plain": "Clear", "warm": "Warm", "playful": "Playful", "premium": "Refined", "urgent": "Direct"},
    "zh-Hans": {"plain": "平实的", "warm": "温暖的", "playful": "俏皮的", "premium": "质感的", "urgent": "干脆的"},
}
_READERS = {"en": "shoppers", "zh-Hans": "顾客"}

#: A new sheet or a new heading begins: the answer is over.
_NEXT_SHEET = re.compile(
    r"\n\s*\n|\n(?:Product|Category|Brand|For|Keywords|Example|Note|商品|类目|品牌|人群|关键词|范例|要求)\s*[:：]"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*(?=\s|$)|[。！？…][”’）]*")


class ContinuationStyle:
    """A product sheet, blank line, the heading of the text; the model goes on."""

    name = "continuation"

    def render(self, brief: Brief) -> Prompt:
        label, colon = _LABELS[brief.language], "：" if brief.language == "zh-Hans" else ": "
        product = brief.product
        rows = [(label["title"], one_line(product.title, MAX_TITLE))]
        rows += [
            (label["category"], one_line(product.category, MAX_TITLE)),
            (label["brand"], one_line(product.brand, MAX_TITLE)),
        ]
        rows += [(fact.name, fact.value) for fact in shown_facts(brief)]
        rows += [(label["audience"], one_line(brief.audience, 80)), (label["occasion"], one_line(brief.occasion, 80))]
        rows += [(label["keywords"], one_line(", ".join(brief.keywords + brief.voice.preferred), 200))]
        rows += [(label["note"], one_line(brief.instruction, MAX_INSTRUCTION))]
        rows += [
            (label["example"], one_line(text, MAX_INSTRUCTION)) for text in (brief.examples + brief.voice.samples)[:2]
        ]
        sheet = "\n".join(f"{name}{colon}{value}" for name, value in rows if value)
        low, high = LENGTH_BANDS[brief.language][brief.length]
        lead = _LEAD[brief.language][brief.kind].format(
            tone=_TONES[brief.language][brief.tone],
            words=f"{low}–{high}",
            audience=one_line(brief.audience, 80) or _READERS[brief.language],
        )
        return Prompt(text=f"{sheet}\n\n{lead}\n", stop=("\n\n",))

    def read(self, answer: str, prompt: Prompt, *, partial: bool = False, again: int = 0) -> str:
        """The first paragraph; a sentence that was cut off at the end goes, unless nothing would be left."""
        text = answer.lstrip()
        end = _NEXT_SHEET.search(text)
        text = re.sub(r"\s+", " ", text[: end.start()] if end else text).strip()
        if partial or not text:
            return text
        ends = [m.end() for m in _SENTENCE_END.finditer(text)]
        return text[: ends[-1]] if ends else text
