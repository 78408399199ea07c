"""A training run from nothing, resumed, exported and loaded as transformers loads it; and a shop's adaptation of it."""

import json
import shutil

import pytest

from copywriter.prompts.house import HouseStyle, load_heard
from copywriter.prompts.house.plan import make_plan
from copywriter.records import Brief, Fact, InvalidRecord, ProductFacts
from copywriter.training.delexicalise import delexicalised

pytestmark = pytest.mark.model

FILES = {
    "en": "names: mug\nmaterial: oak | stoneware\n\n@ description plain\n{name} is plain. | Made of {material}.\n",
    "zh": "names: 杯子\nmaterial: 橡木 | 粗陶\n\n@ description plain\n{name}很朴素。 | 用的是{material}。\n",
}
MUG = ProductFacts(
    title="Harbor Mug", category="mug", brand="Norrland", facts=(Fact("Material", "oak"), Fact("Height", "9 cm"))
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    from copywriter.training.command import train

    root = tmp_path_factory.mktemp("run")
    for language, text in FILES.items():
        (root / "passages" / language).mkdir(parents=True)
        for name in ("mugs", "_any"):
            (root / "passages" / language / f"{name}.txt").write_text(text, encoding="utf-8")
    arguments = [
        str(root / "run"),
        "--passages",
        str(root / "passages"),
        "--layers",
        "1",
        "--width",
        "64",
        "--batch",
        "600",
        "--threads",
        "1",
    ]
    assert train([*arguments, "--tokens", "12000"]) == 0
    assert train([*arguments, "--tokens", "2000"]) == 0  # resumes
    return root / "run"


def test_the_run_logs_a_falling_loss_and_resumes(trained):
    log = (trained / "training.log").read_text(encoding="utf-8")
    ends = [float(line.rsplit(" ", 1)[1]) for line in log.splitlines() if "end: step" in line]
    assert len(ends) == 2 and ends[1] < 7.0 and log.count("start:") == 2


def test_the_export_is_a_folder_that_transformers_loads(trained):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = trained / "export"
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModelForCausalLM.from_pretrained(folder)
    assert type(model).__name__ == "GPT2LMHeadModel" and len(tokenizer) == model.config.vocab_size
    assert len(tokenizer("<|material|><|s|><|v|>")["input_ids"]) == 3
    text = "It is<|v|>、用的是µ🙂"
    assert tokenizer.decode(tokenizer(text)["input_ids"], skip_special_tokens=True) == text
    style = HouseStyle(folder)
    prompt = style.render(Brief(product=MUG))
    ids = tokenizer(prompt.text, return_tensors="pt")
    answer = tokenizer.decode(model.generate(**ids, max_new_tokens=40, do_sample=False)[0][ids["input_ids"].shape[1] :])
    assert isinstance(style.read(answer, prompt), str)
    for name in ("model.safetensors", "house.json", "heard.bin", "sentences.json"):
        assert (folder / name).is_file()


def test_approved_text_becomes_slots_and_untied_figures_are_left_out():
    plan = make_plan(Brief(product=MUG, audience="new parents"), {})
    text = "Harbor Mug is for new parents. It is oak, 9 cm tall. It won 3 prizes."
    answer, dropped = delexicalised(text, plan)
    assert answer == "<|s|><|n|> is for<|aud|>.<|material|><|height|><|s|>It is<|v|>,<|v|> tall.<|end|>"
    assert dropped == 1


def test_finetuning_lowers_the_held_out_loss_and_writes_a_card(trained, tmp_path):
    from copywriter.training.finetune import Tuning, tune

    pairs = tmp_path / "pairs.jsonl"
    rows = [{"product": MUG.to_dict(), "text": "Our joiners build Harbor Mug from oak. Sit down."} for _ in range(20)]
    pairs.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    result = tune(Tuning(pairs, tmp_path / "shop", model=str(trained / "export"), epochs=4))
    assert result.after < result.before and result.held_out == 2 and result.trained == 18
    card = (tmp_path / "shop" / "card.md").read_text(encoding="utf-8")
    assert f"{result.after:.4f}" in card and "full copy" in card
    assert HouseStyle(tmp_path / "shop").render(Brief(product=MUG)).text
    heard = load_heard(tmp_path / "shop")
    family = make_plan(Brief(product=MUG), {}).family
    assert heard.knows("Our joiners build<|n|> from<|material|>.", "en", family)
    assert not heard.knows("Our plumbers build<|n|> from<|material|>.", "en", family)


def test_another_kind_of_model_gets_an_adapter_that_lowers_the_held_out_loss(tiny_model, tmp_path):
    from copywriter.training.finetune import Tuning, tune

    pairs, base = tmp_path / "pairs.jsonl", tmp_path / "base"
    shutil.copytree(tiny_model, base)
    for path in base.glob("*token*.json"):  # a vocabulary without the house's slots
        path.write_text(path.read_text("utf-8").replace("<|v|>", "<|w|>"), "utf-8")
    rows = [{"product": MUG.to_dict(), "text": "Our joiners build Harbor Mug from oak. Sit down."} for _ in range(20)]
    pairs.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    result = tune(Tuning(pairs, tmp_path / "adapter", model=str(base), epochs=4, rate=0.01))
    assert result.after < result.before
    assert (tmp_path / "adapter" / "adapter_model.safetensors").is_file()
    assert "LoRA adapter" in (tmp_path / "adapter" / "card.md").read_text(encoding="utf-8")


def test_a_bad_line_is_named(tmp_path):
    from copywriter.training.finetune import read_pairs

    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"product": {}, "text": "x"}\n{"product": {"facts": 3}, "text": "x"}\n', encoding="utf-8")
    with pytest.raises(InvalidRecord, match="line 2"):
        read_pairs(pairs)
