"""How a rule pack is read, from YAML or from an admin's own dict, and held to its schema.
Knows no text and no match; a pack that passes here cannot fail later for its shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from copywriter.checks.rules.pack import Example, Exemption, Pack, PackInvalid, Rule
from copywriter.records import CHANNELS, KINDS, LANGUAGES, MARKETS

SEVERITIES = ("block", "warn", "note")
SETTLED_BY = ("rewrite", "fact", "evidence", "reason")
#: The document types of the evidence locker.
EVIDENCE_TYPES = ("test_report", "patent", "certificate", "award", "licence", "sales_figures", "other")
#: Where an exception's pattern is looked for: over the hit itself, in its clause, its sentence, or the whole text.
SCOPES = ("hit", "clause", "sentence", "text")
KINDS_AND_TITLE = (*KINDS, "title")

_PACK_KEYS = {
    "id",
    "version",
    "title",
    "market",
    "channel",
    "effective",
    "authority",
    "source",
    "penalty",
    "languages",
    "words",
    "rules",
    "exceptions",
    "article",
    "severity",
    "settled_by",
    "reason",
    "suggestion",
}
_RULE_KEYS = {
    "id",
    "family",
    "article",
    "authority",
    "penalty",
    "source",
    "severity",
    "reason",
    "suggestion",
    "settled_by",
    "evidence",
    "languages",
    "channels",
    "kinds",
    "goods",
    "not_goods",
    "terms",
    "triggers",
    "pattern",
    "detector",
    "options",
    "fact_names",
    "fact_values",
    "exceptions",
    "examples",
}
_EXEMPTION_KEYS = {"id", "words", "pattern", "scope", "test", "evidence"}


def load_pack(data: Mapping[str, Any]) -> Pack:
    """Reads a pack and holds it to the schema. What stands at the top (article, severity, penalty, reason …) serves
    every rule that does not say its own; `exceptions` at the top are shared, a rule names them by id.
    An admin's shortest pack: {"id", "version", "rules": [{"id", "terms": ["word", …]}]}. Raises PackInvalid."""
    if not isinstance(data, Mapping):
        raise PackInvalid("a pack must be an object with id, version and rules")
    pack_id = data.get("id")
    if not isinstance(pack_id, str) or not regex.fullmatch(r"[a-z][a-z0-9_]{1,40}", pack_id):
        raise PackInvalid(f"pack id {pack_id!r} must be small letters, digits and _")
    reader = _Reader(pack_id)
    reader.known(data, _PACK_KEYS, "")
    market, channel = str(data.get("market") or ""), str(data.get("channel") or "")
    reader.one_of(market, ("", *MARKETS), "market")
    reader.one_of(channel, ("", *CHANNELS), "channel")
    shared = {row["id"]: row for row in reader.rows(data.get("exceptions"), "exceptions")}
    rows = reader.rows(data.get("rules"), "rules")
    if not rows:
        raise PackInvalid(f"{pack_id}: a pack needs at least one rule")
    rules = tuple(reader.rule(row, data, shared) for row in rows)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise PackInvalid(f"{pack_id}: rule {rule.id} stands twice")
        seen.add(rule.id)
    return Pack(
        id=pack_id,
        version=str(data.get("version") or "1"),
        title=reader.words(data.get("title") or pack_id, "title"),
        market=market,
        channel=channel,
        effective=str(data.get("effective") or ""),
        authority=str(data.get("authority") or ""),
        source=str(data.get("source") or ""),
        rules=rules,
    )


