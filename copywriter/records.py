"""The nouns of the library: frozen records that pass between its rooms.
Knows no engine, no prompt and no rule; only shapes, and how they read from and write to JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["description", "recommendation", "marketing", "title"]
Language = Literal["en", "zh-Hans"]
Market = Literal["CN", "EU", "US"]
Severity = Literal["block", "warn", "note"]
Verdict = Literal["supported", "inferred", "contradicted", "unsupported", "opinion"]

KINDS: tuple[str, ...] = ("description", "recommendation", "marketing")
LANGUAGES: tuple[str, ...] = ("en", "zh-Hans")
TONES: tuple[str, ...] = ("plain", "warm", "playful", "premium", "urgent")
LENGTHS: tuple[str, ...] = ("short", "medium", "long")
CHANNELS: tuple[str, ...] = ("web", "google", "amazon", "ebay", "shopify", "taobao", "jd")
MARKETS: tuple[str, ...] = ("CN", "EU", "US")

#: Inclusive bands. English counts words, Chinese counts characters (white space not counted).
LENGTH_BANDS: dict[str, dict[str, tuple[int, int]]] = {
    "en": {"short": (1, 30), "medium": (45, 90), "long": (110, 180)},
    "zh-Hans": {"short": (1, 50), "medium": (80, 160), "long": (200, 350)},
}


def default_market(language: str) -> str:
    """CN for Chinese, US for English: the markets that `write` and `check` assume when none is named."""
    return "CN" if language == "zh-Hans" else "US"


class InvalidRecord(ValueError):
    """A record could not be read: the message names the field and what it should have been."""


def _require(value: Any, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise InvalidRecord(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One name and value, as the merchant's file or page states it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Variant:
    """What differs between the variants of one product. Copy must not state one variant's value for all."""

    facts: tuple[Fact, ...] = ()
    sku: str = ""


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """All that may be said of one product."""

    sku: str = ""
    title: str = ""
    category: str = ""
    brand: str = ""
    price: str = ""
    currency: str = ""
    language: str = "en"
    facts: tuple[Fact, ...] = ()
    variants: tuple[Variant, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ProductFacts:
        """Reads the product line of the shell contract. Raises InvalidRecord naming the field at fault."""
        if not isinstance(data, Mapping):
            raise InvalidRecord("a product must be a JSON object")
        language = str(data.get("language") or "en")
        _require(language, LANGUAGES, "language")
        return cls(
            **{key: _text(data, key) for key in ("sku", "title", "category", "brand", "price", "currency")},
            language=language,
            facts=_facts(data.get("facts") or ()),
            variants=tuple(
                Variant(facts=_facts(v.get("facts") or ()), sku=_text(v, "sku")) for v in data.get("variants") or ()
            ),
        )

    def to_dict(self) -> dict[str, Any]:
        data = asdict(self)
        data["facts"] = [asdict(f) for f in self.facts]
        data["variants"] = [asdict(v) for v in self.variants]
        return data

    def digest(self) -> str:
        """SHA-256 (hex) over everything that copy can rest on; equal products have equal digests."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, (str, int, float)):
        return str(value)
    raise InvalidRecord(f"{key} must be text")


def _facts(rows: Any) -> tuple[Fact, ...]:
    try:
        return tuple(Fact(name=str(row["name"]), value=str(row["value"])) for row in rows)
    except (TypeError, KeyError) as error:
        raise InvalidRecord('facts must be a list of {"name", "value"} objects') from error


@dataclass(frozen=True, slots=True)
class VoiceSample:
    """How a shop sounds: its words, and lines that it wrote or approved."""

    tone: str = ""
    preferred: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the engine draws. `max_length` is new tokens a candidate (0: by the length asked for)."""

    n: int = 5
    temperature: float = 0.7
    top_k: int = 50
    top_p: float = 1.0
    max_length: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.n <= 20:
            raise InvalidRecord("n must be between 1 and 20")
        if not 0.0 <= self.temperature <= 2.0:
            raise InvalidRecord("temperature must be between 0 and 2")
        if not 0 <= self.max_length <= 1024:
            raise InvalidRecord("max_length must be between 0 and 1024 tokens")


@dataclass(frozen=True, slots=True)
class Brief:
    """One ask: this product, this kind of text, said this way."""

    product: ProductFacts
    kind: str = "description"
    language: str = "en"
    tone: str = "plain"
    length: str = "medium"
    audience: str = ""
    occasion: str = ""
    channel: str = "web"
    market: str = ""
    leading: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    instruction: str = ""
    examples: tuple[str, ...] = ()
    voice: VoiceSample = field(default_factory=VoiceSample)
    previous: str = ""
    sampling: Sampling = field(default_factory=Sampling)

    def __post_init__(self) -> None:
        _require(self.kind, KINDS, "kind")
        _require(self.language, LANGUAGES, "language")
        _require(self.tone, TONES, "tone")
        _require(self.length, LENGTHS, "length")
        _require(self.channel, CHANNELS, "channel")
        if not self.market:
            object.__setattr__(self, "market", default_market(self.language))
        _require(self.market, MARKETS, "market")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What an engine is given: one string, or chat messages where the engine chats.
    `plan` belongs to the prompt style that made it (how an answer becomes a text); engines pass it by."""

    text: str = ""
    messages: tuple[dict[str, str], ...] = ()
    stop: tuple[str, ...] = ()
    plan: Any = None


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer as the engine gave it. `logprob` is the mean natural-log probability a token, where known."""

    text: str
    tokens: int = 0
    logprob: float | None = None
    finish: str = "stop"  # stop | length | cancelled


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a span of the text. Offsets are code points; end is exclusive.
    `suggestion` is advice in words; `replacement`, where there is one, can stand in the span's place as it is."""

    rule: str
    severity: Severity
    start: int
    end: int
    reason: str
    suggestion: str = ""
    settled_by: str = "rewrite"  # rewrite | fact | evidence | reason
    replacement: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What one claim (or one sentence that makes none) rests on.
    `facts` holds indices into ProductFacts.facts, or "title", "category", "brand", "price"."""

    start: int
    end: int
    verdict: Verdict
    facts: tuple[int | str, ...] = ()
    knowledge: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"facts": list(self.facts)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document a merchant holds. `valid_until` is an ISO date or empty (does not expire)."""

    type: str
    scope: str = ""
    number: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks say of one text."""

    findings: tuple[Finding, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()

    @property
    def blocked(self) -> bool:
        return any(f.severity == "block" for f in self.findings)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One text offered to a person. `why` says in codes what set its place: {"coverage": 0.9, "findings": -1, …}."""

    text: str
    score: float = 0.0
    findings: tuple[Finding, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    tokens: int = 0
    logprob: float | None = None
    why: Mapping[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "score": round(self.score, 4),
            "findings": [f.to_dict() for f in self.findings],
            "ledger": [e.to_dict() for e in self.ledger],
            "tokens": self.tokens,
            "logprob": self.logprob,
            "why": dict(self.why),
        }
