"""Any server that speaks OpenAI's API (vLLM, Ollama, transformers serve, a hosted model): completions and chat.
Knows HTTP and nothing of whose data it sends; whether a merchant allows that is decided before anything comes here."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from copywriter.engines.asking import Answer, Cancelled, Server, ask
from copywriter.engines.base import Engine, EngineError, Event, Failed, Finished, Partial
from copywriter.records import Completion, Prompt, Sampling

#: Requests in the air at once. Servers batch by themselves; more than this only lengthens their queue.
PLACES = 8


@dataclass(slots=True)
class _Job:
    stop: threading.Event = field(default_factory=threading.Event)


class OpenAIEngine(Engine):
    """`base` is the address up to and including /v1. The key is read from the environment variable named `key_env`."""

    def __init__(
        self,
        base: str,
        *,
        model: str = "",
        api: str = "chat",
        key_env: str = "OPENAI_API_KEY",
        timeout: str | float = 60,
        places: str | int = PLACES,
        retries: str | int = 3,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        if not base.startswith(("http://", "https://")):
            raise EngineError(f"The server's address {base!r} must begin with http:// or https://.", permanent=True)
        if api not in ("chat", "completions"):
            raise EngineError(f"api is {api!r}; it must be chat or completions.", permanent=True)
        key = os.environ.get(key_env, "")
        client = httpx.Client(
            base_url=base.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(float(timeout), connect=5.0),
            follow_redirects=False,  # a redirect could carry product data to another host
            transport=transport,
        )
        self.server = Server(client, model=model, api=api, retries=int(retries))
        self.model_id = model or base
        self.style = "chat" if api == "chat" else "continuation"
        self.places = int(places)
        self._jobs: dict[Hashable, _Job] = {}
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        # people's requests may go beyond the places, so there are more threads than places
        self._threads = ThreadPoolExecutor(max_workers=self.places * 2, thread_name_prefix="openai")

    def submit(self, key: Hashable, prompt: Prompt, sampling: Sampling, *, live: bool = False) -> None:
        if key in self._jobs:
            raise KeyError(key)
        job = self._jobs[key] = _Job()
        self._threads.submit(self._answer, key, job, prompt, sampling, live)

    def step(self) -> Sequence[Event]:
        events: list[Event] = []
        try:
            event = self._events.get(timeout=0.05)
            while True:
                if event.key in self._jobs:
                    if not isinstance(event, Partial):
                        del self._jobs[event.key]
                    events.append(event)
                event = self._events.get_nowait()
        except queue.Empty:
            return events

    def cancel(self, key: Hashable) -> None:
        job = self._jobs.pop(key, None)
        if job is not None:
            job.stop.set()

    @property
    def room(self) -> int:
        return max(0, self.places - len(self._jobs))

    @property
    def in_flight(self) -> int:
        return len(self._jobs)

    def close(self) -> None:
        for key in list(self._jobs):
            self.cancel(key)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.server.client.close()

    def _answer(self, key: Hashable, job: _Job, prompt: Prompt, sampling: Sampling, live: bool) -> None:
        """On a thread of its own: asks until n answers are there, then tells."""

        def told(texts: Sequence[str]) -> None:
            self._events.put(Partial(key, tuple(texts)))

        try:
            answers = ask(self.server, prompt, sampling, stop=job.stop, told=told if live else None)
            self._events.put(Finished(key, tuple(map(_completion, answers))))
        except Cancelled:
            return
        except EngineError as error:
            self._events.put(Failed(key, error))
        except Exception as error:  # a thread must not die unheard
            self._events.put(Failed(key, EngineError(f"The model server's answer broke us: {error!r}")))


def _completion(answer: Answer) -> Completion:
    return Completion(answer.text, answer.tokens, answer.logprob, answer.finish)
