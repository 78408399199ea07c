"""Specifications packed into one cell, unpacked to name–value pairs: the dozen ways in which exporters pack them.
Knows no columns and judges no fact; only `facts` leaves out what boilerplate knows to be noise."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from typing import Any

from copywriter.formats import boilerplate
from copywriter.formats.cells import fold, is_blank, join_values, one_line
from copywriter.records import Fact

Pair = tuple[str, str]

MAX_FACTS = 120
MAX_NAME, MAX_VALUE = 80, 1000
_NAME = r"[^\s:：=#;；|,，。!！?？\n][^:：=#;；|,，。!！?？\n]{0,59}"
#: A name inside a run of text: a capitalised word, then small words ("Height including back cushions", "Min. height").
_RUN_NAME = r"(?:Min\. |Max\. )?[A-Z][A-Za-z/&.-]*(?: [a-z][\w/&-]*){0,4}"
_RUN = re.compile(rf"({_RUN_NAME})\s*:\s*(.+?)(?=\s+{_RUN_NAME}\s*:|$)", re.DOTALL)
_ZH_RUN = re.compile(
    r"([\u3400-\u9fffA-Za-z（）()/]{1,14})[：:]\s*(.+?)(?=[\s,，;；]+[\u3400-\u9fffA-Za-z（）()/]{1,14}[：:]|$)",
    re.DOTALL,
)


def pairs(text: str) -> list[Pair]:
    """The pairs of one packed cell in their order, repetitions and all; [] where the cell packs none."""
    text = text.strip()
    if not text or text.lower() in ("null", "none", "[]", "{}"):
        return []
    if "#:#" in text:
        return _split(text, "#;#", "#:#")
    if text[0] in "[{":
        found = _structured(text)
        if found:
            return found
    if re.fullmatch(r"[^#*\n]+#[^#*\n]+(\*[^#*\n]+#[^#*\n]+)*", text):
        return _split(text, "*", "#")
    if re.match(r"^[\w .-]{1,60}=", text) and "\n" not in text:
        return [(n, v.strip('"').replace("|", ", ")) for n, v in _split_at_names(text, r",\s*(?=[\w .-]{1,60}=)", "=")]
    return _lines(text) if "\n" in text else _single_line(text)


def _single_line(text: str) -> list[Pair]:
    for separator in (";", "；", "|", "##"):
        parts = [p for p in text.split(separator) if p.strip()]
        if len(parts) > 1 and all(re.match(rf"^\s*{_NAME}\s*[:：=]", p) for p in parts):
            return [pair for p in parts if (pair := _pair(p))]
    if re.search(r"[\u3400-\u9fff][）)]?\s*[：:]", text):
        return [(n, v) for n, v in _ZH_RUN.findall(text)]
    run = _RUN.findall(text)
    if len(run) > 1:
        return [(n, v) for n, v in run]
    parts = re.split(rf",\s*(?={_NAME}:)", text)
    if len(parts) > 1:
        return [pair for p in parts if (pair := _pair(p))]
    pair = _pair(text)
    return [pair] if pair else []


def _lines(text: str) -> list[Pair]:
    found: list[Pair] = []
    for line in text.split("\n"):
        line = line.strip().lstrip("*＊·•-–— ").strip()
        if not line:
            continue
        pair = _pair(line)
        if pair:
            found.append(pair)
        elif found:  # a value that runs on
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
    return found


def _pair(text: str) -> Pair | None:
    found = re.match(rf"^\s*({_NAME}?)\s*[:：=]\s*(.+)$", text, re.DOTALL)
    if not found or len(found[1].split()) > 7:
        return None
    return found[1], found[2]


def _split(text: str, between: str, within: str) -> list[Pair]:
    halves = (part.split(within, 1) for part in text.split(between))
    return [(half[0], half[1]) for half in halves if len(half) == 2]


def _split_at_names(text: str, between: str, within: str) -> list[Pair]:
    halves = (part.split(within, 1) for part in re.split(between, text))
    return [(half[0], half[1]) for half in halves if len(half) == 2]


def load(text: str) -> Any:
    """A cell of JSON, of a Ruby hash ("k"=>"v", nil), or of Python's own notation; None where it is neither."""
    text = text.strip()
    if "=>" in text:
        text = re.sub(r'(?<=["\w])\s*=>\s*', ":", text)
        text = re.sub(r":\s*nil\b", ":null", text)
        text = re.sub(r"(?<=[{,\s]):(\w+):", r'"\1":', text)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        pass
    try:
        return ast.literal_eval(text) if len(text) < 20_000 else None
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


