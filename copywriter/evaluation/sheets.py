"""Blind sheets for readers, and their verdicts read back: language errors, pairs by control, house against human.
Knows no engine; a sheet never says who wrote a text, the key file does."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from copywriter.records import Brief

#: What a reader writes under "verdict", by the sheet's question.
VERDICTS = {"sentence": ("good", "error"), "control": ("a", "b"), "choice": ("a", "b", "tie")}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a sheet. `shown` is all a reader sees; `key` stays behind."""

    id: str
    question: str
    language: str
    shown: Mapping[str, str]
    key: Mapping[str, str]


def sentence_items(
    texts: Iterable[tuple[Brief, str]], language: str, count: int, random: Random, group: str
) -> list[Item]:
    """Single sentences with the text that they stand in, drawn at random: is there a language error?"""
    rows = [(s, text) for brief, text in texts if brief.language == language for s in split_sentences(text, language)]
    random.shuffle(rows)
    return [
        Item(f"{group}-{language}-{i}", "sentence", language, {"sentence": s, "text": text}, {"group": group})
        for i, (s, text) in enumerate(rows[:count])
    ]


def control_items(pairs: Sequence[tuple[str, str, str, str]], language: str, random: Random) -> list[Item]:
    """(asked, text made for it, text made for another, the other): which of two texts was asked for as `asked`?"""
    items = []
    for i, (asked, right, wrong, _) in enumerate(pairs):
        first = random.random() < 0.5
        shown = {"asked": asked, "a": right if first else wrong, "b": wrong if first else right}
        items.append(Item(f"control-{language}-{i}", "control", language, shown, {"right": "a" if first else "b"}))
    return items


def choice_items(pairs: Sequence[tuple[str, str, str]], language: str, random: Random) -> list[Item]:
    """(facts as text, house, human): which would you rather publish? `key` says which letter is the house's."""
    items = []
    for i, (facts, house, human) in enumerate(pairs):
        first = random.random() < 0.5
        shown = {"facts": facts, "a": house if first else human, "b": human if first else house}
        items.append(Item(f"choice-{language}-{i}", "choice", language, shown, {"house": "a" if first else "b"}))
    return items


def write_sheet(items: Sequence[Item], folder: Path, name: str) -> None:
    """`name`.jsonl for the reader, who fills "verdict"; `name`.key.jsonl for whoever counts."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as sheet:
        for item in items:
            row = {
                "id": item.id,
                "question": item.question,
                "answers": "|".join(VERDICTS[item.question]),
                "verdict": "",
            }
            sheet.write(json.dumps(row | dict(item.shown), ensure_ascii=False) + "\n")
    with (folder / f"{name}.key.jsonl").open("w", encoding="utf-8") as key:
        for item in items:
            row = {"id": item.id, "question": item.question, "language": item.language}
            key.write(json.dumps(row | dict(item.key), ensure_ascii=False) + "\n")


class BadSheet(ValueError):
    """A returned sheet does not fit its key: the message names the line."""


def read_verdicts(sheet: Path, key: Path) -> dict[str, tuple[int, int]]:
    """Counts by measure: "errors <group> <language>" → (errors, sentences), "control <language>" → (right, pairs),
    "choice <language>" → (house chosen or tied, products). Lines without a verdict are left out."""
    keys = {row["id"]: row for row in map(json.loads, key.read_text(encoding="utf-8").splitlines())}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        verdict = str(row.get("verdict") or "").strip().lower()
        if not verdict:
            continue
        truth = keys.get(row["id"])
        if truth is None or verdict not in VERDICTS[truth["question"]]:
            raise BadSheet(f"line {number}: id {row['id']!r}, verdict {verdict!r}")
        language = truth["language"]
        if truth["question"] == "sentence":
            name, hit = f"errors {truth['group']} {language}", verdict == "error"
        elif truth["question"] == "control":
            name, hit = f"control {language}", verdict == truth["right"]
        else:
            name, hit = f"choice {language}", verdict in (truth["house"], "tie")
        counts[name][0] += hit
        counts[name][1] += 1
    return {name: (hits, total) for name, (hits, total) in counts.items()}


def split_sentences(text: str, language: str) -> list[str]:
    pattern = r"(?<=[。！？])" if language.startswith("zh") else r"(?<=[.!?])\s+(?=[A-Z“\"0-9])"
    return [s.strip() for s in re.split(pattern, text) if s.strip()]
