"""Families of words that many rules share (rules/words.yaml): <<name>> in a pattern or among triggers stands for all.
Knows no rule and no text; a name that words.yaml lacks is refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
import yaml

from copywriter.checks.rules.pack import PackInvalid

FILE = Path(__file__).resolve().parents[2] / "rules" / "words.yaml"
_MENTION = regex.compile(r"<<([a-z_]+)>>")
_LISTS = ("triggers", "terms", "pattern")


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[str, ...]]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: tuple(str(word) for word in words) for name, words in rows.items()}


def spelled_out(node: Any, key: str = "") -> Any:
    """A pack as YAML gave it, with every <<name>> written out: joined by "or", longest first, inside a pattern; one by
    one where an item of a list is nothing else. Lists in lists (an alias beside words) become one. Raises
    PackInvalid."""
    if isinstance(node, Mapping):
        return {k: spelled_out(v, str(k)) for k, v in node.items()}
    if isinstance(node, list):
        parts = [spelled_out(item, key) for item in node]
        return [p for part in parts for p in (part if isinstance(part, list) else [part])] if key in _LISTS else parts
    if not isinstance(node, str) or "<<" not in node:
        return node
    if key in ("triggers", "terms") and (whole := _MENTION.fullmatch(node)):
        return list(_family(whole[1]))
    return _MENTION.sub(lambda m: "|".join(map(regex.escape, sorted(_family(m[1]), key=len, reverse=True))), node)


def _family(name: str) -> tuple[str, ...]:
    if name not in families():
        raise PackInvalid(f"words.yaml has no family {name!r}")
    return families()[name]
