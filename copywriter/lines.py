"""The shell contract: JSON lines or a merchant's file in, JSON lines out in their order, bad lines answered in place.
Knows no engine's insides and no rule; it drives the writer and the checks, and reports progress to whoever asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from copywriter.checks import check
from copywriter.engines.base import Engine
from copywriter.formats import ParsedProduct, RowError, read_products
from copywriter.records import CHANNELS, KINDS, MARKETS, Brief, Evidence, InvalidRecord, ProductFacts, default_market
from copywriter.writer import NotWritten, Written, write

#: The keys of a product line; every other key is the caller's own and is handed back.
PRODUCT_KEYS = frozenset(("sku", "title", "category", "brand", "price", "currency", "language", "facts", "variants"))
CHECK_KINDS = (*KINDS, "title")
LINE_ENDINGS = (".jsonl", ".ndjson", ".json", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: the object it held, or why it could not be read."""

    data: dict[str, Any]
    error: str = ""


@dataclass(slots=True)
class Tally:
    """How a run went; `status` is the exit status of the shell command."""

    answered: int = 0
    bad: int = 0

    @property
    def status(self) -> int:
        return 1 if self.bad else 0


def read_lines(source: TextIO) -> Iterator[Line]:
    """Objects, one a line; blank lines are skipped; a line that is no object comes as an error."""
    for number, text in enumerate(source, start=1):
        if not text.strip():
            continue
        try:
            data = json.loads(text)
        except ValueError as error:
            yield Line({}, f"line {number} is not JSON: {error}")
            continue
        yield Line(data) if isinstance(data, dict) else Line({}, f"line {number} is not a JSON object")


def read_file(path: Path) -> Iterator[Line]:
    """Product lines of any importable file. Raises UnreadableFile where nothing in it can be read."""
    if path.suffix.lower() in LINE_ENDINGS:
        with path.open(encoding="utf-8-sig") as source:
            yield from read_lines(source)
        return
    for item in read_products(path):
        if isinstance(item, RowError):
            yield Line({}, f"row {item.row}: {item.reason}")
        elif isinstance(item, ParsedProduct):
            yield Line(item.facts.to_dict())


def write_lines(
    lines: Iterable[Line],
    engine: Engine,
    ask: Callable[[ProductFacts], Brief],
    out: TextIO,
    *,
    progress: Callable[[], object] = lambda: None,
    **options: Any,
) -> Tally:
    """Writes one line a product, in the input's order. `ask` makes the brief; products that can't be asked for are
    answered with an error. The seed of product i is the brief's plus i."""
    tally, kept, places = Tally(), {}, {}
    ready: dict[int, dict[str, Any]] = {}
    written = 0

    def answer(place: int, result: dict[str, Any]) -> None:
        nonlocal written
        ready[place] = result
        while written in ready:  # keeps the order: a line waits for those before it
            line = ready.pop(written)
            tally.answered += 1
            tally.bad += "error" in line
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            written += 1
            progress()

    def briefs() -> Iterator[Brief]:
        asked = 0
        for place, line in enumerate(lines):
            if line.error:
                answer(place, {"error": line.error})
                continue
            try:
                brief = ask(ProductFacts.from_dict(line.data))
            except (InvalidRecord, TypeError, AttributeError) as error:
                answer(place, _own(line.data) | {"sku": line.data.get("sku", ""), "error": str(error)})
                continue
            kept[asked], places[asked] = _own(line.data), place
            asked += 1
            yield replace(brief, sampling=replace(brief.sampling, seed=brief.sampling.seed + place))

    for outcome in write(briefs(), engine, **options):
        number = int(outcome.key)  # type: ignore[call-overload]
        answer(places.pop(number), kept.pop(number) | _result(outcome, engine.model_id))
    return tally


def check_lines(lines: Iterable[Line], out: TextIO, *, progress: Callable[[], object] = lambda: None) -> Tally:
    """The same lines with "findings" and "ledger"; see `check` for the options a line may carry."""
    tally = Tally()
    for line in lines:
        try:
            result = {"error": line.error} if line.error else line.data | check_line(line.data)
        except InvalidRecord as error:
            result = line.data | {"error": str(error)}
        tally.answered += 1
        tally.bad += "error" in result and "findings" not in result
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        progress()
    return tally


def check_line(data: dict[str, Any]) -> dict[str, Any]:
    """{"findings", "ledger"} of one line of the contract. Raises InvalidRecord naming what is missing or wrong."""
    if not isinstance(data.get("text"), str):
        raise InvalidRecord("text must be text")
    product = ProductFacts.from_dict(data.get("product") or {})
    language = _one_of(data, "language", ("en", "zh-Hans"), product.language)
    report = check(
        data["text"],
        product,
        language=language,
        market=_one_of(data, "market", MARKETS, default_market(language)),
        channel=_one_of(data, "channel", CHANNELS, "web"),
        kind=_one_of(data, "kind", CHECK_KINDS, "description"),
        evidence=_evidence(data.get("evidence") or ()),
        packs=_texts(data, "packs"),
        others=_texts(data, "others") or (),
    )
    return {
        "findings": [finding.to_dict() for finding in report.findings],
        "ledger": [entry.to_dict() for entry in report.ledger],
    }


def _own(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in PRODUCT_KEYS}


def _result(outcome: Written | NotWritten, engine: str) -> dict[str, Any]:
    brief = outcome.brief
    line = {
        "sku": brief.product.sku,
        "kind": brief.kind,
        "language": brief.language,
        "engine": engine,
        "seed": brief.sampling.seed,
    }
    if isinstance(outcome, NotWritten):
        return line | {"error": str(outcome.error)}
    return line | {"candidates": [candidate.to_dict() for candidate in outcome.candidates]}


def _one_of(data: dict[str, Any], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = data.get(name) or default
    if value not in allowed:
        raise InvalidRecord(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
    return str(value)


def _texts(data: dict[str, Any], name: str) -> tuple[str, ...] | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise InvalidRecord(f"{name} must be a list of texts")
    return tuple(value)


def _evidence(rows: Any) -> tuple[Evidence, ...]:
    names = ("type", "scope", "number", "valid_until")
    try:
        return tuple(Evidence(**{name: str(row[name] or "") for name in names if name in row}) for row in rows)
    except TypeError as error:
        raise InvalidRecord('evidence must be a list of {"type", "scope", "number", "valid_until"}') from error
