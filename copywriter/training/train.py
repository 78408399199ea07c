"""Trains the house model from the passages: pairs are drawn without end, the loss is taken on the copy alone.

The loss of a batch is the next-token cross-entropy over the answer's tokens, prompts excluded:

    L = - 1/N * sum over answers, sum over their tokens t of  log p(x_t | x_0 … x_{t-1})

with N the number of those tokens, p the softmax over the vocabulary of the last hidden state times the tied embedding.
Knows no product file and no copy but the passages'; refuses to change a folder's vocabulary unless told.
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F
from transformers import PreTrainedTokenizerFast

from copywriter.training import model as shapes
from copywriter.training.card import write_house_card
from copywriter.training.grammar import Grammar, Pair
from copywriter.training.passages import FOLDER, LANGUAGE_FOLDERS, lexicon, read_language
from copywriter.training.shelving import write_sentences
from copywriter.training.tokenizer import LONGEST, train_tokenizer


@dataclass(frozen=True, slots=True)
class Plan:
    """Every knob of a run. `tokens` counts prompt and copy. The rate is constant after the warm-up and falls linearly
    over the last `decay` of the run's tokens or minutes, whichever ends first (warm-up, stable, decay)."""

    folder: str
    passages: str = str(FOLDER)
    minutes: float = 100.0
    tokens: int = 12_000_000
    batch: int = 2560
    rate: float = 3e-3
    warmup: int = 60
    decay: float = 0.25
    shard: int = 1536
    seed: int = 1
    threads: int = 2
    device: str = "cpu"
    save_every: float = 3.0  # minutes
    average: float = 0.997  # of the exponential moving average that is exported
    retokenize: bool = False
    layers: int = shapes.LAYERS
    width: int = shapes.WIDTH

    def __post_init__(self) -> None:
        if self.batch < LONGEST:
            raise ValueError(f"batch must be at least {LONGEST} tokens")
        if not 0 <= self.decay <= 1:
            raise ValueError("decay is a share of the run, between 0 and 1")


