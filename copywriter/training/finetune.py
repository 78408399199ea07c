"""Adapts a causal language model to a shop's approved copy, and says on held-out pairs whether it helped.

The loss is the next-token cross-entropy over the text's tokens, the prompt excluded:

    L = - 1/N * sum over texts, sum over their tokens t of  log p(x_t | x_0 … x_{t-1})

The house model is trained in full on delexicalised pairs; any other model gets a LoRA adapter (PEFT) on spelled ones.
Knows no merchant and no consent: which pairs may be learnt from is decided before they come here.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from peft import LoraConfig, TaskType, get_peft_model

from copywriter.engines.loading import load_model
from copywriter.prompts import style_named
from copywriter.prompts.house import HOUSE_FOLDER, HouseStyle, prompt_text
from copywriter.prompts.house.answer import raw_sentences, with_roles
from copywriter.prompts.house.heard import Heard
from copywriter.records import Brief, InvalidRecord, ProductFacts
from copywriter.training.card import write_tuning_card
from copywriter.training.delexicalise import delexicalised

#: Every tenth pair is held out; with fewer than ten, the last.
HELD_OUT = 10
ROWS = 8


class TooFewPairs(ValueError):
    """Fewer than two usable pairs: nothing to train on and to measure with."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """`model`: "house", "smollm2", a folder or a hub name. `rate` 0 takes the default of the method."""

    pairs: Path
    output: Path
    model: str = "house"
    epochs: int = 3
    rate: float = 0.0
    rank: int = 8
    seed: int = 1

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.rank < 1:
            raise ValueError("epochs and rank are at least 1")


@dataclass(frozen=True, slots=True)
class Tuned:
    """Mean loss a token on the held-out pairs, before and after, in nats."""

    folder: Path
    before: float
    after: float
    trained: int
    held_out: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Row:
    """`said`: (language, family, sentence with role slots) of each sentence, for the house's reading."""

    prompt: str
    text: str
    said: tuple[tuple[str, str, str], ...] = ()


def tune(tuning: Tuning) -> Tuned:
    """Trains, measures, writes the folder with its card. Raises TooFewPairs, InvalidRecord for a bad line, EngineError
    for a model that is not there or not safe to load."""
    torch.manual_seed(tuning.seed)
    folder = HOUSE_FOLDER if tuning.model == "house" else Path(tuning.model)
    model, tokenizer = load_model(str(folder) if folder.is_dir() else tuning.model, dtype="float32")
    house = "<|v|>" in tokenizer.get_vocab()
    briefs = read_pairs(tuning.pairs)
    rows, left_out = _house_rows(briefs, folder) if house else _spelled_rows(briefs, tokenizer)
    held = rows[HELD_OUT - 1 :: HELD_OUT] or rows[-1:]
    train = [r for i, r in enumerate(rows, 1) if i % HELD_OUT] if len(rows) >= HELD_OUT else rows[:-1]
    if not train or not held:
        raise TooFewPairs(f"{tuning.pairs}: {len(rows)} usable pairs; at least two are needed")
    if not house:
        config = LoraConfig(
            task_type=TaskType.CAUSAL_LM,
            r=tuning.rank,
            lora_alpha=2 * tuning.rank,
            lora_dropout=0.05,
            target_modules="all-linear",
        )
        model = get_peft_model(model, config)
    before = mean_loss(model, tokenizer, held)
    _train(model, tokenizer, train, tuning, tuning.rate or (3e-4 if house else 2e-4))
    result = Tuned(tuning.output, before, mean_loss(model, tokenizer, held), len(train), len(held), left_out)
    tuning.output.mkdir(parents=True, exist_ok=True)
    kind = "full copy" if house else f"LoRA adapter of rank {tuning.rank}"
    if tuning.model == "smollm2":  # an adapter names its base, and a GGUF file is no base that an adapter can name
        model, kind = model.merge_and_unload().to(torch.float16), f"copy with a LoRA of rank {tuning.rank} merged in"
        model.hf_quantizer = None  # it was read from a quantized file and is no longer of that form
        model.config.__dict__.pop("quantization_config", None)
    model.save_pretrained(tuning.output)
    tokenizer.save_pretrained(tuning.output)
    if house:
        _house_files(folder, tuning.output, rows)
    write_tuning_card(tuning.output, kind=kind, tuning=tuning, result=result)
    return result


