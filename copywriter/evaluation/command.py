"""The shell command `evaluate`: which products, which engine, which sheets; prints the table.
Counts nothing itself."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from copywriter.engines import load_engine
from copywriter.engines.base import Engine
from copywriter.evaluation import products, sheets, table
from copywriter.evaluation.drive import Run, drive, texts
from copywriter.evaluation.table import Row
from copywriter.records import LANGUAGES, TONES, Brief, Sampling

CATEGORY = {"en": "mug", "zh-Hans": "马克杯"}


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    if arguments.read:
        return _read(arguments.read)
    engine = load_engine(arguments.engine)
    print("| what | at least | seen | | on |\n|---|---|---|---|---|", flush=True)
    rows: list[Row] = []
    written: list[tuple[Brief, str]] = []
    try:
        for language in arguments.languages:
            for name, run in _runs(engine, language, arguments):
                rows += _said(table.rows_of(f"{language}, {name}", run))
                written += texts(run, kept=True)
                if arguments.sheets:
                    _sentence_sheet(run, language, name, arguments)
            if not arguments.quick:
                rows += _said(table.openings(engine, language, CATEGORY[language], Random(arguments.seed)))
            if arguments.sheets:
                _control_sheet(engine, language, arguments)
                _choice_sheet(engine, language, arguments)
    finally:
        engine.close()
    if arguments.texts:
        _print_texts(written, arguments)
    return int(any(r.bar is not None and r.seen is not None and r.seen < r.bar for r in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="copywriter evaluate", description=__doc__)
    parser.add_argument("--engine", default="house")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--products", type=int, default=60, help="of each sort: real, invented, of no known family")
    parser.add_argument("--data", type=Path, help="folder of real files; default: $COUNTERSIGN_DATA or ../shared/data")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--quick", action="store_true", help="leave out the openings of 100 products")
    parser.add_argument("--texts", type=int, default=0, metavar="N", help="print N texts a language, drawn at random")
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="write blind sheets for readers there")
    parser.add_argument("--sentences", type=int, default=300, help="sentences of each language on the sheets")
    parser.add_argument("--pairs", type=int, default=50, help="pairs of each language to be told apart by control")
    parser.add_argument("--choices", type=int, default=60, help="products of all languages, house beside human text")
    parser.add_argument(
        "--read", type=Path, metavar="FOLDER", help="count the verdicts of the sheets there, write nothing"
    )
    return parser


def _said(rows: Iterable[Row]) -> list[Row]:
    """Prints rows as they come: a whole evaluation takes minutes."""
    found = []
    for row in rows:
        print(row.line(), flush=True)
        found.append(row)
    return found


def _runs(engine: Engine, language: str, arguments: argparse.Namespace) -> Iterator[tuple[str, Run]]:
    rng, count = Random(arguments.seed), arguments.products
    folder = arguments.data or products.data_folder()
    if folder:
        real = products.real_products(folder, language)
        rng.shuffle(real)
        yield "real products", drive(engine, table.descriptions(real[:count], language))
    known = table.invented(language, rng, count, known=True)
    yield "invented, families with passages", drive(engine, table.descriptions(known, language))
    unknown = table.invented(language, rng, count, known=False)
    yield "invented, families without", drive(engine, table.descriptions(unknown, language))
    mixed = table.mixed(table.invented(language, rng, count, known=True), language, rng)
    yield "all kinds and lengths", drive(engine, mixed)


def _sentence_sheet(run: Run, language: str, name: str, arguments: argparse.Namespace) -> None:
    group = {"invented, families with passages": "known", "invented, families without": "unknown"}.get(name)
    if group:
        rng = Random(arguments.seed)
        items = sheets.sentence_items(texts(run, kept=True), language, arguments.sentences // 2, rng, group)
        sheets.write_sheet(items, arguments.sheets, f"sentences-{language}-{'one' if group == 'known' else 'two'}")


def _control_sheet(engine: Engine, language: str, arguments: argparse.Namespace) -> None:
    """Pairs of texts for one product, told apart by tone (every other pair) or audience."""
    rng = Random(arguments.seed + 1)
    things = table.invented(language, rng, arguments.pairs, known=True)
    briefs: list[Brief] = []
    asked: list[str] = []
    for i, product in enumerate(things):
        if i % 2:
            one, two = rng.sample(TONES, 2)
            briefs += [Brief(product, language=language, tone=t, sampling=Sampling(n=1, seed=i)) for t in (one, two)]
            asked.append(f"tone {one}")
        else:
            one, two = rng.sample(table.AUDIENCES[language], 2)
            briefs += [
                Brief(product, "recommendation", language, "warm", "short", audience=a, sampling=Sampling(n=1, seed=i))
                for a in (one, two)
            ]
            asked.append(f"audience {one}")
    answered = drive(engine, briefs, draw=2, show=1).answered
    firsts = [r.kept[0] if r.kept else "" for r in answered]
    pairs = [
        (asked[i], firsts[2 * i], firsts[2 * i + 1]) for i in range(len(things)) if firsts[2 * i] and firsts[2 * i + 1]
    ]
    sheets.write_sheet(sheets.control_items(pairs, language, rng), arguments.sheets, f"control-{language}")


def _choice_sheet(engine: Engine, language: str, arguments: argparse.Namespace) -> None:
    """A house description beside the shop's own, where that has a description's length."""
    folder = arguments.data or products.data_folder()
    if not folder:
        return
    rng = Random(arguments.seed + 2)
    found = products.described_products(folder, language)
    rng.shuffle(found)
    found = found[: arguments.choices // len(LANGUAGES)]
    briefs = [
        Brief(product, language=language, tone=TONES[i % 2], sampling=Sampling(seed=i))
        for i, (product, _) in enumerate(found)
    ]
    answered = drive(engine, briefs).answered
    pairs = [
        (products.facts_line(product), row.kept[0], own)
        for (product, own), row in zip(found, answered, strict=True)
        if row.kept
    ]
    sheets.write_sheet(sheets.choice_items(pairs, language, rng), arguments.sheets, f"choice-{language}")


def _print_texts(written: list[tuple[Brief, str]], arguments: argparse.Namespace) -> None:
    rng = Random(arguments.seed)
    for language in arguments.languages:
        rows = [(b, t) for b, t in written if b.language == language]
        print(f"\n## {language}: {arguments.texts} texts drawn at random from {len(rows)}")
        for brief, text in rng.sample(rows, min(arguments.texts, len(rows))):
            print(f"- *{brief.product.category or '–'}, {brief.kind}, {brief.tone}, {brief.length}*: {text}")


def _read(folder: Path) -> int:
    try:
        counts = sheets.read_folder(folder)
    except sheets.BadSheet as error:
        print(error, file=sys.stderr)
        return 2
    for name, (hits, total) in counts.items():
        row = {"what": name, "count": hits, "of": total, "share": round(hits / total, 4)}
        print(json.dumps(row, ensure_ascii=False))
    return 0
