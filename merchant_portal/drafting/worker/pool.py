"""The engines of one worker process: loaded when first asked for, kept, reloaded after they broke.
Knows no rows."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

from django.conf import settings

from copywriter.engines import EngineError, load_engine
from copywriter.writer import Writer
from merchant_portal.environment import read

log = logging.getLogger(__name__)

#: Answers drawn for each one shown: 8 for 5.
OVER_ASK = float(read("COPYWRITER_OVER_ASK", "1.6"))
#: Engines kept beside the default one; the one that was idle longest goes first.
KEPT = 2


class EnginePool:
    """Writers by engine address. Only one thread uses it."""

    def __init__(self) -> None:
        self._writers: dict[str, Writer] = {}
        self._used: dict[str, float] = {}

    def get(self, address: str) -> Writer:
        """The writer of this engine. Loading takes up to some seconds. Raises EngineError."""
        writer = self._writers.get(address)
        if writer is None:
            self._make_room()
            started = time.monotonic()
            try:
                writer = Writer(load_engine(address), over_ask=OVER_ASK)
            except EngineError:
                raise
            except Exception as error:
                raise EngineError(f"The model could not be loaded ({type(error).__name__}: {error}).") from error
            log.info("engine %s loaded in %.1f s", writer.engine.model_id, time.monotonic() - started)
            self._writers[address] = writer
        self._used[address] = time.monotonic()
        return writer

    def loaded(self, address: str) -> Writer | None:
        return self._writers.get(address)

    def busy(self) -> Iterator[tuple[str, Writer]]:
        for address, writer in list(self._writers.items()):
            if writer.pending:
                self._used[address] = time.monotonic()
                yield address, writer

    def drop(self, address: str) -> None:
        """Forgets an engine that broke; the next row that wants it loads it anew."""
        writer = self._writers.pop(address, None)
        if writer is None:
            return
        try:
            writer.close()
        except Exception:  # noqa: BLE001  (it is broken already)
            log.exception("closing the broken engine %s", address)

    def _make_room(self) -> None:
        idle = [a for a, w in self._writers.items() if not w.pending and a != settings.COPYWRITER_ENGINE]
        for address in sorted(idle, key=self._used.__getitem__)[: max(0, len(idle) - KEPT + 1)]:
            self.drop(address)
