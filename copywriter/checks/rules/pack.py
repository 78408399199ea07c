"""What a rule pack is: the frozen records of packs, rules, exceptions and examples.
Knows no file, no text and no match; loading.py makes these from YAML or an admin's own dict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from copywriter.records import LANGUAGES, Severity


class PackInvalid(ValueError):
    """A pack cannot be used: the message names the pack, the rule and what is wrong with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Exemption:
    """When a rule does not apply. With `pattern` or `test` it is seen by itself; with `evidence` a document shows it;
    with neither it is for a person to choose. `words` is what a reviewer reads, in the pack's languages."""

    id: str
    words: Mapping[str, str]
    pattern: regex.Pattern[str] | None = None
    scope: str = "hit"
    test: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A sentence with what the rule must say to it; `exception` names the exception that lets a passing one pass."""

    text: str
    hit: bool
    exception: str = ""
    product: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    channel: str = "web"
    kind: str = "description"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One thing that a law or a platform forbids or asks for, and how it is found."""

    id: str
    family: str
    article: str
    authority: str
    penalty: str
    source: str
    severity: Severity
    reason: Mapping[str, str]
    suggestion: Mapping[str, str]
    settled_by: str
    evidence: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    channels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    not_goods: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    pattern: regex.Pattern[str] | None = None
    detector: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    fact_names: regex.Pattern[str] | None = None
    fact_values: regex.Pattern[str] | None = None
    exceptions: tuple[Exemption, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A set of rules with one origin and one version. `channel` is set for a platform's pack, `market` for a law's."""

    id: str
    version: str
    title: Mapping[str, str]
    market: str
    channel: str
    effective: str
    authority: str
    source: str
    rules: tuple[Rule, ...]

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a page shows of a pack before anybody opens it."""

    id: str
    version: str
    title: Mapping[str, str]
    market: str
    channel: str
    effective: str
    authority: str
    source: str
    rules: int


def info_of(pack: Pack) -> PackInfo:
    return PackInfo(
        pack.id,
        pack.version,
        pack.title,
        pack.market,
        pack.channel,
        pack.effective,
        pack.authority,
        pack.source,
        len(pack.rules),
    )
