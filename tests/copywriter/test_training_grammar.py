"""Passages become pairs: what is drawn reads back whole, in its band, true to its conditions."""

from random import Random

import pytest

from copywriter.prompts.house import tokens
from copywriter.prompts.house.answer import read_answer
from copywriter.prompts.house.plan import make_plan
from copywriter.records import LANGUAGES, LENGTH_BANDS
from copywriter.training.grammar import Grammar
from copywriter.training.lint import lint
from copywriter.training.passages import BadPassage, Family, lexicon, read_family, read_language, read_sentence

FILE = """family: mugs
names: mug | coffee mug
material: stoneware | faux stoneware | oak
capacity: 350 ml

@ description warm
{name} is for slow mornings. | [material~stoneware] The {material} holds its heat. | ?It takes {capacity}.
@ marketing urgent
Out of cups? | {name}: {capacity}. | Order today.
"""


@pytest.fixture
def family(tmp_path) -> Family:
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "mugs.txt"
    path.write_text(FILE, encoding="utf-8")
    return read_family(path, "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request):
    return request.param, read_language(request.param, errors=[])


def test_a_passage_is_read_with_slots_conditions_and_options(family):
    first, second, third = family.passages[0].sentences
    assert first.named and not first.roles
    assert second.conditions[0].words == ("stoneware",) and second.roles == ("material",)
    assert third.optional and third.roles == ("capacity",)
    assert lexicon({"mugs": family}) == {"mugs": {"material": ["stoneware"]}}


@pytest.mark.parametrize("line", ["It is {matterial}.", "It is {material.", "[matter~x] It is.", ""])
def test_a_line_that_is_not_understood_is_refused(line):
    with pytest.raises(BadPassage):
        read_sentence(line)


def test_a_file_at_fault_is_named_with_its_line(tmp_path):
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "x.txt"
    path.write_text("family: x\n@ description loud\n", encoding="utf-8")
    with pytest.raises(BadPassage, match="en/x.txt:2"):
        read_family(path, "en")
    errors: list[str] = []
    read_family(path, "en", errors=errors)
    assert len(errors) == 1


def test_a_sentence_is_never_drawn_where_its_condition_fails(family):
    grammar = Grammar("en", {"mugs": family}, Random(2))
    pairs = [p for _ in range(300) if (p := grammar.pair("description", "short"))]
    heat = [p for p in pairs if "holds its heat" in p.answer]
    assert heat
    for pair in heat:
        (value,) = [f.value for f in pair.brief.product.facts if f.name == "material"]
        assert value == "stoneware" and "<|k|><|material|>stoneware" in pair.answer


def test_every_passage_file_of_the_project_parses(written):
    language, families = written
    errors: list[str] = []
    read_language(language, errors=errors)
    assert errors == [] and "_any" in families


def test_what_is_drawn_reads_back_whole_and_in_its_band(written):
    language, families = written
    words, pairs = {language: lexicon(families)}, Grammar(language, families, Random(9)).pairs()
    sentences = dropped = inside = 0
    for _ in range(60):
        pair = next(pairs)
        assert pair.prompt.endswith(tokens.WRITE) and pair.answer.endswith(tokens.END)
        assert pair.brief.product.title not in pair.prompt
        reading = read_answer(pair.answer, make_plan(pair.brief, words))
        sentences += len(reading.sentences)
        dropped += sum(reading.dropped.values())
        low, high = LENGTH_BANDS[language][pair.length]  # the reading brings a description up to its band
        inside += (low if pair.kind != "description" else 1) <= pair.size <= high
    assert dropped <= 0.05 * sentences and inside == 60


def test_a_seed_draws_the_same_pairs_again(written):
    language, families = written
    one, two = (Grammar(language, families, Random(4)).pairs() for _ in range(2))
    assert [next(one).answer for _ in range(5)] == [next(two).answer for _ in range(5)]


def test_the_linter_sees_a_near_copy_and_an_untied_figure(family):
    text = "{name} waits by the kettle all through the morning, and nobody minds. | It holds 3 litres of tea."
    for _ in range(2):
        sentences = tuple(read_sentence(part) for part in text.split(" | "))
        family.passages.append(type(family.passages[0])("description", "plain", sentences, "mugs.txt:99"))
    rules = [f.rule for f in lint({"mugs": family, "_any": Family("_any", "en")}, "en")]
    assert "near copy" in rules and any(rule.startswith("claim.") for rule in rules)
