"""A converted model on this machine's CPU, by OpenVINO GenAI: continuous batching, new work joins at any step.
Knows no torch and no transformers; it loads only folders that `python -m copywriter convert` made."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
import openvino
import openvino_genai as genai
from tokenizers import Tokenizer

from copywriter.engines.base import Engine, EngineError, Event, Failed, Finished, Partial
from copywriter.engines.widening import is_small, multiplies_int8, widen
from copywriter.records import Completion, Prompt, Sampling

log = logging.getLogger(__name__)

#: Products in flight that bulk work fills; a person waits for one step. A large model: 8 in flight are as fast
#: as 160.
PLACES = 12
#: The same for a model whose weights stay in the cache. Two AVX2 threads, 6 layers of width 256, five candidates of 65
#: tokens: 16, 20 and 24 were 3, 6 and 8 % faster than 12; a step takes 12 ms at 12 and 22 ms at 24, where a person who
#: came beside a batch had five candidates after 1.9 s at worst (bar 2).
PLACES_OF_SMALL = 20
#: Prompt tokens that one step may add. 256 keeps the longest step at 58 ms; 1,024 gave 2 % more and steps of 167 ms.
STEP_TOKENS = 256
#: Sequence groups that may run at once, people's requests beyond PLACES included.
MOST_GROUPS = 128


@dataclass(slots=True)
class _Group:
    """One request to the pipeline: `first` is the place of its first sequence among the key's."""

    handle: Any
    first: int


@dataclass(slots=True)
class _Job:
    ids: list[int]
    sampling: Sampling
    stop: tuple[str, ...]
    live: bool
    n: int
    new: int
    groups: list[_Group] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)  # tokens so far of the sequence that is shown while it is written
    done: dict[int, Completion] = field(default_factory=dict)  # place → completion


class OpenVINOEngine(Engine):
    """`folder` holds openvino_model.xml and tokenizer.json. Raises EngineError where it does not, or can't run here."""

    def __init__(self, folder: Path, *, model_id: str = "", style: str = "", threads: str | int = 0) -> None:
        folder = Path(folder).expanduser()
        if not (folder / "openvino_model.xml").is_file() or not (folder / "tokenizer.json").is_file():
            raise EngineError(
                f"{folder} holds no converted model. Make one: python -m copywriter convert NAME -o {folder}",
                permanent=True,
            )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.context = _context(folder)
        self.ends = _end_tokens(folder, self.tokenizer)
        self.model_id = model_id or folder.name
        self._chat = _chat_template(folder)
        self.style = style or self._own_style()  # type: ignore[assignment]
        scheduler = genai.SchedulerConfig()
        scheduler.cache_size = 0  # grows with what is in flight: 215 MB in all, against 309 with 1 GB set aside
        scheduler.max_num_seqs = MOST_GROUPS
        scheduler.max_num_batched_tokens = STEP_TOKENS
        scheduler.enable_prefix_caching = self.style != "house"  # its prompts are shorter than one block of 32 tokens
        properties: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY"}
        if int(threads):
            properties["INFERENCE_NUM_THREADS"] = int(threads)
        try:
            self._pipeline = _pipeline(folder, scheduler, properties)
        except RuntimeError as error:
            said = str(error).strip().splitlines()[-1][:200]
            raise EngineError(f"OpenVINO can't run {folder.name} on this machine: {said}", permanent=True) from error
        self._chat_tokenizer = self._pipeline.get_tokenizer() if self._chat else None
        self._places = PLACES_OF_SMALL if is_small(folder) else PLACES
        self._jobs: dict[Hashable, _Job] = {}
        self._early: list[Event] = []
        self._requests = 0

    def submit(self, key: Hashable, prompt: Prompt, sampling: Sampling, *, live: bool = False) -> None:
        if key in self._jobs:
            raise KeyError(key)
        ids = self._encode(prompt)
        new = min(sampling.max_length or 128, self.context - len(ids))
        if not ids or new < min(16, sampling.max_length or 16):
            reason = "empty" if not ids else f"too long for this model ({len(ids)} tokens of {self.context})"
            self._early.append(Failed(key, EngineError(f"The prompt is {reason}.", permanent=True)))
            return
        n = sampling.n if sampling.temperature > 0 else 1  # greedy answers would all be the same
        job = _Job(ids, sampling, prompt.stop, live, n, new)
        self._jobs[key] = job
        if live and n > 1:
            # The pipeline shows tokens on the way only where a request has one sequence. So one leads, alone for its
            # first step; the others follow and find the prompt in the prefix cache.
            self._request(job, first=0, n=1)
        else:
            self._request(job, first=0, n=n)

    def step(self) -> Sequence[Event]:
        events, self._early = self._early, []
        if self._pipeline.has_non_finished_requests():
            try:
                self._pipeline.step()
            except RuntimeError as error:
                raise EngineError(f"OpenVINO stopped: {str(error).strip().splitlines()[-1][:200]}") from error
        for key, job in list(self._jobs.items()):
            events += self._look(key, job)
        return events

    def cancel(self, key: Hashable) -> None:
        job = self._jobs.pop(key, None)
        self._early = [e for e in self._early if e.key != key]
        if job is not None:
            for group in job.groups:
                group.handle.cancel()

    @property
    def room(self) -> int:
        return max(0, self._places - len(self._jobs))

    @property
    def in_flight(self) -> int:
        return len(self._jobs) + len(self._early)

    def close(self) -> None:
        for key in list(self._jobs):
            self.cancel(key)
        while self._pipeline.has_non_finished_requests():  # the pipeline frees a cancelled request at its next step
            self._pipeline.step()
        del self._pipeline

    def _look(self, key: Hashable, job: _Job) -> list[Event]:
        """What happened to one key in the last step."""
        said = []
        for group in list(job.groups):
            if group.handle.get_status() == genai.GenerationStatus.RUNNING:
                if job.live and group.first == 0 and group.handle.can_read():
                    for output in group.handle.read().values():
                        job.lead += output.generated_ids
                    said.append(Partial(key, (self._text(job.lead).rstrip("\ufffd"),)))
                continue
            job.groups.remove(group)
            self._collect(job, group)
        if self._followers_due(job):
            self._request(job, first=1, n=job.n - 1)
        if len(job.done) == job.n:
            del self._jobs[key]
            return [Finished(key, tuple(job.done[i] for i in range(job.n)))]
        return said

    def _followers_due(self, job: _Job) -> bool:
        """The lead sequence has its first token (or is over) and the others have not been asked for."""
        asked = len(job.done) + len(job.groups)
        return job.live and asked == 1 < job.n and (bool(job.lead) or 0 in job.done)

    def _collect(self, job: _Job, group: _Group) -> None:
        outputs = group.handle.read_all()
        for place, output in enumerate(outputs, start=group.first):
            tokens = list(output.generated_ids)
            if job.live and group.first == 0 and len(tokens) < len(job.lead):
                tokens = job.lead + tokens  # what was read on the way is not read again
            stopped = output.finish_reason == genai.GenerationFinishReason.STOP
            text = self._text(tokens[:-1] if tokens and tokens[-1] in self.ends else tokens)
            for stop in job.stop:
                text = text.partition(stop)[0]
            # the score adds the log-probabilities as drawn: after temperature and top_k
            mean = float(output.score) / len(tokens) if tokens else None
            job.done[place] = Completion(text, len(tokens), mean, "stop" if stopped else "length")

    def _request(self, job: _Job, *, first: int, n: int) -> None:
        config, sampling = genai.GenerationConfig(), job.sampling
        config.max_new_tokens = job.new
        config.num_return_sequences = n
        config.do_sample = sampling.temperature > 0
        if config.do_sample:
            config.temperature = sampling.temperature
            config.top_p = sampling.top_p
            if sampling.top_k:
                config.top_k = sampling.top_k
        config.rng_seed = (sampling.seed + first * 7919) % (1 << 32)
        config.set_eos_token_id(self.ends[0])
        ids = {stop: self.tokenizer.token_to_id(stop) for stop in job.stop}  # a stop may be one token, or a string
        config.stop_token_ids = {*self.ends, *(i for i in ids.values() if i is not None)}
        if strings := {stop for stop, i in ids.items() if i is None}:
            config.stop_strings = strings
        self._requests += 1
        prompt = openvino.Tensor(numpy.array([job.ids], dtype=numpy.int64))  # [1, prompt]
        handle = self._pipeline.add_request(self._requests, prompt, config)
        job.groups.append(_Group(handle, first))

    def _encode(self, prompt: Prompt) -> list[int]:
        if prompt.messages and self._chat_tokenizer is not None:
            text = self._chat_tokenizer.apply_chat_template(list(prompt.messages), add_generation_prompt=True)
            return self.tokenizer.encode(text, add_special_tokens=False).ids
        return self.tokenizer.encode(prompt.text or "\n\n".join(m["content"] for m in prompt.messages)).ids

    def _text(self, tokens: list[int]) -> str:
        return self.tokenizer.decode(tokens, skip_special_tokens=self.style != "house")

    def _own_style(self) -> str:
        if self.tokenizer.token_to_id("<|v|>") is not None:
            return "house"
        return "chat" if self._chat else "continuation"


