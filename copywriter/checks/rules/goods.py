"""What class of goods a product is, as the laws divide them: health food, cosmetic, medicine, device, food, toy …
Knows only the words of rules/goods.yaml; where nothing shows a class, the goods are ordinary."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import regex
import yaml

from copywriter.records import ProductFacts

_FILE = Path(__file__).resolve().parents[2] / "rules" / "goods.yaml"
_TELLING_FACTS = regex.compile(
    r"批准|备案|注册证|许可|类型|类别|品类|category|type|approval|licen[cs]e", regex.IGNORECASE
)


@lru_cache(maxsize=1)
def _signs() -> dict[str, regex.Pattern[str]]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: regex.compile("|".join(parts), regex.IGNORECASE) for name, parts in rows.items()}


def all_classes() -> tuple[str, ...]:
    return tuple(_signs())


@lru_cache(maxsize=4096)
def classes_of(product: ProductFacts) -> frozenset[str]:
    """All classes that the product's category, title, and approval or type facts show."""
    facts = (f"{f.name} {f.value}" for f in product.facts if _TELLING_FACTS.search(f.name))
    text = "\n".join((product.category, product.title, *facts))
    found = {name for name, signs in _signs().items() if signs.search(text)} if text.strip() else set()
    if "wine_ware" in found:
        found.discard("alcohol")
    if "health_food" in found or "infant_food" in found:
        found.add("food")
    return frozenset(found)
