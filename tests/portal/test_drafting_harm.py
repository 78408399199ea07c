"""The model worker under harm: engines that break in every way, a folder that vanishes, a database that stumbles.
Each row ends once, written or failed with a sentence; the others are unharmed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.models import Count
from django.utils import timezone

from copywriter.engines import apart, asking
from copywriter.engines.load import HOUSE_FOLDER
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.models import Candidate, Draft, Request, RequestEvent
from merchant_portal.drafting.worker import leases, running
from tests.portal.writing import ask, make_batch, states, turn, until, write_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unscoped")]
Engine = Callable[..., None]
State = Request.State


def events(row: Request) -> list[str]:
    return list(RequestEvent.objects.filter(request=row).order_by("id").values_list("new", flat=True))


def mugs(asked: dict[str, Any]) -> bytes:
    """As many true texts as are asked for, streamed where a person watches; with characters that no database keeps."""
    uses = [
        "at breakfast",
        "at the desk",
        "by the window",
        "on the porch",
        "after a walk",
        "late at night",
        "in the garden",
    ]
    texts = [f"A stoneware mug in blue\x00 that holds 350 ml\ud83d, {use}." for use in (uses * 2)[: asked.get("n", 1)]]
    key = "delta" if asked.get("stream") else "message"
    choices = [{"index": i, key: {"content": t}, "finish_reason": "stop"} for i, t in enumerate(texts)]
    whole = json.dumps({"choices": choices}).encode()
    return b"data: " + whole + b"\n\ndata: [DONE]\n\n" if asked.get("stream") else whole


@contextmanager
def model_server(answer: tuple[int, bytes]) -> Iterator[str]:
    """A server that gives one answer to everything whose prompt holds “boom”, and a text to everything else."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, body = answer if "boom" in asked else (200, mugs(json.loads(asked)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"openai:http://127.0.0.1:{server.server_port}/v1?model=m&retries=1"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((429, b"{}"), "busy"),
        ((500, b"oops"), "stumbled"),
        ((200, b"\xff\x00garbage"), "usable text"),
        ((200, b'data: {"choices": []}\n\n'), "usable text"),
        ((200, b'data: {"choices": [{"delta": {"content": "\\u0000"}}]}\n\n'), "usable text"),
        ((400, b'{"error": {"message": "bad \\u0000 prompt"}}'), "bad"),
    ],
)
def test_a_model_server_that_answers_badly(
    answer: tuple[int, bytes],
    said: str,
    acme: Merchant,
    alice: User,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "BACKOFF", 0.01)
    acme.remote_engines = True
    acme.save(update_fields=["remote_engines"])
    with model_server(answer) as address:
        engine(address=address)
        guilty, other = ask(acme, alice, title="boom"), ask(acme, alice)
        write_all()
        guilty.refresh_from_db()
        assert guilty.state == "failed" and said in guilty.error and len(guilty.error) > 10
        assert guilty.attempt <= leases.TRIES and events(guilty)[-1] == "failed"
        assert not Candidate.objects.filter(request=guilty).exists()
        other.refresh_from_db()
        assert (other.state, other.error, other.attempt) == ("done", "", 1)
        assert Draft.objects.get(product=other.product).text.startswith("A stoneware mug in blue that holds 350 ml, ")


def test_a_model_server_that_is_away_is_asked_again_later(acme: Merchant, alice: User, engine: Engine) -> None:
    acme.remote_engines = True
    acme.save(update_fields=["remote_engines"])
    with model_server((500, b"")) as address:
        engine(address=address)
        row = ask(acme, alice)
    running.run(timezone.now)  # nobody listens any more
    row.refresh_from_db()
    assert row.state == "queued" and "can't be reached" in row.error
    assert row.not_before is not None and row.attempt == 1


@pytest.mark.parametrize("fault", ["none_on", "empty_on", "garbage_on"])
def test_an_engine_that_returns_nothing_or_garbage(fault: str, acme: Merchant, alice: User, engine: Engine) -> None:
    engine(f"{fault}=boom")
    guilty, other = ask(acme, alice, title="boom"), ask(acme, alice)
    write_all()
    guilty.refresh_from_db()
    assert guilty.state == "failed" and guilty.error and guilty.attempt <= leases.TRIES
    assert not Candidate.objects.filter(request=guilty).exists()
    assert states(pk=other.pk) == {other.pk: "done"}


@pytest.mark.skipif(not (HOUSE_FOLDER / "openvino").exists(), reason="the house model lies not in this checkout")
def test_a_model_folder_that_vanishes(acme: Merchant, alice: User, engine: Engine, tmp_path: Path) -> None:
    """A loaded model writes on; one that must be loaded again says what is missing, and writes once it is back."""
    folder = tmp_path / "model"
    shutil.copytree(HOUSE_FOLDER / "openvino", folder)
    address = f"openvino:{folder}"
    engine(address=address)
    first = ask(acme, alice)
    running.run(timezone.now)
    assert states(pk=first.pk) == {first.pk: "done"}
    shutil.move(folder, tmp_path / "elsewhere")
    second = ask(acme, alice)
    running.run(timezone.now)
    assert states(pk=second.pk) == {second.pk: "done"}
    running._pool.drop(address)  # as after a break, or in a new process
    third = ask(acme, alice)
    running.run(timezone.now)
    third.refresh_from_db()
    assert third.state == "failed" and "no converted model" in third.error and str(folder) in third.error
    shutil.move(tmp_path / "elsewhere", folder)
    fourth = ask(acme, alice)
    running.run(timezone.now)
    assert states(pk=fourth.pk) == {fourth.pk: "done"}


@pytest.mark.skipif(not (HOUSE_FOLDER / "openvino").exists(), reason="the house model lies not in this checkout")
@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_the_process_of_an_engine_is_killed_or_stands_still(
    harm: signal.Signals, acme: Merchant, alice: User, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SILENCE", 2.0)
    engine(address="house")
    running.run(timezone.now)
    batch, person = make_batch(acme, alice, 5), ask(acme, alice)
    thread = threading.Thread(target=turn, args=(60.0,))
    thread.start()
    until(lambda: Request.objects.filter(state="writing").count() == 6)
    until(lambda: running._pool._writers["house"].engine.in_flight > 0)
    os.kill(running._pool._writers["house"].engine._process.pid, harm)
    thread.join(90)
    assert not thread.is_alive()
    write_all(8)
    assert set(states().values()) == {"done"} and batch.requests.count() == 5
    assert "queued" in events(person)[1:] or any("queued" in events(row)[1:] for row in batch.requests.all())
    assert RequestEvent.objects.filter(new="done").count() == 6
    # three facts give the house model fewer than five different texts now and then; none comes twice
    texts = Request.objects.annotate(n=Count("candidates"), different=Count("candidates__text", distinct=True))
    assert all(row.n == row.different > 0 for row in texts)
    running._pool.drop("house")


def test_rows_are_put_back_where_the_database_fails_between_lease_and_engine(
    acme: Merchant, alice: User, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lose no try, and are not taken for rows that killed a worker."""
    rows, real, calls = [ask(acme, alice) for _ in range(4)], running.Grounds.of, []

    def fails_once(grounds: Any, **values: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise OperationalError("server closed the connection unexpectedly")
        return real(grounds, **values)

    monkeypatch.setattr(running.Grounds, "of", fails_once)
    running.run(timezone.now)
    assert set(states().values()) == {"done"}
    assert set(Request.objects.values_list("attempt", flat=True)) == {1}
    assert sorted(map(events, rows)) == sorted(
        [["queued", "writing", "done"]] + [["queued", "writing"] * 2 + ["done"]] * 3
    )