def _pipeline(
    folder: Path, scheduler: genai.SchedulerConfig, properties: dict[str, Any]
) -> genai.ContinuousBatchingPipeline:
    """The model as this processor runs it fastest. Raises RuntimeError where it can't."""
    if not is_small(folder):
        return genai.ContinuousBatchingPipeline(str(folder), scheduler, "CPU", properties)
    # Attention over 60 tokens takes a quarter of a step with the cache in int8, a fifth in fp16 (fp32 is no faster).
    properties = {**properties, "KV_CACHE_PRECISION": "f16"}
    with tempfile.TemporaryDirectory(prefix="copywriter-", ignore_cleanup_errors=True) as place:
        runs = folder
        if not multiplies_int8():
            try:
                widen(folder, Path(place))
                runs = Path(place)
            except OSError as error:
                log.warning("The model keeps its int8 weights, which are slower here: %s", error)
        return genai.ContinuousBatchingPipeline(str(runs), scheduler, "CPU", properties)


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _context(folder: Path) -> int:
    config = _json(folder / "config.json")
    return int(config.get("max_position_embeddings") or config.get("n_positions") or 1 << 20)


def _end_tokens(folder: Path, tokenizer: Tokenizer) -> list[int]:
    """Every token that ends an answer, from the model's own files; never empty."""
    generation, model = _json(folder / "generation_config.json"), _json(folder / "config.json")
    named = generation.get("eos_token_id", model.get("eos_token_id"))
    ends = list(named) if isinstance(named, list) else [named]
    ends.append(tokenizer.token_to_id(_json(folder / "tokenizer_config.json").get("eos_token") or "<|endoftext|>"))
    return list(dict.fromkeys(e for e in ends if e is not None)) or [0]


def _chat_template(folder: Path) -> bool:
    inside = _json(folder / "tokenizer_config.json").get("chat_template")
    return bool(inside) or (folder / "chat_template.jinja").is_file()
