"""What the evaluation counts: exactness, coverage, openings; and that sheets are blind and read back."""

from random import Random

import pytest

from copywriter.engines.scripted import ScriptedEngine
from copywriter.evaluation import sheets
from copywriter.evaluation.drive import drive, texts
from copywriter.evaluation.measures import hard_values, measure, opening, summarise
from copywriter.evaluation.products import Inventor, data_folder, real_products
from copywriter.knowledge.families import all_families, family_names
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
    assert not any(mark in f.value for f in one.facts for mark in ("<", "%C", "%N"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_can_be_invented_with_the_attributes_of_its_sort(language):
    inventor = Inventor(language, Random(7))
    for family in all_families():
        for name in family_names(family, language):
            assert len(inventor.product(known=True, category=name).facts) >= 3


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
    folder = tmp_path / "sheets"
    pairs = [(f"facts {i}", f"oak {i}", f"ash\n• {i}") for i in range(6)]
    items = sheets.choice_items(pairs, "en", Random(1))
    sheets.write_sheet(items, folder, "choice-en")
    assert {path.name for path in folder.iterdir()} == {"README.txt", "choice-en.txt", "choice-en.verdicts.txt"}
    assert not any(word in path.read_text("utf-8") for path in folder.iterdir() for word in ("house", "human", "•"))
    assert {i.key["house"] for i in items} == {"a", "b"}
    said = [items[0].key["house"], "tie", "", *("b" if i.key["house"] == "a" else "a" for i in items[3:])]
    lines = [f"{number} {verdict} a note" if verdict else f"{number} " for number, verdict in enumerate(said, 1)]
    (folder / "choice-en.verdicts.txt").write_text("\n".join(lines), encoding="utf-8")
    assert sheets.read_folder(folder) == {"choice en": (2, 5)}


def test_sentences_keep_their_text_and_order_and_count_by_group(tmp_path):
    written = [(Brief(product=MUG), f"One {i} is here. Two {i} is there.") for i in range(9)]
    items = sheets.sentence_items(written, "en", 5, Random(1), "known")
    assert len(items) == 5 and [bool(i.heading) for i in items] == [True, False, True, False, True]
    sheets.write_sheet(items, tmp_path / "s", "one")
    (tmp_path / "s" / "one.verdicts.txt").write_text("1 good\n2 error: verb\n3. Good\n", encoding="utf-8")
    assert sheets.read_folder(tmp_path / "s") == {"errors known en": (1, 3)}


@pytest.mark.parametrize("line", ["1 fine", "9 good", "good"])
def test_a_verdict_that_was_not_asked_for_is_refused(tmp_path, line):
    items = sheets.sentence_items([(Brief(product=MUG), "One. Two.")], "en", 5, Random(1), "known")
    sheets.write_sheet(items, tmp_path / "s", "one")
    (tmp_path / "s" / "one.verdicts.txt").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(sheets.BadSheet, match="line 2"):
        sheets.read_folder(tmp_path / "s")


def test_a_hundred_right_verdicts_of_control_are_told_from_wrong_ones(tmp_path):
    items = sheets.control_items([(f"tone {i}", f"right {i}", f"wrong {i}") for i in range(100)], "en", Random(3))
    sheets.write_sheet(items, tmp_path / "s", "control-en")
    for letter, share in ((None, 1.0), ("a", sum(i.key["right"] == "a" for i in items) / 100)):
        lines = [f"{n} {letter or item.key['right']}" for n, item in enumerate(items, 1)]
        (tmp_path / "s" / "control-en.verdicts.txt").write_text("\n".join(lines), encoding="utf-8")
        hits, total = sheets.read_folder(tmp_path / "s")["control en"]
        assert (hits / total, total) == (share, 100)
