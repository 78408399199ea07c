"""The English passages, read by the reader that training uses: roles, kinds, tones, conditions and words.
Knows nothing of how the model learns from them; whether a passage is good prose is an editor's call."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
import yaml

from copywriter.checks.check import check
from copywriter.knowledge.roles import role_name
from copywriter.records import KINDS, TONES, Fact, ProductFacts
from copywriter.training.passages import FOLDER, Family, Passage, Sentence, held_word, read_language

FILES = sorted((FOLDER / "en").glob("*.txt"))
#: Families and passages that were asked for; the files may only grow.
FAMILIES, PASSAGES = 84, 2050
#: What no fact carries, and filler that says nothing. Whole words, case folded.
FORBIDDEN = re.compile(
    r"\b(?:best|perfect\w*|ultimate\w*|must-have|game[- ]chang\w+|look no further|elevate\w*|treat yourself"
    r"|unparalleled|unrivall?ed|world-class|guarantee[sd]?|finest|no\. ?1|number one|cheapest|lowest price"
    r"|discount\w*|on sale|limited time|while stocks? last\w*|only \d+ left|five[- ]star|bestsell\w+|customers love"
    r"|cures?|heals?|therapeutic|antibacterial|hypoallergenic|indestructible|effortless\w*|seamlessly|luxurious\w*"
    r"|timeless\w*|unleash\w*|whether you['’]re|say goodbye|in today['’]s|your everyday)\b",
    re.IGNORECASE,
)
LENGTHS = {"description": (4, 9), "recommendation": (1, 3), "marketing": (2, 4)}


@cache
def families() -> dict[str, Family]:
    errors: list[str] = []
    found = read_language("en", errors=errors)
    assert errors == []
    return found


def passages() -> list[tuple[Family, Passage]]:
    return [(f, p) for f in families().values() for p in f.passages]


def words(sentence: Sentence) -> str:
    """The sentence's own words, slots as {role}."""
    return "".join(p if isinstance(p, str) else "{" + p[1] + "}" for p in sentence.parts)


def test_there_are_enough() -> None:
    assert len(families()) - 1 >= FAMILIES
    assert len(passages()) >= PASSAGES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_holds_one_family_with_all_kinds_and_tones(path) -> None:
    family = families()[path.stem]
    assert family.names
    kinds = Counter(p.kind for p in family.passages)
    assert kinds["description"] >= 11 and kinds["recommendation"] >= 7 and kinds["marketing"] >= 7
    assert {(p.kind, p.tone) for p in family.passages} == {(k, t) for k in KINDS for t in TONES}
    assert len(family.values) >= 6


def test_slots_and_conditions_have_values_in_the_header() -> None:
    wrong = []
    for family, passage in passages():
        for sentence in passage.sentences:
            wrong += [(passage.place, role) for role in sentence.roles if role not in family.values]
            for condition in sentence.conditions:
                values = family.values.get(condition.role, ())
                dead = [w for w in condition.words if not any(w.casefold() in v.casefold() for v in values)]
                if not values or dead:
                    wrong.append((passage.place, condition.role, *dead))
    assert wrong == []


def test_every_condition_can_be_met() -> None:
    """Each conditional sentence is true of some drawn product, by the reading that training uses."""
    wrong = []
    for family, passage in passages():
        for sentence in passage.sentences:
            for condition in sentence.conditions:
                values = family.values.get(condition.role, ())
                if condition.words and not any(held_word(condition, v) for v in values):
                    wrong.append((passage.place, words(sentence)))
    assert wrong == []


def test_first_sentence_is_unconditional_and_the_product_is_named() -> None:
    firsts = [(p.place, p.kind, p.sentences[0], p.sentences) for _, p in passages()]
    assert [place for place, _, first, _ in firsts if first.conditions or first.optional] == []
    assert [place for place, kind, first, _ in firsts if kind == "description" and not first.named] == []
    assert [place for place, _, _, every in firsts if not any(s.named for s in every)] == []


def test_sentences_end_as_sentences() -> None:
    said = [(p.place, words(s)) for _, p in passages() for s in p.sentences]
    assert [(place, text) for place, text in said if not re.search(r"[.?!…][”\"]?$", text)] == []
    assert [(place, text) for place, text in said if re.search(r"!!|\s{2}|\s[.,;:]|,,|\.\.$", text)] == []


def test_no_filler_and_no_claim_without_a_fact() -> None:
    said = [(p.place, words(s)) for _, p in passages() for s in p.sentences]
    assert [(place, hit[0]) for place, text in said if (hit := FORBIDDEN.search(text))] == []


def test_lengths_of_passages() -> None:
    wrong = [
        (p.place, len(p.sentences))
        for _, p in passages()
        if not LENGTHS[p.kind][0] <= len(p.sentences) <= LENGTHS[p.kind][1]
    ]
    assert wrong == []


def test_nothing_is_written_twice() -> None:
    whole = Counter(" | ".join(words(s) for s in p.sentences) for _, p in passages())
    assert [text for text, n in whole.items() if n > 1] == []
    openings = Counter(words(p.sentences[0]) for _, p in passages() if p.kind == "description")
    assert [text for text, n in openings.items() if n > 1] == []


def test_every_role_worth_saying_has_three_clauses() -> None:
    rows = yaml.safe_load((FOLDER.parents[1] / "knowledge" / "roles.yaml").read_text("utf-8"))
    # YAML reads a bare `no` as False.
    worth = [role for role, row in rows.items() if row.get("worth", True) not in (False, "no")]
    clauses = [s for sentences in families()["_any"].clauses.values() for s in sentences]
    said = Counter(role for s in clauses for role in set(s.roles))
    assert {role: said[role] for role in worth if said[role] < 3} == {}


@pytest.mark.parametrize("family", ["mugs", "bowls", "tents", "jackets_coats", "tea", "monitors"])
def test_the_house_check_stops_no_sentence_about_its_own_facts(family: str) -> None:
    """A sentence said of a product that has the facts it needs is not stopped by the checks that copy must pass."""
    rows = families()[family]
    stopped = []
    for passage in rows.passages:
        for sentence in passage.sentences:
            values = {role: some[0] for role, some in rows.values.items()}
            for condition in sentence.conditions:
                met = [v for v in rows.values[condition.role] if not condition.words or held_word(condition, v)]
                values[condition.role] = met[0]
            slots = {"name": "Aster Field", "brand": "Norrland", "aud": "new parents", "occ": "a housewarming"}
            slots["category"] = rows.names[0]
            text = "".join(p if isinstance(p, str) else {**values, **slots}[p[1]] for p in sentence.parts)
            facts = tuple(Fact(role_name(role, "en"), value) for role, value in values.items())
            product = ProductFacts(title="Aster Field", category=slots["category"], brand="Norrland", facts=facts)
            report = check(text, product, language="en", kind=passage.kind)
            stopped += [(passage.place, f.rule, text) for f in report.findings if f.severity == "block"]
    assert stopped == []