class Trainer:
    """One run: `run()` trains until its plan is spent, saving as it goes, and resumes from the folder's last save."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = Path(plan.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(plan.threads)
        torch.manual_seed(plan.seed)
        self.step, self.tokens, self.minutes = 0, 0, 0.0
        self.languages = self._read()
        state = self._load()
        self.model.to(plan.device)
        self.optimizers = shapes.optimizers(self.model, plan.rate)
        self.mean = {k: v.detach().clone() for k, v in self.model.named_parameters()}
        if state:
            self._resume(state)
        self.random = Random(plan.seed * 1_000_003 + self.step)
        self.held_out = self._draw(96, Random(77))

    def _read(self) -> dict[str, dict]:
        errors: list[str] = []
        found = {name: read_language(name, Path(self.plan.passages), errors=errors) for name in LANGUAGE_FOLDERS}
        for error in errors:
            self.log(f"left out: {error}")
        return {name: families for name, families in found.items() if families}

    def _load(self) -> dict | None:
        path = self.folder / "checkpoint.pt"
        if not path.is_file():
            self.tokenizer = train_tokenizer(self.languages.values())
            self.model = shapes.new_model(self.tokenizer, layers=self.plan.layers, width=self.plan.width)
            return None
        state = torch.load(path, weights_only=True)
        self.tokenizer = PreTrainedTokenizerFast.from_pretrained(self.folder)
        self.model = shapes.new_model(self.tokenizer, layers=state["layers"], width=state["width"])
        self.model.load_state_dict(state["model"])
        self.step, self.tokens, self.minutes = state["step"], state["tokens"], state["minutes"]
        if self.plan.retokenize:
            self.log("new vocabulary; optimizer state starts anew")
            old, self.tokenizer = self.tokenizer, train_tokenizer(self.languages.values())
            self.model.load_state_dict(state["model"] | _named(state["mean"]))
            self.model = shapes.retokenized(self.model, old, self.tokenizer)
            return None
        return state

    def _resume(self, state: dict) -> None:
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self.mean = {k: v.to(self.plan.device) for k, v in state["mean"].items()}

    def _draw(self, size: int, random: Random) -> list[Pair]:
        sources = [Grammar(name, families, random).pairs() for name, families in self.languages.items()]
        return [next(sources[i % len(sources)]) for i in range(size)]

    def _batches(self, pairs: list[Pair]) -> list[list[tuple[list[int], int]]]:
        """Rows of (ids, prompt length), grouped so that a batch holds about plan.batch tokens with little padding: with
        rows of one length padding at the right needs no mask under causal attention."""
        prompts = self.tokenizer([p.prompt for p in pairs], add_special_tokens=False)["input_ids"]
        answers = self.tokenizer([p.answer for p in pairs], add_special_tokens=False)["input_ids"]
        rows = [(p + a, len(p)) for p, a in zip(prompts, answers, strict=True) if len(p) + len(a) <= LONGEST]
        rows.sort(key=lambda row: len(row[0]))
        batches: list[list[tuple[list[int], int]]] = [[]]
        for row in rows:
            if (len(batches[-1]) + 1) * len(row[0]) > self.plan.batch:
                batches.append([])
            batches[-1].append(row)
        return batches

    def _loss(self, rows: list[tuple[list[int], int]]) -> torch.Tensor:
        longest = max(len(ids) for ids, _ in rows)
        ids = torch.full((len(rows), longest), self.tokenizer.pad_token_id)
        copy = torch.zeros((len(rows), longest), dtype=torch.bool)
        for i, (row, prompt) in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            copy[i, prompt : len(row)] = True
        ids, copy = ids.to(self.plan.device), copy.to(self.plan.device)
        hidden = self.model.transformer(input_ids=ids[:, :-1]).last_hidden_state  # (rows, longest - 1, width)
        chosen = copy[:, 1:]
        logits = hidden[chosen] @ self.model.transformer.wte.weight.T  # (copy tokens, vocabulary)
        return F.cross_entropy(logits, ids[:, 1:][chosen])

    def _rate(self, share: float) -> float:
        """The share of the full rate: warm-up by steps, then constant, then linear to a twentieth."""
        warm = min(1.0, (self.step + 1) / self.plan.warmup)
        left = (1.0 - share) / self.plan.decay if self.plan.decay else 1.0
        return warm * max(0.05, min(1.0, left))

    def run(self) -> None:
        plan, began, saved = self.plan, time.monotonic(), time.monotonic()
        start_minutes, start_tokens = self.minutes, self.tokens
        parameters = sum(p.numel() for p in self.model.parameters())
        self.log(f"start: {parameters:,} parameters, vocabulary {len(self.tokenizer)}, {self._size_of_passages()}")
        while True:
            self.languages = self._read()
            batches = self._batches(self._draw(plan.shard, self.random))
            self.random.shuffle(batches)
            losses, count, since = [], 0, time.monotonic()
            for rows in batches:
                spent = (time.monotonic() - began) / 60
                share = max(spent / plan.minutes, (self.tokens - start_tokens) / plan.tokens)
                scale = self._rate(share)
                losses.append(self._step(rows, scale))
                taken = sum(len(ids) for ids, _ in rows)
                self.tokens, count = self.tokens + taken, count + taken
                self.minutes = start_minutes + spent
                if not math.isfinite(losses[-1]):
                    raise FloatingPointError(f"the loss is {losses[-1]} at step {self.step}")
                if (time.monotonic() - saved) / 60 > plan.save_every:
                    self.save()
                    saved = time.monotonic()
                if share >= 1:
                    self.log(f"end: step {self.step}, {self.tokens:,} tokens, held-out loss {self.evaluate():.3f}")
                    self.save()
                    return
            speed = count / (time.monotonic() - since)
            mean = sum(losses) / len(losses)
            self.log(
                f"step {self.step}  {self.tokens / 1e6:.2f} M tokens  {self.minutes:.1f} min  loss {mean:.3f}  "
                f"held out {self.evaluate():.3f}  rate ×{scale:.2f}  {speed:.0f} tokens/s  {self._size_of_passages()}"
            )

    def _step(self, rows: list[tuple[list[int], int]], scale: float) -> float:
        self.model.train()
        loss = self._loss(rows)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["initial_lr"] * scale
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        weight = min(self.plan.average, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, parameter in self.model.named_parameters():
                self.mean[name].lerp_(parameter, 1 - weight)
        return loss.item()

    @torch.no_grad()
    def evaluate(self) -> float:
        """The averaged weights' loss on pairs drawn apart: new compositions of the same passages."""
        current = {k: v.detach().clone() for k, v in self.model.named_parameters()}
        self.model.load_state_dict(_named(self.mean), strict=False)
        self.model.eval()
        losses = [self._loss(rows).item() for rows in self._batches(self.held_out) if rows]
        self.model.load_state_dict(_named(current), strict=False)
        return sum(losses) / len(losses)

    def save(self) -> None:
        """The checkpoint for resuming, and beside it the averaged weights as a folder that transformers loads."""
        state = {
            "model": self.model.state_dict(),
            "mean": self.mean,
            "optimizers": [o.state_dict() for o in self.optimizers],
            "step": self.step,
            "tokens": self.tokens,
            "minutes": self.minutes,
            "layers": self.model.config.n_layer,
            "width": self.model.config.n_embd,
        }
        self.tokenizer.save_pretrained(self.folder)
        torch.save(state, self.folder / "checkpoint.tmp")
        (self.folder / "checkpoint.tmp").replace(self.folder / "checkpoint.pt")
        (self.folder / "plan.json").write_text(json.dumps(asdict(self.plan), indent=1), encoding="utf-8")

    def export(self, folder: Path) -> None:
        """Writes config, safetensors, tokenizer, house.json (condition words), heard.bin, sentences.json."""
        folder.mkdir(parents=True, exist_ok=True)
        self.model.load_state_dict(_named(self.mean), strict=False)
        self.model.generation_config.update(
            eos_token_id=self.tokenizer.eos_token_id, pad_token_id=self.tokenizer.pad_token_id, do_sample=True
        )
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        write_sentences(self.languages, folder)
        config, rows = self.model.config, self._size_of_passages()
        write_house_card(
            folder,
            facts={
                "layers, width, heads": f"{config.n_layer}, {config.n_embd}, {config.n_head}",
                "parameters": f"{sum(p.numel() for p in self.model.parameters()):,}",
                "vocabulary": f"{len(self.tokenizer):,}, byte-level BPE, one token for each key and control",
                "context": f"{config.n_positions} tokens",
                "passages": rows,
                "training": f"{self.step:,} steps, {self.tokens:,} tokens, {self.minutes:.0f} min, {self.plan.device}",
                "held-out loss, nats a copy token": f"{self.evaluate():.3f}",
                "optimizers": f"Muon for matrices, AdamW for the rest, rate {self.plan.rate}, averaged weights",
            },
        )
        words = {name: lexicon(families) for name, families in self.languages.items()}
        facts = {"lexicon": words, "step": self.step, "tokens": self.tokens, "minutes": round(self.minutes, 1)}
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (folder / "house.json").write_text(text + "\n", encoding="utf-8")

    def _size_of_passages(self) -> str:
        return ", ".join(f"{k} {sum(len(f.passages) for f in v.values())} passages" for k, v in self.languages.items())

    def log(self, line: str) -> None:
        stamp = time.strftime("%H:%M")
        with (self.folder / "training.log").open("a", encoding="utf-8") as file:
            file.write(f"{stamp} {line}\n")


def _named(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Parameter names with the tied head beside the embedding that it shares."""
    return state | {"lm_head.weight": state["transformer.wte.weight"]}
