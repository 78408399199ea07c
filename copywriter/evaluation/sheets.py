"""Blind sheets for readers, and their verdicts read back: language errors, pairs by control, house against human.
Knows no engine; a sheet never says who wrote a text, the key beside it (in another folder) does.

A sheet is `NAME.txt`, to be read, and `NAME.verdicts.txt`, one numbered line for each question, to be filled:
`7 good`, `8 error an before consonant`, `3 a`. What stands behind the verdict is a note and not counted."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from copywriter.records import Brief

#: What a reader may write, by the sheet's question.
VERDICTS = {"sentence": ("good", "error"), "control": ("a", "b"), "choice": ("a", "b", "tie")}
QUESTIONS = {
    "sentence": "Each numbered sentence stands in its text. Is its language right? Write “good”, or “error” and what "
    "is wrong: agreement, article, measure word, broken join, a value in the wrong place, a word that no native writer "
    "would put there, a sentence that does not fit the one before it. Odd values that a merchant gave are no error.",
    "control": "One of the two texts was asked for as the first line says. Which one? Write “a” or “b”; guess if need "
    "be.",
    "choice": "Two texts for one product. You run the shop: which one would you rather publish? Write “a”, “b” or "
    "“tie”.",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `heading` stands before it on the sheet, `shown` are its lines; `key` stays behind."""

    question: str
    language: str
    shown: tuple[str, ...]
    key: Mapping[str, str]
    heading: str = ""


def sentence_items(
    texts: Iterable[tuple[Brief, str]], language: str, count: int, random: Random, group: str
) -> list[Item]:
    """The sentences of whole texts drawn at random, until there are `count`: is there a language error?"""
    rows = list(dict.fromkeys(text for brief, text in texts if brief.language == language))
    random.shuffle(rows)
    items: list[Item] = []
    for number, text in enumerate(rows, 1):
        for place, sentence in enumerate(split_sentences(text, language)):
            heading = f"Text {number}" if place == 0 else ""
            items.append(Item("sentence", language, (sentence,), {"group": group}, heading))
        if len(items) >= count:
            break
    return items[:count]


def control_items(pairs: Sequence[tuple[str, str, str]], language: str, random: Random) -> list[Item]:
    """(asked, text made for it, text made for another of the kind): which of two texts was asked for as `asked`?"""
    items = []
    for asked, right, wrong in pairs:
        first = random.random() < 0.5
        a, b = (right, wrong) if first else (wrong, right)
        shown = (f"asked for: {asked}", f"a: {a}", f"b: {b}")
        items.append(Item("control", language, shown, {"right": "a" if first else "b"}))
    return items


def choice_items(pairs: Sequence[tuple[str, str, str]], language: str, random: Random) -> list[Item]:
    """(facts as text, house, human): which would you rather publish? The key says which letter is the house's."""
    items = []
    for facts, house, human in pairs:
        first = random.random() < 0.5
        a, b = (house, human) if first else (human, house)
        shown = (facts, f"a: {plain(a)}", f"b: {plain(b)}")
        items.append(Item("choice", language, shown, {"house": "a" if first else "b"}))
    return items


def plain(text: str) -> str:
    """One paragraph: line breaks and marks of a list would tell a shop's text from a model's."""
    return re.sub(r"\s+", " ", re.sub(r"[•▪◆★●]", " ", text)).strip()


def key_folder(folder: Path) -> Path:
    """Where the keys of a folder's sheets lie: beside it, so that the folder can be handed over as it is."""
    return folder.with_name(f"{folder.name}.keys")


def write_sheet(items: Sequence[Item], folder: Path, name: str) -> None:
    """`name`.txt to read and `name`.verdicts.txt to fill; the key goes to key_folder. Nothing where no item is."""
    if not items:
        return
    folder.mkdir(parents=True, exist_ok=True)
    key_folder(folder).mkdir(parents=True, exist_ok=True)
    (folder / "README.txt").write_text(_README, encoding="utf-8")
    question = items[0].question
    lines = [QUESTIONS[question], ""]
    for number, item in enumerate(items, 1):
        lines += [f"\n{item.heading}"] if item.heading else [""] if len(item.shown) > 1 else []
        first, *rest = item.shown
        lines += [f"{number}. {first}", *(f"   {line}" for line in rest)]
    (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    numbers = "".join(f"{number} \n" for number in range(1, len(items) + 1))
    (folder / f"{name}.verdicts.txt").write_text(numbers, encoding="utf-8")
    with (key_folder(folder) / f"{name}.jsonl").open("w", encoding="utf-8") as key:
        for number, item in enumerate(items, 1):
            row = {"number": number, "question": item.question, "language": item.language}
            key.write(json.dumps(row | dict(item.key), ensure_ascii=False) + "\n")


_README = """For each NAME.txt there is a NAME.verdicts.txt. Read the first, fill the second.

The first line of NAME.txt says what is asked. In NAME.verdicts.txt each line holds the number of a question; write your
verdict behind it, and a note if you like:

    1 good
    2 error "a apple"
    3 good

Verdicts: good or error (sentences), a or b (pairs asked for as …), a, b or tie (which text to publish). A line left
empty is not counted. Judge each text by itself; nothing here says who wrote it, and it does not matter. Please do not
look for the keys.
"""


class BadSheet(ValueError):
    """Returned verdicts do not fit their key: the message names the file and the line."""


def read_folder(folder: Path) -> dict[str, tuple[int, int]]:
    """The counts of all sheets of a folder, by measure. Raises BadSheet."""
    counts: dict[str, tuple[int, int]] = {}
    for key in sorted(key_folder(folder).glob("*.jsonl")):
        verdicts = folder / f"{key.stem}.verdicts.txt"
        if verdicts.is_file():
            for name, (hits, total) in read_verdicts(verdicts, key).items():
                before = counts.get(name, (0, 0))
                counts[name] = (before[0] + hits, before[1] + total)
    return counts


def read_verdicts(verdicts: Path, key: Path) -> dict[str, tuple[int, int]]:
    """Counts by measure: "errors <group> <language>" → (errors, sentences), "control <language>" → (right, pairs),
    "choice <language>" → (house chosen or tied, products). Lines without a verdict are left out."""
    keys = {row["number"]: row for row in map(json.loads, key.read_text(encoding="utf-8").splitlines())}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, line in enumerate(verdicts.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r"\s*(\d+)[.:)]?\s*(?:([A-Za-z]+)\b.*)?$", line)
        if not line.strip() or match and not match[2]:
            continue
        truth = keys.get(int(match[1])) if match else None
        verdict = match[2].lower() if match else ""
        if truth is None or verdict not in VERDICTS[truth["question"]]:
            raise BadSheet(f"{verdicts.name}, line {place}: {line.strip()!r}")
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
