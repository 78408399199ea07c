"""One `generate` over several prompts: each prompt computed once, then drawn n times, row by row to its own end.
Knows torch and nothing of queues: it is handed rows, and hands back events as they come."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import torch
from transformers import LogitsProcessor, LogitsProcessorList, StoppingCriteria, StoppingCriteriaList
from transformers.generation.streamers import BaseStreamer

from copywriter.engines.base import Event, Finished, Partial
from copywriter.records import Completion, Sampling

#: Tokens looked at for a stop string: longer than any that a prompt style names.
TAIL = 6


@dataclass(slots=True)
class Row:
    """One prompt of the wave: its ids, how many sequences, how many new tokens each, and where to stop."""

    key: Hashable
    ids: list[int]
    n: int
    new: int
    stop: tuple[str, ...]
    live: bool


@dataclass(slots=True)
class _Sequence:
    row: Row
    tokens: list[int] = field(default_factory=list)
    logprob: float = 0.0
    finish: str = ""


class Wave:
    """Draws all rows at the sampling's temperature, top_k and top_p; n and length are each row's own."""

    def __init__(self, model: Any, tokenizer: Any, rows: list[Row], sampling: Sampling, *, keep_special: bool) -> None:
        self.model, self.tokenizer, self.rows, self.sampling = model, tokenizer, rows, sampling
        self.keep_special = keep_special
        self.sequences = [_Sequence(row) for row in rows for _ in range(row.n)]
        self.ends = _end_tokens(model, tokenizer)
        self._dropped: set[Hashable] = set()
        self._told: set[Hashable] = set()

    def drop(self, key: Hashable) -> None:
        """From any thread: the key's sequences stop at the next token."""
        self._dropped.add(key)

    @torch.inference_mode()
    def run(self, tell: Callable[[Event], None]) -> None:
        """Computes until every row is told as Finished (dropped rows are not told). Raises what torch raises."""
        ids, mask = self._padded()  # [rows, longest]
        repeats = torch.tensor([row.n for row in self.rows], device=ids.device)
        which = torch.arange(len(self.rows), device=ids.device).repeat_interleave(repeats)  # sequence → row
        torch.manual_seed(self.sampling.seed)
        cache = None
        if ids.shape[1] > 1:
            cache = self._prefix(ids[:, :-1], mask[:, :-1])
            cache.batch_select_indices(which)
        watch = _Watch(self, tell)
        length = ids.shape[1] + max(row.new for row in self.rows)
        self.model.generate(
            input_ids=ids[which],
            attention_mask=mask[which],
            past_key_values=cache,
            max_length=length,
            streamer=watch,
            logits_processor=LogitsProcessorList([watch.listener]),
            stopping_criteria=StoppingCriteriaList([watch.stopper]),
            pad_token_id=self.ends[0],
            eos_token_id=self.ends,
            **self._draw(),
        )
        for row in self.rows:
            self._finished(row, tell)

    def _draw(self) -> dict[str, Any]:
        s = self.sampling
        if s.temperature == 0:
            return {"do_sample": False, "temperature": None, "top_k": None, "top_p": None}
        return {"do_sample": True, "temperature": s.temperature, "top_k": s.top_k or None, "top_p": s.top_p}

    def _padded(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Prompts padded on the left, so that all end where drawing begins."""
        longest = max(len(row.ids) for row in self.rows)
        ids = [[self.ends[0]] * (longest - len(row.ids)) + row.ids for row in self.rows]
        mask = [[0] * (longest - len(row.ids)) + [1] * len(row.ids) for row in self.rows]
        device = self.model.device
        return torch.tensor(ids, device=device), torch.tensor(mask, device=device)

    def _prefix(self, ids: torch.Tensor, mask: torch.Tensor) -> Any:
        """The cache of all but the last prompt token, computed once a prompt whatever its n."""
        inputs = {"input_ids": ids, "attention_mask": mask, "use_cache": True}
        if "position_ids" in inspect.signature(self.model.forward).parameters:
            inputs["position_ids"] = (mask.cumsum(-1) - 1).clamp(min=0)
        if "logits_to_keep" in inspect.signature(self.model.forward).parameters:
            inputs["logits_to_keep"] = 1  # else [rows, longest, vocabulary] floats for nothing
        return self.model(**inputs).past_key_values

    def _text(self, tokens: list[int]) -> str:
        return self.tokenizer.decode(
            tokens, skip_special_tokens=not self.keep_special, clean_up_tokenization_spaces=False
        )

    def _partial(self, row: Row) -> Partial:
        texts = [self._text(s.tokens).rstrip("\ufffd") for s in self.sequences if s.row is row]
        return Partial(row.key, tuple(texts))

    def _finished(self, row: Row, tell: Callable[[Event], None]) -> None:
        if row.key in self._told or row.key in self._dropped:
            return
        self._told.add(row.key)
        done = []
        for s in (s for s in self.sequences if s.row is row):
            count = len(s.tokens)
            text = self._text(s.tokens[:-1] if s.tokens and s.tokens[-1] in self.ends else s.tokens)
            for stop in row.stop:
                text = text.partition(stop)[0]
            done.append(Completion(text, count, s.logprob / count if count else None, s.finish or "length"))
        tell(Finished(row.key, tuple(done)))


class _Watch(BaseStreamer):
    """Sees every token as it is drawn: keeps it, weighs it, says when a sequence is over, tells whoever watches."""

    def __init__(self, wave: Wave, tell: Callable[[Event], None]) -> None:
        self.wave, self.tell, self.logits = wave, tell, None
        self.listener, self.stopper = _Listener(self), _Stopper(self)
        self.prompt_seen = False

    def put(self, value: torch.Tensor) -> None:
        if not self.prompt_seen:  # generate shows the prompt first
            self.prompt_seen = True
            return
        wave = self.wave
        for row in wave.rows:
            own = [s for s in wave.sequences if s.row is row]
            if all(s.finish for s in own):
                wave._finished(row, self.tell)
            elif row.live and row.key not in wave._dropped:
                self.tell(wave._partial(row))

    def end(self) -> None:
        return None

    def drawn(self, tokens: torch.Tensor) -> torch.Tensor:
        """Takes one token a sequence, [sequences]; gives which sequences are over, [sequences] of bool."""
        wave, device = self.wave, tokens.device
        logits = self.logits  # [sequences, vocabulary], before temperature and top_k
        weights = logits.gather(-1, tokens[:, None]).squeeze(-1) - logits.logsumexp(-1)
        for s, token, weight in zip(wave.sequences, tokens.tolist(), weights.tolist(), strict=True):
            if s.finish:
                continue
            s.tokens.append(token)
            s.logprob += weight
            if token in wave.ends:
                s.finish = "stop"
            elif len(s.tokens) >= s.row.new:
                s.finish = "length"
            elif s.row.key in wave._dropped:
                s.finish = "cancelled"
            elif s.row.stop and any(stop in wave._text(s.tokens[-TAIL:]) for stop in s.row.stop):
                s.finish = "stop"
        return torch.tensor([bool(s.finish) for s in wave.sequences], device=device)


class _Listener(LogitsProcessor):
    """Runs before temperature and top_k, so the weights are the model's own."""

    def __init__(self, watch: _Watch) -> None:
        self.watch = watch

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        self.watch.logits = scores
        return scores


class _Stopper(StoppingCriteria):
    def __init__(self, watch: _Watch) -> None:
        self.watch = watch

    def __call__(self, input_ids: torch.Tensor, scores: Any, **_: Any) -> torch.Tensor:
        return self.watch.drawn(input_ids[:, -1])


def _end_tokens(model: Any, tokenizer: Any) -> list[int]:
    """Every token that ends an answer; never empty (0 where the model names none)."""
    named = model.generation_config.eos_token_id
    ends = list(named) if isinstance(named, (list, tuple)) else [named]
    ends = [e for e in [*ends, tokenizer.eos_token_id] if e is not None]
    return list(dict.fromkeys(ends)) or [0]
