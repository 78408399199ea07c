"""The engine for OpenAI-compatible servers: what it sends, what it bears, what it tells a person; and a real server."""

import json
import os
import socket
import subprocess
import sys
import time

import httpx
import pytest

from copywriter.engines import Failed, Finished, Partial
from copywriter.engines import asking as asking_module
from copywriter.engines.openai_compatible import OpenAIEngine
from copywriter.records import Prompt, Sampling


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(asking_module, "BACKOFF", 0.01)


class Server:
    """Answers from a list of (status, body or callable, headers); keeps what was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, request):
        body = json.loads(request.content)
        self.asked.append((request.url.path, body))
        status, answer, headers = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(body)
        if isinstance(answer, bytes):
            return httpx.Response(status, content=answer, headers=headers)
        return httpx.Response(status, json=answer, headers=headers)

    def engine(self, **options):
        return OpenAIEngine("http://model.test/v1", model="m", transport=httpx.MockTransport(self), **options)


def chat(body):
    return {
        "choices": [{"message": {"content": f"text {i}"}, "finish_reason": "stop"} for i in range(body.get("n", 1))],
        "usage": {"completion_tokens": 4 * body.get("n", 1)},
    }


def drive(engine, *, n=3, live=False, seconds=10.0):
    engine.submit("k", Prompt(text="p", messages=({"role": "user", "content": "p"},)), Sampling(n=n, seed=5), live=live)
    events, end = [], time.monotonic() + seconds
    while engine.in_flight and time.monotonic() < end:
        events += engine.step()
    engine.close()
    return events


def test_one_request_where_the_server_takes_n():
    server = Server((200, chat, {}))
    (finished,) = drive(server.engine())
    assert [c.text for c in finished.completions] == ["text 0", "text 1", "text 2"]
    assert finished.completions[0].tokens == 4
    assert [path for path, _ in server.asked] == ["/v1/chat/completions"]


def test_completions_are_asked_at_their_own_address():
    server = Server((200, lambda body: {"choices": [{"text": "t"}] * body.get("n", 1)}, {}))
    (finished,) = drive(server.engine(api="completions"))
    assert len(finished.completions) == 3
    assert server.asked[0][0] == "/v1/completions" and server.asked[0][1]["prompt"] == "p"


def test_n_requests_with_their_own_seeds_where_n_is_refused():
    refusal = (422, {"detail": "Unexpected fields in the request: {'n'}"}, {})
    server = Server(refusal, (200, chat, {}))
    (finished,) = drive(server.engine())
    assert len(finished.completions) == 3
    assert ["n" in body for _, body in server.asked] == [True, False, False, False]
    assert [body["seed"] for _, body in server.asked[1:]] == [5, 6, 7]


def test_n_requests_where_n_is_ignored_without_a_word():
    server = Server((200, lambda body: chat({}), {}))
    (finished,) = drive(server.engine())
    assert len(finished.completions) == 3 and len(server.asked) == 3


@pytest.mark.parametrize("trouble", [(429, {}, {"retry-after": "0"}), (500, {}, {}), (200, b"<html>", {})])
def test_trouble_that_passes_is_waited_out(trouble):
    server = Server(trouble, trouble, (200, chat, {}))
    (finished,) = drive(server.engine())
    assert isinstance(finished, Finished) and len(server.asked) == 3


@pytest.mark.parametrize(
    ("answer", "said", "permanent"),
    [
        ((429, {}, {}), "busy", False),
        ((500, {}, {}), "stumbled", False),
        ((200, b"\xff\x00garbage", {}), "not JSON", False),
        ((200, {"hello": 1}, {}), "not a completion", False),
        ((200, {"choices": []}, {}), "without any text", False),
        ((401, {}, {}), "key", True),
        ((404, {}, {}), "no model 'm'", True),
        ((400, {"error": {"message": "too long"}}, {}), "too long", True),
        ((302, {}, {"location": "http://elsewhere.test/"}), "status 302", True),
    ],
)
def test_trouble_that_stays_is_told_in_a_sentence(answer, said, permanent):
    server = Server(answer)
    (failed,) = drive(server.engine(retries=2))
    assert isinstance(failed, Failed)
    assert said in str(failed.error) and failed.error.permanent is permanent
    assert len(server.asked) == (1 if permanent or said == "without any text" else 3)


def test_a_server_that_is_away_is_told_in_a_sentence():
    def away(request):
        raise httpx.ConnectError("refused")

    engine = OpenAIEngine("http://model.test/v1", model="m", retries=1, transport=httpx.MockTransport(away))
    (failed,) = drive(engine)
    assert "can't be reached" in str(failed.error) and not failed.error.permanent


def test_a_watched_answer_is_streamed():
    pieces = ["Soft", " and", " warm"]
    lines = [{"choices": [{"delta": {"content": p}}]} for p in pieces] + [{"choices": [{"finish_reason": "length"}]}]
    stream = b"".join(b"data: " + json.dumps(x).encode() + b"\n\n" for x in lines) + b"data: [DONE]\n\n"
    server = Server((200, stream, {"content-type": "text/event-stream"}))
    events = drive(server.engine(), n=2, live=True)
    shown = [e.texts for e in events if isinstance(e, Partial)]
    assert shown[0] == ("Soft",) and shown[-1] == ("Soft and warm", "Soft and warm")
    assert [c.finish for c in events[-1].completions] == ["length", "length"]


def test_a_cancelled_question_is_not_heard_of_again():
    server = Server((429, {}, {"retry-after": "5"}))
    engine = server.engine()
    engine.submit("k", Prompt("p"), Sampling(n=1))
    engine.cancel("k")
    assert engine.in_flight == 0 and engine.step() == []
    engine.close()


@pytest.mark.model
def test_a_real_server_answers(tiny_model, tmp_path):
    """`transformers serve` with a model on disk: it knows no `n`, so n requests are made."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "serve.log").open("w")
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--device", "cpu", str(tiny_model)]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        end = time.monotonic() + 90
        while True:
            assert process.poll() is None and time.monotonic() < end, (tmp_path / "serve.log").read_text()[-2000:]
            try:
                if httpx.get(f"http://127.0.0.1:{port}/health", timeout=2).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.5)
        for live in (False, True):
            engine = OpenAIEngine(f"http://127.0.0.1:{port}/v1", model=str(tiny_model), api="completions")
            engine.submit("k", Prompt("Product: mug\n"), Sampling(n=3, max_length=12, seed=1), live=live)
            events, end = [], time.monotonic() + 60
            while engine.in_flight and time.monotonic() < end:
                events += engine.step()
            engine.close()
            assert isinstance(events[-1], Finished), events[-1:]
            assert len(events[-1].completions) == 3 and all(c.text for c in events[-1].completions)
            assert any(isinstance(e, Partial) for e in events) is live
    finally:
        process.terminate()
        process.wait(timeout=20)
