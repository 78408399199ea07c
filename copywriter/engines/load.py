"""How an engine's address becomes a loaded engine, and what each address means to a person.
Knows no model's insides: each engine's module is imported only when its address is asked for."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from urllib.parse import parse_qsl

from copywriter.engines.base import Engine, EngineError

log = logging.getLogger(__name__)

HOUSE_FOLDER = Path(__file__).resolve().parent.parent / "models" / "house"

#: Address scheme → what it is, for pages and `--help`.
ENGINE_KINDS: dict[str, str] = {
    "house": "the model that ships with the project",
    "openvino": "a converted model folder on this machine's CPU (openvino:FOLDER)",
    "transformers": "any Hugging Face causal language model (transformers:gpt2, transformers:FOLDER)",
    "openai": "an OpenAI-compatible server (openai:http://host:8000/v1?model=NAME&api=chat)",
    "scripted": "fixed texts, for tests (scripted:)",
}


def load_engine(url: str) -> Engine:
    """Loads the engine that `url` names; a model may take seconds. Raises EngineError with a sentence for people.

    house                                the shipped model: its openvino form where it can run, else by transformers
    openvino:FOLDER[?threads=2]          OpenVINO GenAI, a folder made by `python -m copywriter convert`
    transformers:NAME[?device=cpu]       a hub name or a folder of safetensors; `transformers:smollm2` from its package
    openai:http://host/v1?model=NAME&api=chat|completions[&key_env=NAME]
    scripted:[?words=40&steps=4&delay=0&…]
    """
    kind, _, rest = url.strip().partition(":")
    if kind == "house":
        return _load_house()
    if kind not in ENGINE_KINDS:
        raise EngineError(f"There is no engine called {url!r}. Known: {', '.join(ENGINE_KINDS)}.", permanent=True)
    target, _, query = rest.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    if kind == "scripted":
        from copywriter.engines.scripted import ScriptedEngine  # noqa: PLC0415

        return ScriptedEngine.from_options(options)
    if not target:
        raise EngineError(f"The engine address {url!r} names no model.", permanent=True)
    if kind == "openvino":
        if os.name != "posix":
            return load_here(url)
        from copywriter.engines.apart import EngineApart  # noqa: PLC0415

        return EngineApart(url)
    if kind == "transformers":
        from copywriter.engines.transformers import TransformersEngine  # noqa: PLC0415  (heavy)

        return TransformersEngine(target, **options)
    from copywriter.engines.openai_compatible import OpenAIEngine  # noqa: PLC0415  (needs httpx)

    return OpenAIEngine(target, **options)


def load_here(url: str) -> Engine:
    """The engine of an address `openvino:FOLDER[?…]` in this very process: no other thread gets on while it steps."""
    from copywriter.engines.openvino import OpenVINOEngine  # noqa: PLC0415  (heavy)

    target, _, query = url.removeprefix("openvino:").partition("?")
    return OpenVINOEngine(Path(target), **dict(parse_qsl(query)))


def _load_house() -> Engine:
    """The shipped model in its fast form; by transformers where that form is missing or this machine can't run it."""
    reason = "its converted form is missing"
    converted = HOUSE_FOLDER / "openvino"
    if (converted / "openvino_model.xml").exists():
        try:
            return load_engine(f"openvino:{converted}?model_id=house&style=house")
        except (ImportError, EngineError) as error:
            reason = str(error)
    if not (HOUSE_FOLDER / "config.json").exists():
        raise EngineError("The house model is not in copywriter/models/house.", permanent=True)
    log.warning("The house model runs by transformers, several times slower than by OpenVINO: %s", reason)
    from copywriter.engines.transformers import TransformersEngine  # noqa: PLC0415  (heavy)

    return TransformersEngine(str(HOUSE_FOLDER), model_id="house", style="house")


def describe_engine(url: str) -> str:
    """One line for a page: which model and where it runs. Loads nothing."""
    kind, _, rest = url.strip().partition(":")
    if kind == "house":
        return "house"
    return f"{rest.partition('?')[0] or kind} ({kind})"
