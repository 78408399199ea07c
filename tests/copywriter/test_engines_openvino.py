"""The openvino engine on the shipped model: joins a running batch, shows words early, keeps seeds, cancels."""

import json

import pytest

pytest.importorskip("openvino_genai")

from copywriter.engines import Failed, Finished, Partial, load_engine  # noqa: E402
from copywriter.engines.convert import ConversionFailed, convert, forget_where  # noqa: E402
from copywriter.engines.load import HOUSE_FOLDER, load_here  # noqa: E402
from copywriter.prompts import style_named  # noqa: E402
from copywriter.records import Brief, Fact, ProductFacts, Prompt, Sampling  # noqa: E402

FOLDER = HOUSE_FOLDER / "openvino"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (FOLDER / "openvino_model.xml").exists(), reason="the converted house model is not here"),
]
MUG = ProductFacts(title="Mug", category="Mugs", facts=(Fact("Material", "stoneware"), Fact("Capacity", "350 ml")))


@pytest.fixture(scope="module")
def engine():
    engine = load_engine(f"openvino:{FOLDER}")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def prompt():
    return style_named("house").render(Brief(MUG))


def drive(engine, limit=4000):
    events = []
    for _ in range(limit):
        if not engine.in_flight:
            return events
        events += engine.step()
    raise AssertionError("the engine never came to an end")


def test_a_seed_gives_the_same_texts_alone_and_in_company_that_came_with_it(prompt):
    """In this process, where all three join at one step. Who joins a step later changes the last digits of a sum, and
    now and then a word that stood on the edge."""
    engine = load_here(f"openvino:{FOLDER}")
    engine.submit("a", prompt, Sampling(n=3, seed=7, max_length=60))
    (alone,) = drive(engine)
    for key, seed in (("x", 1), ("a", 7), ("y", 2)):
        engine.submit(key, prompt, Sampling(n=3, seed=seed, max_length=60))
    together = {e.key: e for e in drive(engine)}
    assert [c.text for c in together["a"].completions] == [c.text for c in alone.completions]
    assert len({c.text for c in alone.completions}) == 3
    engine.close()


def test_the_first_words_of_a_watched_prompt_come_at_once(engine, prompt):
    engine.submit("k", prompt, Sampling(n=4, seed=3, max_length=80), live=True)
    first = next(event for _ in range(50) for event in engine.step())  # a step here listens for 20 ms
    assert isinstance(first, Partial)
    *partials, finished = drive(engine)
    assert len(finished.completions) == 4
    shown = [p.texts[0] for p in partials if isinstance(p, Partial)]
    assert any(c.text.startswith(shown[0]) for c in finished.completions)
    assert all(later.startswith(earlier) for earlier, later in zip(shown, shown[1:], strict=False))


def test_a_request_joins_a_running_batch_and_leaves_before_it_ends(engine, prompt):
    for i in range(engine.room):
        engine.submit(i, prompt, Sampling(n=5, seed=i, max_length=200))
    for _ in range(3):
        engine.step()
    assert engine.room == 0
    engine.submit("person", prompt, Sampling(n=1, seed=99, max_length=8), live=True)
    order = [e.key for e in drive(engine) if isinstance(e, Finished)]
    assert order[0] == "person"


def test_special_tokens_come_back_in_the_text_and_the_end_does_not(engine, prompt):
    engine.submit("k", prompt, Sampling(n=5, seed=1, max_length=150))
    (finished,) = drive(engine)
    assert engine.style == "house"
    assert any("<|" in c.text for c in finished.completions)
    assert not any("<|end|>" in c.text for c in finished.completions)
    assert all(c.logprob is not None and c.logprob <= 0 for c in finished.completions)


def test_a_cancelled_prompt_is_not_told_and_frees_its_place(engine, prompt):
    engine.submit("gone", prompt, Sampling(n=5, max_length=200), live=True)
    engine.submit("kept", prompt, Sampling(n=1, max_length=10))
    engine.step()
    engine.cancel("gone")
    assert {e.key for e in drive(engine)} == {"kept"}
    assert engine.in_flight == 0


def test_a_prompt_beyond_the_context_fails_with_a_sentence(engine):
    engine.submit("k", Prompt("a mug " * 2000), Sampling(n=1, max_length=20))
    (failed,) = drive(engine)
    assert isinstance(failed, Failed) and failed.error.permanent and "too long" in str(failed.error)


def test_a_temperature_of_zero_gives_one_text(engine, prompt):
    engine.submit("k", prompt, Sampling(n=5, temperature=0.0, max_length=20))
    (finished,) = drive(engine)
    assert len(finished.completions) == 1


def test_a_folder_that_is_not_there_can_not_be_converted(tmp_path):
    with pytest.raises(ConversionFailed, match="no folder"):
        convert(str(tmp_path / "nothing"), tmp_path / "out")


def test_a_converted_folder_does_not_tell_where_it_was_made(tmp_path):
    config = tmp_path / "openvino_config.json"
    config.write_text('{"dtype": "", "quantization_config": {"tokenizer": "/somewhere/of/mine", "dataset": null}}')
    forget_where(config)
    assert json.loads(config.read_text()) == {"dtype": "", "quantization_config": {"dataset": None}}
    assert "tokenizer" not in json.loads((FOLDER / "openvino_config.json").read_text())["quantization_config"]
    forget_where(tmp_path / "none.json")
