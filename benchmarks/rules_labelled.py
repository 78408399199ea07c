"""How well the rule packs do on the labelled sentences: precision and recall a language, and the rules' own speed.
Knows no rule by name; run `python -m benchmarks.rules_labelled [--split dev|held-out|all] [--fresh] [--errors]`."""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from copywriter.checks import rules
from copywriter.records import Evidence, ProductFacts

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "copywriter" / "labelled"
LANGUAGES = {"en": "en", "zh": "zh-Hans"}


def split_of(text: str) -> str:
    """dev or held-out, half and half, by a hash of the text: adding a sentence moves no other."""
    return "dev" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "held-out"


def load(name: str, split: str = "all") -> list[dict[str, Any]]:
    """The rows of labelled/NAME.jsonl: en, zh, or the sets written later, en_fresh and zh_fresh. `expect` lists the
    families of which one must block or warn; an empty list means that no rule may."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if split in ("all", split_of(row["text"]))]


def families(row: dict[str, Any]) -> set[str]:
    """The families that block or warn on this row."""
    found = rules.run(
        row["text"],
        ProductFacts.from_dict(row["product"]),
        language=row["product"]["language"],
        market=row["market"],
        channel=row["channel"],
        kind=row["kind"],
        evidence=tuple(Evidence(**e) for e in row.get("evidence", ())),
    )
    names = set()
    for finding in found:
        if finding.severity != "note":
            known = rules.find_rule(finding.rule)
            assert known, finding.rule
            names.add(known[1].family)
    return names


def score(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """By sentence: right where a family that the label asks for is found; wrong where any is found and none asked
    for, and where only other families are."""
    right = wrong = missed = 0
    errors: list[tuple[str, dict[str, Any], set[str]]] = []
    by_family: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        found, wanted = families(row), set(row["expect"])
        good = bool(found & wanted)
        right += good
        wrong += bool(found) and not good
        missed += bool(wanted) and not good
        for family in wanted:
            by_family[family, good] += 1
        if (found and not good) or (wanted and not good):
            errors.append(("missed" if wanted else "wrong", row, found))
    negatives = [row for row in rows if not row["expect"]]
    return {
        "sentences": len(rows),
        "positive": len(rows) - len(negatives),
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, right + missed),
        "wrongly_flagged": sum(kind == "wrong" for kind, _, _ in errors) / max(1, len(negatives)),
        "errors": errors,
        "by_family": by_family,
    }


def batches(split: str, fresh: bool) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Language, name and rows of what is to be measured. A fresh set falls into its batches, which the letter in the
    id tells apart: each was new to the rules at another time."""
    for name in LANGUAGES:
        if not fresh:
            yield name, split, load(name, split)
            continue
        rows = load(f"{name}_fresh")
        for letter, batch in groupby(rows, key=lambda row: row["id"][len(name) + 1]):
            yield name, f"fresh {letter}", list(batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "held-out", "all"), default="held-out")
    parser.add_argument("--errors", action="store_true", help="show each sentence that went wrong")
    parser.add_argument("--fresh", action="store_true", help="the sets written after the rules, one line a batch")
    arguments = parser.parse_args()
    for name, split, rows in batches(arguments.split, arguments.fresh):
        families(rows[0])  # packs are read once
        start = time.perf_counter()
        result = score(rows)
        seconds = time.perf_counter() - start
        print(
            f"{name} {split}: {result['sentences']} sentences, {result['positive']} positive; "
            f"precision {result['precision']:.3f}, recall {result['recall']:.3f}, "
            f"wrongly flagged {result['wrongly_flagged']:.3f}; {seconds / len(rows) * 1e3:.3f} ms a sentence"
        )
        if arguments.errors:
            for kind, row, found in result["errors"]:
                print(f"  {kind} {row['id']} {row['expect']} found {sorted(found)}: {row['text']}")


if __name__ == "__main__":
    main()
