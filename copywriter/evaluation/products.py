"""Products to write for: real ones from published files, and invented ones with names and values that no passage knows.
Reads facts only, never a merchant's text; knows no engine."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml

from copywriter.formats import UnreadableFile, read_products
from copywriter.knowledge.families import all_families, family_names
from copywriter.knowledge.sayable import sayable_facts
from copywriter.ranking import size
from copywriter.records import Fact, ProductFacts

_WORDS = Path(__file__).with_name("invented.yaml")
_RANGE = re.compile(r"<(\d+)-(\d+)>")


def data_folder() -> Path | None:
    """Where the real files lie: $COUNTERSIGN_DATA, or ../shared/data beside the repository; None for neither."""
    named = os.environ.get("COUNTERSIGN_DATA")
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    for folder in (Path(named) if named else None, beside):
        if folder and folder.is_dir():
            return folder
    return None


def real_products(folder: Path, language: str, least_facts: int = 3) -> list[ProductFacts]:
    """Products of one language with at least so many facts worth saying, from every readable table of the folder."""
    found: list[ProductFacts] = []
    for path in sorted([*folder.glob("*/*.csv"), *folder.glob("*/*.xml")]):
        try:
            rows = [row.facts for row in read_products(path) if hasattr(row, "facts")]
        except UnreadableFile:
            continue
        found += [p for p in rows if p.language == language and len(sayable_facts(p)) >= least_facts]
    return found


#: Length of a shop's own text beside which a house text can stand: words in English, characters in Chinese.
_OWN = {"en": (25, 120), "zh-Hans": (40, 220)}


def described_products(folder: Path, language: str, least_facts: int = 3) -> list[tuple[ProductFacts, str]]:
    """Products of one language with the shop's own description, where that is about as long as a house text."""
    found: list[tuple[ProductFacts, str]] = []
    low, high = _OWN[language]
    for path in sorted([*folder.glob("*/*.csv"), *folder.glob("*/*.xml")]):
        try:
            rows = [row for row in read_products(path) if hasattr(row, "facts")]
        except UnreadableFile:
            continue
        for row in rows:
            long_enough = low <= size(row.own_text, language) <= high
            if row.facts.language == language and long_enough and len(sayable_facts(row.facts)) >= least_facts:
                found.append((row.facts, row.own_text))
    return found


def facts_line(product: ProductFacts) -> str:
    """What a reader of two texts is told of their product: its title, and the facts worth saying."""
    facts = "; ".join(f"{f.name}: {f.value}" for f in sayable_facts(product))
    return f"{product.title} ({facts})"


class Inventor:
    """Draws products of one language: of families that have passages, and of things that have none. A drawn product
    has the attributes of its sort of thing, in plausible ranges: new in every name, and no nonsense to a reader."""

    def __init__(self, language: str, random: Random) -> None:
        rows = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
        self.language, self.random = language, random
        self.words = rows["zh" if language.startswith("zh") else "en"]
        self.sorts: list[dict] = list(self.words["sorts"].values())

    def products(self, *, known: bool) -> Iterator[ProductFacts]:
        """Products without end; `known`: of a family that families.yaml names."""
        while True:
            yield self.product(known=known)

    def product(self, *, known: bool, category: str = "") -> ProductFacts:
        """One product of a category, or of one drawn. Raises KeyError for a category that stands in no sort."""
        rng = self.random
        category = category or self._category(known)
        sort = self._sort(category)
        values: dict[str, list[str]] = sort["values"]
        names = rng.sample(list(values), rng.randint(3, 7))
        facts = [Fact(name, self._value(values[name])) for name in names]
        odd: dict[str, list[str]] = sort["odd"]
        facts += [Fact(name, self._value(odd[name])) for name in list(odd)[: rng.choice((0, 0, 1, 2))]]
        if rng.random() < 0.6:
            facts.append(Fact(self.words["sku"], f"{rng.randint(10**6, 10**7)}"))
        rng.shuffle(facts)
        brand = self._coined()
        title = self.words["title"].format(brand=brand, coined=self._coined(), thing=category, code=self._code())
        return ProductFacts(
            sku=self._code(), title=title, category=category, brand=brand, language=self.language, facts=tuple(facts)
        )

    def _category(self, known: bool) -> str:
        if known:
            return self.random.choice(family_names(self.random.choice(all_families()), self.language))
        return self.random.choice(self.random.choice(self.sorts)["unknown"])

    def _sort(self, category: str) -> dict:
        for sort in self.sorts:
            if category in sort["unknown"] or any(category in family_names(f, self.language) for f in sort["families"]):
                return sort
        raise KeyError(category)

    def _value(self, values: list[str]) -> str:
        text = self.random.choice(values).replace("%C", self._code()).replace("%N", self._coined())
        return _RANGE.sub(lambda m: str(self.random.randint(int(m[1]), int(m[2]))), text)

    def _coined(self) -> str:
        """A name that stands in no dictionary."""
        if self.language.startswith("zh"):
            return "".join(self.random.choices("栖屿澄禾朴砚岚沐青野拾光羽木石溪", k=2))
        rng = self.random
        syllables = [
            rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") + rng.choice(("", "n", "r", "l")) for _ in range(2)
        ]
        return "".join(syllables).capitalize()

    def _code(self) -> str:
        rng = self.random
        return (
            "".join(rng.choices(string.ascii_uppercase, k=2)) + f"-{rng.randint(10, 999)}" + rng.choice(("", "B", "X"))
        )
