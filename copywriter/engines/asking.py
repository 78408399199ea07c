"""One question to an OpenAI-compatible server until n answers are there: bodies, streams, retries, and what went wrong.
Knows no queue and no engine; it blocks the thread that asks."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from copywriter.engines.base import EngineError
from copywriter.records import Prompt, Sampling

#: Seconds before the first retry, doubled each time with up to half again at random; a server's Retry-After wins.
BACKOFF = 0.5
MOST_WAIT = 30.0
#: Worth another try: the server is busy or stumbled. Everything else is told at once.
RETRIED = {408, 409, 425, 429, 500, 502, 503, 504}
MOST_BYTES = 4 << 20


class Cancelled(Exception):
    """Nobody waits for this answer any more."""


@dataclass(slots=True)
class Answer:
    text: str = ""
    tokens: int = 0
    logprob: float | None = None
    finish: str = "stop"


@dataclass(slots=True)
class Server:
    """One server and what was learnt of it: fields that it refuses are left out from then on."""

    client: httpx.Client
    model: str
    api: str
    retries: int
    refused: set[str] = field(default_factory=set)


def ask(
    server: Server,
    prompt: Prompt,
    sampling: Sampling,
    *,
    stop: threading.Event,
    told: Callable[[Sequence[str]], None] | None = None,
) -> list[Answer]:
    """n answers: by one request where the server takes `n`, else by as many as are missing.

    Raises EngineError with a sentence for people, Cancelled when `stop` was set.
    """
    answers: list[Answer] = []
    while len(answers) < sampling.n:
        if stop.is_set():
            raise Cancelled
        missing = sampling.n - len(answers)
        body = _body(server, prompt, sampling, n=1 if told else missing, seed=sampling.seed + len(answers))
        done = [a.text for a in answers]

        def so_far(texts: Sequence[str], done: list[str] = done) -> None:
            if told is not None:
                told(done + list(texts))

        got = _with_retries(server, body, stop, so_far if told else None)
        if not got:
            raise EngineError("The model server answered without any text.")
        answers += got[:missing]
        if len(got) < body.get("n", 1):
            server.refused.add("n")  # ignored without a word
    return answers


def _body(server: Server, prompt: Prompt, sampling: Sampling, *, n: int, seed: int) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": server.model,
        "max_tokens": sampling.max_length or 256,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": seed,
        "n": n,
        "stop": list(prompt.stop) or None,
    }
    if server.api == "chat":
        body["messages"] = list(prompt.messages) or [{"role": "user", "content": prompt.text}]
    else:
        body["prompt"] = prompt.text or "\n\n".join(m["content"] for m in prompt.messages)
    if n == 1:
        del body["n"]
    return {k: v for k, v in body.items() if v is not None and k not in server.refused}


def _with_retries(
    server: Server, body: dict[str, Any], stop: threading.Event, told: Callable[[Sequence[str]], None] | None
) -> list[Answer]:
    tries, waited = 0, BACKOFF
    while True:
        tries += 1
        try:
            return _once(server, body, stop, told)
        except _Busy as busy:
            if tries > server.retries:
                raise EngineError(busy.said) from busy
            pause = busy.after if busy.after is not None else waited * random.uniform(1.0, 1.5)
            waited *= 2
            if stop.wait(min(pause, MOST_WAIT)):
                raise Cancelled from busy
        except _Refused as refused:
            if refused.field == "stream" and told:
                told = None
                continue
            if refused.field not in body:
                raise EngineError(refused.said, permanent=True) from refused
            server.refused.add(refused.field)
            del body[refused.field]
            tries -= 1


class _Busy(Exception):
    def __init__(self, said: str, after: float | None = None) -> None:
        self.said, self.after = said, after


class _Refused(Exception):
    def __init__(self, said: str, field: str) -> None:
        self.said, self.field = said, field


def _once(
    server: Server, body: dict[str, Any], stop: threading.Event, told: Callable[[Sequence[str]], None] | None
) -> list[Answer]:
    """One request. A stream where somebody watches: shown as it comes, and dropped at once when cancelled."""
    path = "chat/completions" if server.api == "chat" else "completions"
    sent = body | {"stream": True} if told else body
    try:
        with server.client.stream("POST", path, json=sent) as response:
            if response.status_code != 200:
                raise _trouble(response, sent)
            if not told:
                return _answers(_whole(response, stop))
            return _streamed(response, stop, told)
    except httpx.TimeoutException as error:
        raise _Busy("The model server took too long to answer.") from error
    except httpx.TransportError as error:
        raise _Busy("The model server can't be reached.") from error


def _whole(response: httpx.Response, stop: threading.Event) -> dict[str, Any]:
    content = b""
    for piece in response.iter_bytes():
        content += piece
        if stop.is_set():
            raise Cancelled
        if len(content) > MOST_BYTES:
            raise EngineError("The model server's answer is far too long.")
    try:
        data = json.loads(content)
    except ValueError as error:
        raise _Busy("The model server answered something that is not JSON.") from error
    if not isinstance(data, dict) or not isinstance(data.get("choices"), list):
        raise _Busy("The model server answered something that is not a completion.")
    return data


def _answers(data: dict[str, Any]) -> list[Answer]:
    counted = int((data.get("usage") or {}).get("completion_tokens") or 0)
    choices = data["choices"]
    return [
        Answer(
            text=str(c.get("text") or (c.get("message") or {}).get("content") or ""),
            tokens=counted // len(choices),
            finish="length" if c.get("finish_reason") == "length" else "stop",
        )
        for c in choices
    ]


def _streamed(response: httpx.Response, stop: threading.Event, told: Callable[[Sequence[str]], None]) -> list[Answer]:
    answer = Answer()
    for data in _events(response):
        if stop.is_set():
            raise Cancelled
        if "error" in data:
            raise _Busy(f"The model server broke off: {str(data['error'])[:200]}")
        for choice in data.get("choices") or ():
            piece = choice.get("text") or (choice.get("delta") or {}).get("content") or ""
            answer.text += piece
            answer.tokens += bool(piece)
            if choice.get("finish_reason"):
                answer.finish = "length" if choice["finish_reason"] == "length" else "stop"
            if piece:
                told([answer.text])
        answer.tokens = int((data.get("usage") or {}).get("completion_tokens") or answer.tokens)
    return [answer]


def _events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """The JSON objects of a server-sent stream, up to [DONE] or its end."""
    for line in response.iter_lines():
        if not line.startswith("data:"):
            continue
        data = line[5:].strip()
        if data == "[DONE]":
            return
        try:
            value = json.loads(data)
        except ValueError as error:
            raise _Busy("The model server streamed something that is not JSON.") from error
        if isinstance(value, dict):
            yield value


def _trouble(response: httpx.Response, body: dict[str, Any]) -> Exception:
    """What an answer other than 200 means: busy, a field it does not take, or an error to tell."""
    code, said = response.status_code, _said(response)
    if code in RETRIED:
        what = "is busy (too many requests)" if code == 429 else f"stumbled (status {code})"
        return _Busy(f"The model server {what}.", _retry_after(response))
    if code in (400, 422):
        for name in ("n", "seed", "stop", "top_p", "stream"):
            quoted = (f"'{name}'", f'"{name}"', f"`{name}`")
            if name in body and (any(q in said for q in quoted) or said.startswith(f"{name} ")):
                return _Refused(f"The model server refused the request: {said}", name)
    if code in (401, 403):
        return EngineError("The model server did not accept the key.", permanent=True)
    if code == 404:
        return EngineError(f"The model server knows no model {body.get('model')!r} at this address.", permanent=True)
    return EngineError(f"The model server refused the request (status {code}): {said[:200]}", permanent=code < 500)


def _said(response: httpx.Response) -> str:
    try:
        data = json.loads(response.read()[:MOST_BYTES])
        error = data.get("error", data.get("detail", data)) if isinstance(data, dict) else data
        return str(error.get("message", error) if isinstance(error, dict) else error)
    except (ValueError, httpx.HTTPError):
        return ""


def _retry_after(response: httpx.Response) -> float | None:
    try:
        return max(0.0, float(response.headers.get("retry-after", "")))
    except ValueError:
        return None
