"""What stands beside the weights of the passages' own sentences: heard.bin and sentences.json.
Knows no weights: `python -m copywriter.training.shelving` writes both anew from the passages, the model stays."""

from __future__ import annotations

import json
from pathlib import Path

from copywriter.prompts.house import HOUSE_FOLDER
from copywriter.prompts.house.heard import Heard
from copywriter.training.lint import faulty_sentences
from copywriter.training.passages import LANGUAGE_FOLDERS, Family, read_language, shelf_rows, spoken


def write_sentences(languages: dict[str, dict[str, Family]], folder: Path) -> None:
    """Writes both files of every language's families into `folder`, less the sentences that the checks stop."""
    faulty = {name: faulty_sentences(families, name) for name, families in languages.items()}
    every = (
        (name, family, text)
        for name, families in languages.items()
        for family, text in spoken(families)
        if (family, text) not in faulty[name]
    )
    Heard.of(every).save(folder / "heard.bin")
    rows = {name: shelf_rows(families, faulty[name]) for name, families in languages.items()}
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    (folder / "sentences.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_sentences({name: read_language(name) for name in LANGUAGE_FOLDERS}, HOUSE_FOLDER)
