"""How each channel counts a text: characters, double-width columns or UTF-8 bytes, and where it stops.
Knows no finding; the checks and the live counters on the page both ask here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).resolve().parents[1] / "rules" / "channels.yaml"
UNITS = ("characters", "columns", "bytes")


@dataclass(frozen=True, slots=True)
class Limit:
    """One field of one channel. `over` is the severity past the limit, `least` the fewest that it takes."""

    limit: int
    unit: str
    over: str
    source: str
    trust: str
    least: int = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """`markup`: none, some or any (empty); `emoji` and `links`: the severity of one, empty where they are free."""

    fields: dict[str, Limit]
    markup: str = "any"
    emoji: str = ""
    links: str = ""


@lru_cache(maxsize=1)
def channels() -> dict[str, Channel]:
    """Every channel of rules/channels.yaml."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["channels"]
    return {name: _channel(row) for name, row in rows.items()}


def _channel(row: dict[str, Any]) -> Channel:
    fields = {key: Limit(**value) for key, value in row.items() if isinstance(value, dict)}
    for limit in fields.values():
        if limit.unit not in UNITS:
            raise ValueError(f"channels.yaml: unit {limit.unit!r} must be one of {', '.join(UNITS)}")
    return Channel(fields, **{key: value for key, value in row.items() if isinstance(value, str)})


def limit_of(channel: str, field: str) -> Limit | None:
    """The limit of a field. A kind of copy that the channel has no field for goes into its description. KeyError for an
    unknown channel."""
    fields = channels()[channel].fields
    if field in fields:
        return fields[field]
    return fields.get("description") if field in ("description", "recommendation", "marketing") else None


def measure(text: str, unit: str) -> int:
    """How long a text is in one of UNITS. Columns are what GBK bytes count: 1 for ASCII, 2 for all else (what GBK
    lacks, an emoji, counts 2 as well)."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "columns":
        return sum(1 if c < "\x80" else 2 for c in text)
    return len(text)


def count(text: str, channel: str, field: str) -> tuple[int, int, str]:
    """(used, limit, unit) of `text` in that channel's field; limit 0 where none is known. KeyError for an unknown
    channel. Fields: title, description, recommendation, marketing, and the channel's own (bullet, search_terms,
    subtitle, meta_title, meta_description, item_highlights, product_highlight)."""
    limit = limit_of(channel, field)
    if limit is None:
        return len(text), 0, "characters"
    return measure(text, limit.unit), limit.limit, limit.unit
