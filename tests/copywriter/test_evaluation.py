"""What the evaluation counts: exactness, coverage, openings; and that sheets are blind and read back."""

import json
from random import Random

import pytest

from copywriter.engines.scripted import ScriptedEngine
from copywriter.evaluation import sheets
from copywriter.evaluation.drive import drive, texts
from copywriter.evaluation.measures import hard_values, measure, opening, summarise
from copywriter.evaluation.products import Inventor, data_folder, real_products
from copywriter.records import LANGUAGES, Brief, Fact, ProductFacts

MUG = ProductFacts(
    title="Harbor Mug",
    brand="Norrland",
    category="mug",
    facts=(Fact("Material", "Stoneware"), Fact("Capacity", "350ml"), Fact("Color", "Black|White"), Fact("SKU", "A1")),
)


def test_a_value_that_no_fact_holds_is_wrong():
    measured = measure("Harbor Mug holds 400 ml and is made of stoneware.", MUG, "en", "short")
    assert measured.wrong == ("400",) and measured.hard >= 2


def test_numbers_inside_a_longer_number_of_the_facts_are_seen():
    assert hard_values("Model XR-7B, 2.5 kg, 20%.", "en")[:3] == ["XR-7B", "2.5", "20%"]


def test_said_facts_are_counted_in_their_sayable_form():
    measured = measure("Stoneware, 350 ml. Black and white.", MUG, "en", "short")
    assert (measured.said, measured.worth) == (3, 3) and measured.in_band and measured.in_language
    assert measure("马克杯，350毫升。", MUG, "en", "short").in_language is False


def test_a_wider_word_for_a_stated_material_is_no_error():
    table = ProductFacts(title="T", facts=(Fact("Material", "oak"),))
    assert measure("The wood is oak.", table, "en", "short").wrong == ()


def test_an_opening_leaves_name_and_brand_out():
    assert opening("Harbor Mug is made for slow mornings.", MUG, "en") == "is made for slow mornings"
    cup = ProductFacts(title="云山杯", brand="云山", language="zh-Hans")
    assert opening("云山杯，端起来正好不烫手。", cup, "zh-Hans") == "端起来正好不"


def test_a_summary_of_two_texts():
    good, bad = (measure(t, MUG, "en", "short") for t in ("It holds 350 ml.", "It holds 1 l."))
    assert summarise([good, bad]).exact == pytest.approx(0.5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_invented_products_are_new_and_repeat_by_seed(language):
    one, two = (Inventor(language, Random(7)).product(known=False) for _ in range(2))
    assert one == two and one.language == language and len(one.facts) >= 3
    assert not any("#" in f.value or "%C" in f.value or "%N" in f.value for f in one.facts)


def test_real_products_are_found_or_the_test_says_why():
    folder = data_folder()
    if folder is None:
        pytest.skip("no real product files: set COUNTERSIGN_DATA")
    assert len(real_products(folder, "en")) > 50 and len(real_products(folder, "zh-Hans")) > 50


def test_every_brief_is_answered_and_judged():
    engine = ScriptedEngine.from_options({"words": "20", "delay": "0"})
    run = drive(engine, [Brief(product=MUG), Brief(product=MUG, kind="marketing", length="short")], draw=3, show=2)
    assert len(run.answered) == 2 and all(len(r.kept) <= 2 for r in run.answered)
    assert list(texts(run, kept=False))


def test_a_sheet_hides_who_wrote_and_its_verdicts_read_back(tmp_path):
    pairs = [(f"facts {i}", f"house {i}", f"human {i}") for i in range(6)]
    items = sheets.choice_items(pairs, "en", Random(1))
    sheets.write_sheet(items, tmp_path, "choice")
    rows = [json.loads(line) for line in (tmp_path / "choice.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all("house" not in row and row["verdict"] == "" for row in rows)
    assert {i.key["house"] for i in items} == {"a", "b"}
    for row, item in zip(rows, items, strict=True):
        row["verdict"] = {0: item.key["house"], 1: "tie"}.get(
            int(row["id"][-1]), "b" if item.key["house"] == "a" else "a"
        )
    (tmp_path / "choice.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert sheets.read_verdicts(tmp_path / "choice.jsonl", tmp_path / "choice.key.jsonl") == {"choice en": (2, 6)}


def test_a_verdict_that_was_not_asked_for_is_refused(tmp_path):
    items = sheets.sentence_items([(Brief(product=MUG), "One. Two.")], "en", 5, Random(1), "known")
    sheets.write_sheet(items, tmp_path, "s")
    text = (tmp_path / "s.jsonl").read_text(encoding="utf-8").replace('"verdict": ""', '"verdict": "fine"')
    (tmp_path / "s.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(sheets.BadSheet, match="line 1"):
        sheets.read_verdicts(tmp_path / "s.jsonl", tmp_path / "s.key.jsonl")
