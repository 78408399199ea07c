"""An engine in a process of its own, so that checks and rows are worked on while it computes.
Knows no model: it hands prompts to the other process and takes events from it, and says so where that one died.

OpenVINO GenAI 2026.4 keeps Python's lock for the whole of a step: in one process every other thread stands still for
it, and the step then waits up to 5 ms for the lock back. The house model kept 67 % of its speed beside its checks.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from copywriter.engines.base import BESIDE_A_PERSON, Engine, EngineError, Event, Partial
from copywriter.records import Prompt, Sampling

#: Bulk prompts that wait in the other process beyond the engine's room: a place that falls free is taken at the next
#: step, while here the next rows are still fetched (10 to 40 ms, and answers come in bursts).
AHEAD = 16
#: Prompts are asked for so many at a time: taking eight rows costs the database little more than taking one.
TOGETHER = 8
#: Seconds that a step here waits for word: a person's row is looked for between steps.
LISTEN = 0.02
#: Seconds between signs of life, and of silence after which the process is taken to hang.
SIGN, SILENCE = 1.0, 120.0


class EngineApart(Engine):
    """The engine of `address` in a process of its own, which ends with this one. Raises EngineError as loading does."""

    def __init__(self, address: str) -> None:
        ours, theirs = socket.socketpair()
        here = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "copywriter.engines.apart", address, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        self._line = Connection(ours.detach())
        self._keys: dict[int, Hashable] = {}  # what each prompt's number stands for; numbers never come again
        self._number = 0
        self._heard = time.monotonic()
        try:
            said = self._line.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise EngineError("The model's process ended while it was loading.") from error
        if isinstance(said, EngineError):
            self.close()
            raise said
        self.model_id, self.style, self._places = said

    def submit(self, key: Hashable, prompt: Prompt, sampling: Sampling, *, live: bool = False) -> None:
        if key in self._keys.values():
            raise KeyError(key)
        self._number += 1
        self._keys[self._number] = key
        self._say("submit", self._number, replace(prompt, plan=None), sampling, live)

    def step(self) -> Sequence[Event]:
        events: list[Event] = []
        newest: dict[int, int] = {}  # a prompt's number → the place of its Partial: only the newest words are of use
        try:
            ready = self._line.poll(LISTEN)
            while ready:
                said = self._line.recv()
                if isinstance(said, EngineError):
                    raise said
                for event in said:
                    if event.key not in self._keys:  # cancelled meanwhile
                        continue
                    told = replace(event, key=self._keys[event.key])
                    if isinstance(event, Partial) and event.key in newest:
                        events[newest[event.key]] = told
                        continue
                    newest[event.key] = len(events)
                    events.append(told)
                    if not isinstance(event, Partial):
                        del self._keys[event.key]
                self._heard = time.monotonic()
                ready = self._line.poll(0)
        except (EOFError, OSError) as error:
            raise EngineError(self._ended()) from error
        if self._keys and time.monotonic() - self._heard > SILENCE:
            raise EngineError(f"The model's process said nothing for {SILENCE:.0f} seconds.")
        return events

    def cancel(self, key: Hashable) -> None:
        for number, known in list(self._keys.items()):
            if known == key:
                del self._keys[number]
                self._say("cancel", number)

    @property
    def room(self) -> int:
        free = self._places + AHEAD - len(self._keys)
        return free if free >= TOGETHER else 0

    @property
    def in_flight(self) -> int:
        return len(self._keys)

    def close(self) -> None:
        """The process is killed: it holds nothing that is not here."""
        self._keys.clear()
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _say(self, *words: Any) -> None:
        if len(self._keys) == 1:
            self._heard = time.monotonic()  # it had nothing to say before
        try:
            self._line.send(words)
        except OSError:
            return  # the next step says that it has ended

    def _ended(self) -> str:
        try:
            code = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            return "The model's process does not answer."
        if code == -signal.SIGKILL:
            return "The model's process was killed; memory may have run out."
        return f"The model's process ended by itself ({code})."


@dataclass(frozen=True, slots=True)
class _Waiting:
    number: int
    prompt: Prompt
    sampling: Sampling


def serve(line: Connection, load: Callable[[], Engine]) -> None:
    """The other process: until the line is closed, what is asked for is put to the engine and what it says goes back.
    People's prompts (live) go in at once, others as there is room."""
    try:
        engine = load()
    except Exception as error:  # noqa: BLE001  (told where the engine was asked for)
        line.send(_told(error))
        return
    line.send((engine.model_id, engine.style, engine.room))
    waiting: deque[_Waiting] = deque()
    people: set[int] = set()  # numbers of live prompts in flight
    signed = time.monotonic()
    while True:
        while line.poll(0 if engine.in_flight or waiting else None):
            _obey(line.recv(), engine, waiting, people)
        while waiting and engine.room > 0 and not (people and engine.in_flight - len(people) >= BESIDE_A_PERSON):
            first = waiting.popleft()
            engine.submit(first.number, first.prompt, first.sampling)
        try:
            events = engine.step() if engine.in_flight else ()
        except Exception as error:  # noqa: BLE001  (it is over; the other side says so to everybody who waits)
            line.send(_told(error))
            return
        people.difference_update(event.key for event in events if not isinstance(event, Partial))
        now = time.monotonic()
        if events or now - signed > SIGN:
            line.send(events)
            signed = now


def _told(error: Exception) -> EngineError:
    if isinstance(error, EngineError):
        return error
    if isinstance(error, MemoryError):
        return EngineError("The model ran out of memory.")
    return EngineError(f"The model stopped working ({type(error).__name__}: {error}).")


def _obey(words: Sequence[Any], engine: Engine, waiting: deque[_Waiting], people: set[int]) -> None:
    verb, number, *rest = words
    if verb == "submit":
        prompt, sampling, live = rest
        if live:
            people.add(number)
            engine.submit(number, prompt, sampling, live=True)
        else:
            waiting.append(_Waiting(number, prompt, sampling))
        return
    people.discard(number)
    engine.cancel(number)
    for one in [one for one in waiting if one.number == number]:
        waiting.remove(one)


def main() -> None:
    address, line = sys.argv[1], Connection(int(sys.argv[2]))
    for stop in (signal.SIGINT, signal.SIGTERM):  # sent to a whole group: what is in flight is still wanted
        signal.signal(stop, signal.SIG_IGN)
    from copywriter.engines.load import load_here  # noqa: PLC0415  (the engine's own library comes with it)

    try:
        serve(line, lambda: load_here(address))
    except (EOFError, OSError):
        os._exit(0)  # whoever asked is gone: nothing in flight is tidied away


if __name__ == "__main__":
    main()