_NAMES, _VALUES = (
    ("name", "key", "k", "label", "attribute", "attr", "title", "spec"),
    ("value", "v", "values", "val", "text"),
)


def _structured(text: str) -> list[Pair]:
    value = load(text)
    if value is None and re.search(r'"(key|name)"\s*(=>|:)', text):  # cut off in the middle: what can be read is read
        return re.findall(r'"(?:key|name)"\s*(?:=>|:)\s*"([^"]*)",\s*"value"\s*(?:=>|:)\s*"([^"]*)"', text)
    return _walk(value)


def _walk(value: Any) -> list[Pair]:
    if isinstance(value, list):
        return [pair for item in value[:500] for pair in _walk(item)]
    if not isinstance(value, dict):
        return []
    name = next((value[k] for k in _NAMES if isinstance(value.get(k), str)), None)
    if name is not None:
        given = next((value[k] for k in _VALUES if k in value), None)
        return [(name, text)] if (text := _scalar(given)) else []
    if set(value) & set(_VALUES) and len(value) == 1:
        return []  # a value without a name: nothing says what it is of
    found: list[Pair] = []
    for key, item in list(value.items())[:500]:
        if isinstance(item, dict) or (isinstance(item, list) and any(isinstance(i, dict) for i in item)):
            found += _walk(item)
        elif text := _scalar(item):
            found.append((str(key), text))
    return found


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(_scalar(v) for v in value if not isinstance(v, (dict, list)) and v is not None)
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


def options(text: str, name: str) -> list[tuple[str, list[str]]]:
    """What can be chosen, as (option, values): lists of objects, several lists parted by "|", "Cover:red|green
    Size:1|2". `name` names a bare list of values ("all_available_sizes")."""
    text = text.strip()
    if not text or text.lower() in ("null", "none", "[]"):
        return []
    merged: dict[str, list[str]] = {}
    if text[0] in "[{":
        for part in re.split(r"\]\s*\|\s*(?=\[)", text):
            part = part if part.endswith("]") or not part.startswith("[") else part + "]"
            _collect(load(part), name, merged)
    else:
        for option, values in _RUN.findall(text) or [pair for pair in (_pair(text),) if pair]:
            merged.setdefault(option, []).extend(re.split(r"\s*[|、]\s*|\s*,\s+", values))
        if not merged:
            merged[name] = re.split(r"\s*[|,，、;；]\s*", text)
    cleaned = (
        (option, [v for v in dict.fromkeys(one_line(v) for v in values) if not is_blank(v)])
        for option, values in merged.items()
    )
    return [(option, values) for option, values in cleaned if values]


def _collect(value: Any, name: str, merged: dict[str, list[str]]) -> None:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            given = item.get("variations", item.get("values"))
            if isinstance(given, list):
                merged.setdefault(str(item.get("name") or name), []).extend(str(v) for v in given if v is not None)
            else:
                for option, chosen in _walk(item):
                    merged.setdefault(option, []).append(chosen)
        elif item is not None:
            merged.setdefault(name, []).append(str(item))


def facts(found: Iterable[Pair], *, chinese: bool) -> tuple[Fact, ...]:
    """Pairs as facts: cleaned, noise and blanks left out, the values of a repeated name joined, at most MAX_FACTS."""
    merged: dict[str, tuple[str, list[str]]] = {}
    for raw_name, raw_value in found:
        name = one_line(raw_name).strip(" :：*·•#-")[:MAX_NAME].strip()
        value = one_line(raw_value, "、" if chinese else ", ").strip(" ;；")[:MAX_VALUE].strip()
        if not name or is_blank(value) or boilerplate.is_noise_name(name) or boilerplate.is_placeholder(name, value):
            continue
        merged.setdefault(fold(name), (name, []))[1].append(value)
    return tuple(Fact(name, join_values(values, chinese)) for name, values in list(merged.values())[:MAX_FACTS])
