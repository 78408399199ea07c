"""What stands around a hit: its clause, its sentence, names and quotation marks, the product and its documents.
Knows no rule; it answers the questions by which an exception tells a name or a tip from a claim."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import regex

from copywriter.checks.rules.goods import classes_of
from copywriter.checks.script import traditional
from copywriter.records import Evidence, ProductFacts

#: One mark first, so that the search is for a set of characters; a point ends a sentence only before white space.
_SENTENCE_END = re.compile(r"[。！？!?；;\n\r.](?:(?<!\.)[。！？!?；;\n\r]*|(?<=\.)(?=\s|$))")
_CLAUSE_END = regex.compile(r"[。！？!?；;\n\r，,：:—|]+|\.(?=\s|$)|\s[-–]\s")
_NAME_FACTS = regex.compile(
    r"^(?:brand|series|collection|model|model name|product name|trade ?mark|style name|author|title|"
    r"品牌|系列|型号|品名|产品名称|商标|专利名称|款式名称|作者|书名|课程名称)$",
    regex.IGNORECASE,
)
_MARKED_NAME = regex.compile(r"《[^》]{1,40}》|[\p{L}\p{N}’'·-]{1,30}(?: [\p{Lu}][\p{L}\p{N}’'-]*){0,3}\s?[®™]")
_NEGATION = regex.compile(
    r"(?:不是|并非|绝非|没有|不含|不具|不敢说|不承诺|不做|不说|不写|不用于|不能|不可|不得|不属于|不作|无法|无需|从不|不会|不宣称|不代表|请勿|切勿|谢绝|没人|谁也没)"
    r"[^，。；！？]{0,12}$|"
    r"\b(?:not|no|never|without|isn't|aren't|doesn't|don't|does not|do not|cannot|can't|nor|neither|rather than)\b"
    r"[^.;!?]{0,40}$|\b(?:nothing|nobody|no one|few things) $",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1)
def _folds() -> dict[int, int]:
    """Full-width forms to half-width and traditional characters to simplified, each one to one so that offsets hold."""
    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
    table[0x3000] = 0x20
    table[0x2019] = 0x27
    table[0x17F] = ord("s")  # the long s, which a pattern would take for one
    table.update(traditional())
    # Characters that stay as they are stand in the table too: one that it lacks costs an exception, ten times as much.
    for start, stop in ((0, 0x80), (0x3000, 0x3020), (0x4E00, 0xA000), (0xFF01, 0xFF5F)):
        table |= {code: code for code in range(start, stop) if code not in table}
    return table


def fold(text: str) -> str:
    """Lower case, half width, simplified; as long as `text`, so that offsets into one are offsets into the other."""
    text = text.translate(_folds())
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass
class Context:
    """One text under check, with everything a rule may ask about it."""

    text: str
    product: ProductFacts
    language: str
    market: str
    channel: str
    kind: str
    evidence: Sequence[Evidence] = ()
    others: Sequence[str] = ()
    today: date | None = None
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.folded = fold(self.text)

    @cached_property
    def goods(self) -> frozenset[str]:
        return classes_of(self.product)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(m.end() for m in _SENTENCE_END.finditer(self.folded))]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [0, *(m.end() for m in _CLAUSE_END.finditer(self.folded))]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        return _around(self._sentence_starts, start, end, len(self.folded))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        return _around(self._clause_starts, start, end, len(self.folded))

    @cached_property
    def _names(self) -> list[tuple[int, int]]:
        """Spans of registered names: the brand, model and series of the product, 《titles》 and names marked ® or ™."""
        marked = any(mark in self.text for mark in "《®™")
        spans = [m.span() for m in _MARKED_NAME.finditer(self.text)] if marked else []
        names = [self.product.brand, *(f.value for f in self.product.facts if _NAME_FACTS.match(f.name.strip()))]
        if "book" in self.goods:
            names.append(self.product.title)
        for name in {fold(n.strip()) for n in names}:
            start = self.folded.find(name) if len(name) > 1 else -1
            while start >= 0:
                spans.append((start, start + len(name)))
                start = self.folded.find(name, start + len(name))
        return spans

    @cached_property
    def fact_text(self) -> str:
        """Every fact's value, folded, one a line: for tests that ask whether the merchant states the words of a hit."""
        return fold("\n".join(f.value for f in self.product.facts))

    def documents(self, types: Sequence[str], start: int, end: int) -> bool:
        """Whether a document of one of these types, in force today, bears on the sentence of the hit: its scope is
        empty or shares a word with the sentence, or its number stands there. Without `today` no date is judged."""
        left, right = self.sentence(start, end)
        sentence = self.folded[left:right]
        for item in self.evidence:
            expired = self.today and item.valid_until and item.valid_until < self.today.isoformat()
            if item.type not in types or expired:
                continue
            scope, number = fold(item.scope), fold(item.number)
            if scope in sentence or (number and number in sentence) or _share_words(scope, sentence):
                return True
        return False


def _around(starts: list[int], start: int, end: int, length: int) -> tuple[int, int]:
    left = starts[bisect_right(starts, start) - 1]
    after = bisect_right(starts, max(start, end - 1))
    return left, starts[after] if after < len(starts) else length


_WORD = regex.compile(r"[a-z][a-z'-]{3,}|[\u3400-\u9fff]{2,}")
_DULL = frozenset(
    {
        "this",
        "that",
        "with",
        "from",
        "product",
        "products",
        "test",
        "report",
        "certificate",
        "award",
        "patent",
        "item",
        "claim",
        "claims",
        "made",
        "产品",
        "商品",
        "本品",
        "报告",
        "证书",
        "证明",
        "检测",
        "我们",
    }
)


def _share_words(scope: str, sentence: str) -> bool:
    for match in _WORD.finditer(scope):
        word = match.group()
        if word[0] < "\u3400":
            if word not in _DULL and word in sentence:
                return True
        elif any(word[i : i + 2] in sentence and word[i : i + 2] not in _DULL for i in range(len(word) - 1)):
            return True
    return False


def in_name(context: Context, start: int, end: int) -> bool:
    """The hit lies inside a registered name."""
    return any(a <= start and end <= b for a, b in context._names)


def negated(context: Context, start: int, end: int) -> bool:
    """The clause denies it: "not the best", "并非药品"."""
    left, _ = context.clause(start, end)
    return bool(_NEGATION.search(context.folded[left:start]))


def in_fact(context: Context, start: int, end: int) -> bool:
    """The merchant states the very words as a fact."""
    return context.folded[start:end] in context.fact_text


def in_title(context: Context, start: int, end: int) -> bool:
    """The very words stand in the product's own title: what the thing is called."""
    return context.folded[start:end] in fold(context.product.title)


TESTS: dict[str, Callable[[Context, int, int], bool]] = {
    "in_name": in_name,
    "negated": negated,
    "in_fact": in_fact,
    "in_title": in_title,
}
