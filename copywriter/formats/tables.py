"""Rows out of CSV, TSV, XLSX and JSON lines, one at a time, within ceilings; a bad row is a RowError, not a crash.
Knows no column names and no products."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from copywriter.formats import detect
from copywriter.formats.cells import spreadsheet_text
from copywriter.formats.parsed import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, RowError, UnreadableFile

# The csv module refuses cells over 131,072 characters by raising for the whole file; ours are refused one row at a
# time, so its (process-wide) ceiling is lifted to the largest file that is read at all.
csv.field_size_limit(16 * 1024 * 1024)

#: A workbook is opened only within these: a 1.7 MB bomb unpacked to 77 MB at ratio 47 when measured.
MAX_ENTRIES = 200
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it. `rows` may be walked once."""

    headers: tuple[str, ...]
    rows: Iterator[Row | RowError]
    encoding: str = ""
    delimiter: str = ""


def open_text(data: bytes, delimiter: str = "") -> Table:
    """A CSV or TSV file. Raises UnreadableFile where the bytes hold no table."""
    text, encoding = detect.decode(data)
    delimiter = delimiter or detect.delimiter(text)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    # U+FFFD that the sender's file holds is the sender's; where decoding put it, the row can't be trusted.
    broken = "\ufffd" in text and "\ufffd".encode() not in data
    return _table(enumerate(reader, start=1), encoding, delimiter, broken=broken)


def open_workbook(data: bytes) -> Table:
    """The first sheet of an XLSX file that has a header and a row. Raises UnreadableFile for bombs and damage."""
    # A web process imports this module and opens no workbook; at its head this import cost it a second at each start.
    import openpyxl  # noqa: PLC0415

    _check_archive(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
        if not sheets:
            raise UnreadableFile("no_header")
        for sheet in sheets[:10]:
            sheet.reset_dimensions()  # the declared size is the sender's word; some write A1:XFD1048576
            try:
                table = _table(_sheet_rows(sheet), "", "")
            except UnreadableFile as refusal:
                if refusal.code == "no_header":  # a cover sheet
                    continue
                raise
            rows = table.rows
            peeked = next(rows, None)
            if peeked is not None:
                return Table(table.headers, _guarded(peeked, rows))
        raise UnreadableFile("no_header")
    except UnreadableFile:
        raise
    except Exception as error:  # the bytes are a stranger's, and openpyxl raises whatever its parts raise
        raise UnreadableFile("bad_workbook") from error


def _guarded(first: Row | RowError, rows: Iterator[Row | RowError]) -> Iterator[Row | RowError]:
    yield first
    try:
        yield from rows
    except UnreadableFile:
        raise
    except Exception as error:  # the bytes are a stranger's, and openpyxl raises whatever its parts raise
        raise UnreadableFile("bad_workbook") from error


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), start=1):
        yield number, [spreadsheet_text(value) for value in row]
        if number > MAX_ROWS * 2:  # empty rows count for nothing, but not for ever
            return


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableFile("bad_workbook") from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("compressed")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise UnreadableFile("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile("old_excel")


def _table(
    records: Iterator[tuple[int, Sequence[str]]], encoding: str, delimiter: str, *, broken: bool = False
) -> Table:
    headers: tuple[str, ...] = ()
    for _, record in records:
        cells = [cell.strip() for cell in record]
        if any(cells):
            headers = _headers(cells)
            break
    if not headers:
        raise UnreadableFile("no_header")
    return Table(headers, _rows(records, headers, broken), encoding, delimiter)


def _headers(cells: list[str]) -> tuple[str, ...]:
    """Unique names: a nameless column is called by its place, a repeated name gets a number. A long run of empty
    cells at the end is a spreadsheet's margin and goes; a few may head columns that do hold something."""
    named = max(place for place, cell in enumerate(cells, start=1) if cell)
    if len(cells) - named > _MARGIN:
        del cells[named:]
    if len(cells) > MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", count=len(cells), limit=MAX_COLUMNS)
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.lstrip("\ufeff").split())[:200] or f"#{place}"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)


def _rows(
    records: Iterator[tuple[int, Sequence[str]]], headers: tuple[str, ...], broken: bool
) -> Iterator[Row | RowError]:
    count = 0
    for number, record in records:
        if not any(cell.strip() for cell in record):
            continue
        count += 1
        if count > MAX_ROWS:
            yield RowError(number, "too_many_rows", {"limit": MAX_ROWS})
            return
        extra = [cell for cell in record[len(headers) :] if cell.strip()]
        cells = dict(zip(headers, [*record[: len(headers)], *[""] * (len(headers) - len(record))], strict=True))
        yield _checked(Row(number, cells), len(headers) + len(extra) if extra else 0, broken)


def _checked(row: Row, overflow: int, broken: bool) -> Row | RowError:
    kept = {name: cell[:500] for name, cell in row.cells.items()}
    if overflow:
        return RowError(row.number, "too_many_cells", {"count": overflow, "limit": len(row.cells)}, kept)
    for name, cell in row.cells.items():
        if len(cell) > MAX_CELL:
            return RowError(row.number, "long_cell", {"column": name, "count": len(cell), "limit": MAX_CELL}, kept)
        if broken and "\ufffd" in cell:
            return RowError(row.number, "bad_characters", {}, kept)
    return row


def json_lines(data: bytes) -> Iterator[tuple[int, dict[str, Any]] | RowError]:
    """(line number, object) for each line of a JSON lines file; a bad line is a RowError."""
    text, _ = detect.decode(data)
    count = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        count += 1
        if count > MAX_ROWS:
            yield RowError(number, "too_many_rows", {"limit": MAX_ROWS})
            return
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            yield RowError(number, "bad_json", {}, {"line": line[:500]})
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            yield RowError(number, "bad_json", {}, {"line": line[:500]})