class _Reader:
    """Reads parts of one pack; every refusal names the pack and the place."""

    def __init__(self, pack_id: str) -> None:
        self.pack_id = pack_id

    def fail(self, place: str, problem: str) -> PackInvalid:
        return PackInvalid(": ".join(part for part in (self.pack_id, place, problem) if part))

    def known(self, row: Mapping[str, Any], keys: set[str], place: str) -> None:
        if unknown := sorted(set(row) - keys):
            raise self.fail(place, f"unknown key {', '.join(map(str, unknown))}")

    def one_of(self, value: str, allowed: tuple[str, ...], place: str) -> str:
        if value not in allowed:
            raise self.fail(place, f"{value!r} must be one of {', '.join(a or 'empty' for a in allowed)}")
        return value

    def rows(self, value: Any, place: str) -> list[Mapping[str, Any]]:
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(row, Mapping) and row.get("id") for row in value):
            raise self.fail(place, "must be a list of objects, each with an id")
        return value

    def names(self, value: Any, place: str, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
        if value is None:
            return ()
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, (list, tuple)) or not all(isinstance(v, str) and v.strip() for v in values):
            raise self.fail(place, "must be a word or a list of words")
        for one in values if allowed else ():
            self.one_of(one, allowed, place)
        return tuple(values)

    def words(self, value: Any, place: str) -> Mapping[str, str]:
        """One text for all languages, or one a language."""
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value)
        if isinstance(value, Mapping) and value and set(value) <= set(LANGUAGES):
            first = next(iter(value.values()))
            return {language: str(value.get(language, first)) for language in LANGUAGES}
        raise self.fail(place, f"must be text, or text by language ({', '.join(LANGUAGES)})")

    def pattern(self, value: Any, place: str) -> regex.Pattern[str] | None:
        """A regular expression, or a list joined by "or". Matches the text with case folded away."""
        if value is None:
            return None
        parts = self.names(value, place)
        try:
            compiled = regex.compile("|".join(f"(?:{part})" for part in parts), regex.IGNORECASE)
        except regex.error as error:
            raise self.fail(place, f"is no regular expression: {error}") from error
        if compiled.match(""):
            raise self.fail(place, "matches the empty text")
        return compiled

    def exemption(self, row: Mapping[str, Any], place: str) -> Exemption:
        self.known(row, _EXEMPTION_KEYS, place)
        place = f"{place} {row['id']}"
        return Exemption(
            id=str(row["id"]),
            words=self.words(row.get("words"), f"{place} words"),
            pattern=self.pattern(row.get("pattern"), f"{place} pattern"),
            scope=self.one_of(str(row.get("scope") or "hit"), SCOPES, f"{place} scope"),
            test=str(row.get("test") or ""),
            evidence=self.names(row.get("evidence"), f"{place} evidence", EVIDENCE_TYPES),
        )

    def rule(self, row: Mapping[str, Any], pack: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]) -> Rule:
        place = f"rule {row['id']}"
        self.known(row, _RULE_KEYS, place)

        def inherited(key: str, default: Any = "") -> Any:
            return row[key] if key in row else pack.get(key, default)

        terms = self.names(row.get("terms"), f"{place} terms")
        pattern = self.pattern(row.get("pattern"), f"{place} pattern")
        detector = str(row.get("detector") or "")
        if not (terms or pattern or detector):
            raise self.fail(place, "needs terms, a pattern or a detector")
        triggers = self.names(row.get("triggers"), f"{place} triggers")
        exemptions = []
        for item in row.get("exceptions") or ():
            if isinstance(item, str) and item not in shared:
                raise self.fail(place, f"exception {item} is not among the pack's exceptions")
            exemptions.append(self.exemption(shared[item] if isinstance(item, str) else item, place))
        title = ", ".join(terms[:3]) or str(row["id"])
        return Rule(
            id=str(row["id"]),
            family=str(row.get("family") or row["id"]),
            article=str(inherited("article")),
            authority=str(inherited("authority")),
            penalty=str(inherited("penalty")),
            source=str(inherited("source")),
            severity=self.one_of(str(inherited("severity", "warn")), SEVERITIES, f"{place} severity"),  # type: ignore[arg-type]
            reason=self.words(
                inherited("reason")
                or {
                    "en": f"The shop's own rule “{title}” does not allow this.",
                    "zh-Hans": f"店铺自定规则“{title}”不允许这样写。",
                },
                f"{place} reason",
            ),
            suggestion=self.words(
                inherited("suggestion") or {"en": "Leave it out.", "zh-Hans": "建议删去。"}, f"{place} suggestion"
            ),
            settled_by=self.one_of(str(inherited("settled_by", "rewrite")), SETTLED_BY, f"{place} settled_by"),
            evidence=self.names(row.get("evidence"), f"{place} evidence", EVIDENCE_TYPES),
            languages=self.names(inherited("languages", LANGUAGES), f"{place} languages", LANGUAGES),
            channels=self.names(row.get("channels"), f"{place} channels", CHANNELS),
            kinds=self.names(row.get("kinds"), f"{place} kinds", KINDS_AND_TITLE),
            goods=self.names(row.get("goods"), f"{place} goods"),
            not_goods=self.names(row.get("not_goods"), f"{place} not_goods"),
            terms=terms,
            triggers=triggers,
            pattern=pattern,
            detector=detector,
            options=dict(row.get("options") or {}),
            fact_names=self.pattern(row.get("fact_names"), f"{place} fact_names"),
            fact_values=self.pattern(row.get("fact_values"), f"{place} fact_values"),
            exceptions=tuple(exemptions),
            examples=self._examples(row.get("examples"), place, {e.id for e in exemptions}),
        )

    def _examples(self, value: Any, place: str, exemption_ids: set[str]) -> tuple[Example, ...]:
        """{"hit": [text or {text, …}], "pass": [{text, exception, …}]}"""
        examples = []
        for side in ("hit", "pass"):
            for item in (value or {}).get(side) or ():
                row = {"text": item} if isinstance(item, str) else dict(item)
                try:
                    example = Example(hit=side == "hit", **row)
                except TypeError as error:
                    raise self.fail(place, f"example {row}: {error}") from error
                if example.exception and example.exception not in exemption_ids:
                    raise self.fail(place, f"example names the exception {example.exception}, which the rule lacks")
                examples.append(example)
        return tuple(examples)
