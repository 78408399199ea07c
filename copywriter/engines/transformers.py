"""Any Hugging Face causal language model, by transformers: the reference engine, on CPU and CUDA.
Knows nothing of prompts' meaning; it draws in waves of several prompts, each computed once for its n.

One prompt alone is exactly the reference usage of GPT-2: tokenizer and model `from_pretrained`, `do_sample`,
`max_length`, `temperature`, `num_return_sequences` after `torch.manual_seed(seed)`. In a wave of several the draws
depend on the company.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from copywriter.engines.base import Engine, EngineError, Event, Failed, Finished
from copywriter.engines.loading import load_model, style_of
from copywriter.engines.wave import Row, Wave
from copywriter.records import Prompt, Sampling

log = logging.getLogger(__name__)

#: Prompts a wave. On two CPU cores 8 × 5 rows were 2.2 to 2.5 times as fast as 1 × 5 (20 M parameters, fp32).
BATCH = {"cpu": 8, "cuda": 64}
#: New tokens that a prompt near the model's context limit must at least leave room for.
LEAST_NEW = 16


@dataclass(slots=True)
class _Job:
    key: Hashable
    prompt: Prompt
    sampling: Sampling
    live: bool
    ids: list[int]
    new: int
    alone: bool = False


class TransformersEngine(Engine):
    """`name` is a hub name, a folder of safetensors, "smollm2", or FILE.gguf with its `sha256`."""

    def __init__(
        self,
        name: str,
        *,
        model_id: str = "",
        style: str = "",
        device: str = "",
        dtype: str = "",
        batch: str | int = 0,
        sha256: str = "",
        revision: str = "",
    ) -> None:
        self.model, self.tokenizer = load_model(name, device=device, dtype=dtype, sha256=sha256, revision=revision)
        self.model_id = model_id or (Path(name).name if Path(name).exists() else name)
        self.style = style or style_of(self.tokenizer)  # type: ignore[assignment]
        self.batch = int(batch) or BATCH[self.model.device.type if self.model.device.type in BATCH else "cpu"]
        self.context = getattr(self.model.config, "max_position_embeddings", 0) or 1 << 20
        self._waiting: deque[_Job] = deque()
        self._running: dict[Hashable, _Job] = {}
        self._wave: Wave | None = None
        self._thread: threading.Thread | None = None
        self._events: queue.SimpleQueue[Event | BaseException | None] = queue.SimpleQueue()
        self._early: list[Event] = []  # refusals at the door, told by the next step

    def submit(self, key: Hashable, prompt: Prompt, sampling: Sampling, *, live: bool = False) -> None:
        if key in self._running or any(job.key == key for job in self._waiting):
            raise KeyError(key)
        ids = self._encode(prompt)
        new = min(sampling.max_length or 128, self.context - len(ids))
        if not ids or new < LEAST_NEW and new < sampling.max_length:
            reason = "empty" if not ids else f"too long for this model ({len(ids)} tokens of {self.context})"
            self._early.append(Failed(key, EngineError(f"The prompt is {reason}.", permanent=True)))
            return
        job = _Job(key, prompt, sampling, live, ids, new)
        (self._waiting.appendleft if live else self._waiting.append)(job)

    def step(self) -> Sequence[Event]:
        events, self._early = self._early, []
        if self._thread is None and self._waiting:
            self._start()
        if self._thread is None:
            return events
        try:
            item = self._events.get(timeout=0.0 if events else 0.02)
            while True:
                events += self._take(item)
                item = self._events.get_nowait()
        except queue.Empty:
            return events

    def cancel(self, key: Hashable) -> None:
        self._waiting = deque(job for job in self._waiting if job.key != key)
        self._early = [e for e in self._early if e.key != key]
        if self._running.pop(key, None) is not None and self._wave is not None:
            self._wave.drop(key)

    @property
    def room(self) -> int:
        """Two waves: the one running and the next."""
        return max(0, 2 * self.batch - self.in_flight)

    @property
    def in_flight(self) -> int:
        return len(self._running) + len(self._waiting) + len(self._early)

    @torch.inference_mode()
    def logprobs(self, prompt: Prompt, texts: Sequence[str]) -> list[float | None]:
        start = self._encode(prompt)
        scores: list[float | None] = []
        for text in texts:
            tail = self.tokenizer.encode(text, add_special_tokens=False)
            if not tail or not start:
                scores.append(None)
                continue
            ids = torch.tensor([(start + tail)[: self.context]], device=self.model.device)  # [1, prompt + text]
            logits = self.model(ids).logits[0, len(start) - 1 : -1].float()  # [text, vocabulary]
            picked = logits.log_softmax(-1).gather(-1, ids[0, len(start) :, None])
            scores.append(float(picked.mean()))
        return scores

    def close(self) -> None:
        for key in list(self._running):
            self.cancel(key)
        self._waiting.clear()
        if self._thread is not None:
            self._thread.join(timeout=10)
        del self.model

    def _encode(self, prompt: Prompt) -> list[int]:
        if prompt.messages and self.tokenizer.chat_template:
            ids = self.tokenizer.apply_chat_template(
                list(prompt.messages), add_generation_prompt=True, tokenize=True, return_dict=True
            )["input_ids"]
            return list(ids)
        text = prompt.text or "\n\n".join(m["content"] for m in prompt.messages)
        return self.tokenizer.encode(text)

    def _start(self) -> None:
        """Takes the next wave: jobs that draw alike, up to `batch`; a job that broke a wave goes alone."""
        first = self._waiting.popleft()
        jobs = [first]
        alike = (first.sampling.temperature, first.sampling.top_k, first.sampling.top_p)
        kept: deque[_Job] = deque()
        while self._waiting and len(jobs) < self.batch and not first.alone:
            job = self._waiting.popleft()
            same = (job.sampling.temperature, job.sampling.top_k, job.sampling.top_p) == alike
            (jobs if same and not job.alone else kept).append(job)
        self._waiting = kept + self._waiting
        self._running |= {job.key: job for job in jobs}
        rows = [Row(j.key, j.ids, j.sampling.n, j.new, j.prompt.stop, j.live) for j in jobs]
        self._wave = Wave(self.model, self.tokenizer, rows, first.sampling, keep_special=self.style == "house")
        self._thread = threading.Thread(target=self._compute, args=(self._wave,), daemon=True, name="generate")
        self._thread.start()

    def _compute(self, wave: Wave) -> None:
        try:
            wave.run(self._events.put)
        except BaseException as error:  # told to the driver, which decides
            self._events.put(error)
        self._events.put(None)

    def _take(self, item: Event | BaseException | None) -> list[Event]:
        if item is None:
            self._thread, self._wave = None, None
            if self._waiting:
                self._start()
            return []
        if isinstance(item, BaseException):
            return self._broke(item)
        if item.key not in self._running:
            return []
        if isinstance(item, Finished):
            del self._running[item.key]
        return [item]

    def _broke(self, error: BaseException) -> list[Event]:
        """A wave of several is tried again, smaller or one by one; a prompt that breaks alone has failed."""
        jobs, self._running = list(self._running.values()), {}
        starved = isinstance(error, (MemoryError, torch.OutOfMemoryError))
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        if len(jobs) > 1:
            self.batch = max(1, len(jobs) // 2) if starved else self.batch
            log.warning("A wave of %d broke (%s); trying again in smaller ones of %d", len(jobs), error, self.batch)
            for job in jobs:
                job.alone = not starved
            self._waiting.extendleft(reversed(jobs))
            return []
        said = "The model ran out of memory." if starved else f"The model could not answer ({_short(error)})."
        return [Failed(job.key, EngineError(said)) for job in jobs]


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0][:160]}" if str(error) else type(error).__name__
