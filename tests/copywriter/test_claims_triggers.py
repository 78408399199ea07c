"""A pattern left out because its literal is absent must not have matched: speed may not cost a finding."""

from __future__ import annotations

import re

from copywriter.checks.alternation import needed
from copywriter.checks.claims.commerce import CUES
from copywriter.checks.claims.triggers import Triggers
from copywriter.knowledge.benefits import all_benefits


def test_literals_are_needed_by_every_match() -> None:
    parse = re._parser.parse
    assert needed(parse(r"keeps? (?:\w+ ){1,3}warm")) == {"keep"}
    assert needed(parse(r"\b(?:on sale|clearance)\b")) == {"on sale", "clearance"}
    assert needed(parse(r"\d+|warm")) is None


def test_triggers_find_what_plain_search_finds() -> None:
    patterns = [(p.lower(), b.id) for b in all_benefits() for p in (*b.en, *b.zh)] + [
        (c.pattern.pattern, c.rule) for c in CUES
    ]
    triggers = Triggers(patterns)
    words = [re.sub(r"\\[bswd]|[()?:|\[\]{}^$*+.]", " ", p) for p, _ in patterns]
    text = " ".join(words).lower()
    plain = {(name, m.span()) for p, name in patterns for m in re.finditer(p, text)}
    assert {(name, m.span()) for m, name in triggers.matches(text)} == plain
    assert len(plain) > 300
