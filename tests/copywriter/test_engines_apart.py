"""An engine in another process: what is asked goes over, what is answered comes back, and a death is told."""

import os
import signal
import subprocess
import sys
import threading
from multiprocessing import Pipe

import pytest

from copywriter.engines import EngineError, Failed, Finished, Partial, load_engine
from copywriter.engines.apart import AHEAD, EngineApart, serve
from copywriter.engines.load import HOUSE_FOLDER
from copywriter.records import Prompt, Sampling


class Beside(EngineApart):
    """As the engine that is used, with a thread in the place of the other process."""

    def __init__(self, script):
        self._line, theirs = Pipe()
        self._keys, self._number, self._heard = {}, 0, 0.0
        self.served = threading.Thread(target=self._serve, args=(theirs, script), daemon=True)
        self.served.start()
        self.model_id, self.style, self._places = self._line.recv()

    def _serve(self, line, script):
        try:
            serve(line, lambda: load_engine(script))
        except (EOFError, OSError):
            line.close()

    def close(self):
        self._line.close()
        self.served.join(5)

    def _ended(self):
        return "ended"


def drive(engine, limit=500):
    events = []
    for _ in range(limit):
        if not engine.in_flight:
            return events
        events += engine.step()
    raise AssertionError("the engine never came to an end")


@pytest.fixture
def engine():
    engines = []

    def make(script="scripted:"):
        engines.append(Beside(script))
        return engines[-1]

    yield make
    for made in engines:
        made.close()


def test_answers_are_those_that_the_engine_gives_here(engine):
    here, there = load_engine("scripted:"), engine()
    for one in (here, there):
        one.submit(("row", 1), Prompt("a mug"), Sampling(n=3, seed=3))
    (mine,), (theirs,) = drive(here), drive(there)
    assert theirs == mine
    assert there.room == here.room + AHEAD


def test_what_a_person_watches_goes_in_at_once_and_others_as_there_is_room(engine):
    one = engine("scripted:?places=2&steps=3")
    for number in range(5):
        one.submit(number, Prompt(f"bulk {number}"), Sampling(n=1))
    one.submit("person", Prompt("mine"), Sampling(n=1), live=True)
    order = [e.key for e in drive(one) if isinstance(e, Finished)]
    assert order.index("person") <= 2
    assert sorted(k for k in order if k != "person") == [0, 1, 2, 3, 4]


def test_what_waits_here_waits_on_while_a_person_is_written_for(engine):
    one = engine("scripted:?places=5&steps=4")
    one.submit("person", Prompt("mine"), Sampling(n=1), live=True)
    for number in range(6):
        one.submit(number, Prompt(f"bulk {number}"), Sampling(n=1))
    order = [e.key for e in drive(one) if isinstance(e, Finished)]
    assert order.index("person") <= 3
    assert sorted(k for k in order if k != "person") == [0, 1, 2, 3, 4, 5]


def test_a_key_in_flight_is_not_taken_twice_and_a_cancelled_one_is_never_heard_of(engine):
    one = engine("scripted:?steps=20&delay=0.01")
    one.submit("gone", Prompt("a"), Sampling(n=1), live=True)
    one.submit("stays", Prompt("b"), Sampling(n=1), live=True)
    with pytest.raises(KeyError):
        one.submit("stays", Prompt("b"), Sampling(n=1))
    one.cancel("gone")
    one.submit("gone", Prompt("another"), Sampling(n=1, seed=5))
    events = drive(one)
    assert not [e for e in events if isinstance(e, Partial) and e.key == "gone"]
    assert {e.key for e in events if isinstance(e, Finished)} == {"gone", "stays"}


def test_a_failure_of_one_prompt_comes_back_with_whether_trying_again_helps(engine):
    one = engine("scripted:?refuse_on=bad")
    one.submit("k", Prompt("bad"), Sampling(n=1))
    (failed,) = drive(one)
    assert isinstance(failed, Failed) and failed.error.permanent


@pytest.mark.parametrize(("fault", "said"), [("oom_on", "out of memory"), ("raise_on", "stopped working")])
def test_an_engine_that_breaks_breaks_here(engine, fault, said):
    one = engine(f"scripted:?{fault}=bad")
    one.submit("k", Prompt("bad"), Sampling(n=1))
    with pytest.raises(EngineError, match=said):
        drive(one)


def test_an_engine_that_says_nothing_is_taken_to_hang(engine, monkeypatch):
    monkeypatch.setattr("copywriter.engines.apart.SILENCE", 0.2)
    one = engine("scripted:?block_on=stuck")
    one.submit("k", Prompt("stuck"), Sampling(n=1))
    with pytest.raises(EngineError, match="said nothing"):
        drive(one)
    one.served.join = lambda _: None  # it sleeps on


needs_model = pytest.mark.skipif(
    not (HOUSE_FOLDER / "openvino" / "openvino_model.xml").exists(), reason="the converted house model is not here"
)


@needs_model
@pytest.mark.model
def test_a_killed_process_is_told_with_its_likely_cause_and_leaves_none_behind():
    pytest.importorskip("openvino_genai")
    one = load_engine("house")
    one.submit("k", Prompt("<|write|>"), Sampling(n=1))
    os.kill(one._process.pid, signal.SIGKILL)
    with pytest.raises(EngineError, match="memory may have run out"):
        drive(one)
    one.close()
    assert one._process.returncode == -signal.SIGKILL


@needs_model
@pytest.mark.model
def test_the_process_ends_with_the_one_that_asked():
    pytest.importorskip("openvino_genai")
    script = (
        "import os, signal; from copywriter.engines import load_engine; e = load_engine('house'); "
        "print(e._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    pid = int(asked.stdout)
    waited = threading.Event()
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if _zombie(pid):
            return
        waited.wait(0.05)
    raise AssertionError("the engine's process lives on")


def _zombie(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