def _house_files(folder: Path, output: Path, rows: list[_Row]) -> None:
    """What the reading needs beside the weights; the shop's sentences count as heard."""
    for name in ("house.json", "sentences.json"):
        if (folder / name).is_file():
            (output / name).write_bytes((folder / name).read_bytes())
    heard = Heard.load(folder / "heard.bin")
    if heard is not None:
        heard.and_of(said for row in rows for said in row.said).save(output / "heard.bin")


def read_pairs(path: Path) -> list[tuple[Brief, str]]:
    """(brief, approved text) of each line. Raises InvalidRecord naming the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            product = ProductFacts.from_dict(row["product"])
            options = {k: row[k] for k in ("kind", "tone", "length", "audience", "occasion") if row.get(k)}
            found.append(
                (Brief(product=product, language=row.get("language") or product.language, **options), row["text"])
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidRecord(f"line {number}: {error}") from error
    return found


def _house_rows(briefs: list[tuple[Brief, str]], folder: Path) -> tuple[list[_Row], int]:
    style, rows, left_out = HouseStyle(folder), [], 0
    for brief, text in briefs:
        plan = style.render(brief).plan
        answer, dropped = delexicalised(text, plan)
        left_out += dropped
        if answer:
            said = tuple(
                (plan.language, plan.family, with_roles(raw.header, raw.body)) for raw in raw_sentences(answer)
            )
            rows.append(_Row(prompt_text(plan), answer, said))
    return rows, left_out


def _spelled_rows(briefs: list[tuple[Brief, str]], tokenizer: Any) -> tuple[list[_Row], int]:
    style = style_named("chat" if tokenizer.chat_template else "continuation")
    rows = []
    for brief, text in briefs:
        prompt = style.render(brief)
        start = prompt.text
        if prompt.messages:
            start = tokenizer.apply_chat_template(list(prompt.messages), add_generation_prompt=True, tokenize=False)
        glue = "" if prompt.messages or start.endswith(("\n", " ")) else " "
        rows.append(_Row(start + glue, text + (tokenizer.eos_token or "")))
    return rows, 0


def _batch(tokenizer: Any, rows: list[_Row], limit: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and labels, (rows, longest); labels are -100 on prompts and padding. A prompt too long loses its front."""
    made = []
    for row in rows:
        prompt = tokenizer(row.prompt, add_special_tokens=False)["input_ids"]
        text = tokenizer(row.text, add_special_tokens=False)["input_ids"][: limit - 1]
        prompt = prompt[-max(1, limit - len(text)) :]
        made.append((prompt + text, [-100] * len(prompt) + text))
    longest = max(len(ids) for ids, _ in made)
    ids = torch.full((len(rows), longest), tokenizer.pad_token_id)
    labels = torch.full((len(rows), longest), -100)
    for i, (row_ids, row_labels) in enumerate(made):
        ids[i, : len(row_ids)], labels[i, : len(row_labels)] = torch.tensor(row_ids), torch.tensor(row_labels)
    return ids, labels


def _loss(model: Any, tokenizer: Any, rows: list[_Row]) -> tuple[torch.Tensor, int]:
    """Summed loss of the text tokens, and their number."""
    limit = min(getattr(model.config, "max_position_embeddings", 1024), 1024)
    ids, labels = _batch(tokenizer, rows, limit)
    logits = model(input_ids=ids, attention_mask=(ids != tokenizer.pad_token_id).long()).logits[:, :-1]
    targets = labels[:, 1:]
    total = torch.nn.functional.cross_entropy(
        logits.reshape(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=-100, reduction="sum"
    )
    return total, int((targets != -100).sum())


@torch.no_grad()
def mean_loss(model: Any, tokenizer: Any, rows: list[_Row]) -> float:
    model.eval()
    parts = [_loss(model, tokenizer, rows[i : i + ROWS]) for i in range(0, len(rows), ROWS)]
    return float(sum(total for total, _ in parts)) / max(1, sum(count for _, count in parts))


def _train(model: Any, tokenizer: Any, rows: list[_Row], tuning: Tuning, rate: float) -> None:
    rng = Random(tuning.seed)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    steps = tuning.epochs * math.ceil(len(rows) / ROWS)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 5) * (1 - step / steps))
    model.train()
    for _ in range(tuning.epochs):
        order = rng.sample(rows, len(rows))
        for i in range(0, len(order), ROWS):
            total, count = _loss(model, tokenizer, order[i : i + ROWS])
            (total / max(1, count)).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
