"""Which engines there are and how a short address names one: `load_engine("openvino:FOLDER")`.
Knows nothing of what is asked of them; a heavy library is imported by the engine that needs it, never before."""

from __future__ import annotations

from copywriter.engines.base import Engine, EngineError, Event, Failed, Finished, Partial
from copywriter.engines.load import ENGINE_KINDS, describe_engine, load_engine

__all__ = [
    "ENGINE_KINDS",
    "Engine",
    "EngineError",
    "Event",
    "Failed",
    "Finished",
    "Partial",
    "describe_engine",
    "load_engine",
]
