"""How well the fact ledger tells true from false: true texts must pass, the same texts with one value changed must not.
Knows the texts in claims_texts/; it prints counts and never a pass without
them.

    python benchmarks/claims_mutation.py [--held-out | --tune | --fresh | --last | --plain | --unseen | --natural |
        --natural-second]
        [--language en] [--show 20]
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from copywriter.checks.claims import examine  # noqa: E402
from copywriter.records import Fact, LedgerEntry, ProductFacts  # noqa: E402

TEXTS = Path(__file__).with_name("claims_texts")
CLASSES = ("number", "unit", "material", "color", "origin", "brand", "code", "share", "negation")
_SLOT = re.compile(r"\{(\"[^\"]+\"|\w+)(?:=([^{}|]*))?((?:\|\w+:[^{}|]*)*)\}")
_SOURCES = {"brand": "brand", "title": "title", "category": "category"}


@dataclass
class Case:
    """A true text, the facts each sentence rests on, and the false texts made of it (class, text, span of the lie)."""

    product: ProductFacts
    text: str
    gold: list[tuple[str, set[int | str]]]
    lies: list[tuple[str, str, str]] = field(default_factory=list)


def read(path: Path, language: str) -> Iterator[tuple[ProductFacts, list[str], dict[str, int | str]]]:
    """Each product of a file, its sentences with slots, and which ledger reference each slot means."""
    roles = yaml.safe_load((ROOT / "copywriter/knowledge/roles.yaml").read_text(encoding="utf-8"))
    for block in path.read_text(encoding="utf-8").split("\n# "):
        lines = [line for line in block.splitlines() if line.strip()]
        title, brand, category = (part.strip() for part in lines[0].lstrip("# ").split("|"))
        refs: dict[str, int | str] = dict(_SOURCES)
        facts: list[Fact] = []
        for line in lines[1:]:
            if line.startswith("> "):
                continue
            key, _, value = (part.strip() for part in line.partition(" = "))
            refs[key] = len(facts)
            name = key.strip('"') if key.startswith('"') else roles[key]["zh" if language == "zh" else "en"][0]
            facts.append(Fact(name, value))
        product = ProductFacts(
            title=title,
            brand=brand,
            category=category,
            facts=tuple(facts),
            language="zh-Hans" if language == "zh" else "en",
        )
        yield product, [line[2:] for line in lines if line.startswith("> ")], refs


def cases(path: Path, language: str, seed: int) -> list[Case]:
    """One case a sentence, and as many of two or three sentences drawn together."""
    rng = random.Random(seed)
    found: list[Case] = []
    for product, sentences, refs in read(path, language):
        singles = [_case(product, [s], refs) for s in sentences]
        found += singles
        for _ in sentences:
            found.append(_case(product, rng.sample(sentences, min(len(sentences), rng.choice((2, 3, 4)))), refs))
    return found


def _case(product: ProductFacts, sentences: list[str], refs: dict[str, int | str]) -> Case:
    values = {
        key: product.facts[ref].value if isinstance(ref, int) else getattr(product, ref) for key, ref in refs.items()
    }
    glue = " " if product.language == "en" else ""
    spoken = [_SLOT.sub(lambda m: m[2] if m[2] is not None else values[m[1]], s) for s in sentences]
    spoken = [s[0].upper() + s[1:] for s in spoken]
    case = Case(
        product,
        glue.join(spoken),
        [(s, {refs[m[1]] for m in _SLOT.finditer(t)}) for s, t in zip(spoken, sentences, strict=True)],
    )
    for i, template in enumerate(sentences):
        for at, match in enumerate(_SLOT.finditer(template)):
            for kind, words in re.findall(r"\|(\w+):([^|]*)", match[3]):
                false = _say(template, values, at, words)
                case.lies.append((kind, glue.join([*spoken[:i], false, *spoken[i + 1 :]]), false))
    return case


def _say(template: str, values: dict[str, str], at: int, words: str) -> str:
    counter = iter(range(99))
    text = _SLOT.sub(lambda m: words if next(counter) == at else (m[2] if m[2] is not None else values[m[1]]), template)
    return text[0].upper() + text[1:]


@dataclass
class Score:
    caught: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    sentences: int = 0
    blocked: int = 0
    warned: int = 0
    tied: int = 0
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def measure(found: list[Case], score: Score) -> None:
    for case in found:
        findings, ledger = examine(case.text, case.product, language=case.product.language)
        score.texts += 1
        blocks = [f for f in findings if f.severity == "block"]
        for f in blocks:
            score.notes["wrongly blocked"].append(
                f"{f.rule} «{case.text[f.start : f.end]}» in: {case.text[:150]} — {f.reason}"
            )
        score.blocked += bool(blocks)
        score.warned += any(f.severity == "warn" for f in findings) and not blocks
        _tie(case, ledger, score)
        for kind, text, false in case.lies:
            kind = kind if kind in CLASSES else "other"
            findings, _ = examine(text, case.product, language=case.product.language)
            score.told[kind] += 1
            if any(f.severity == "block" for f in findings):
                score.caught[kind] += 1
            else:
                score.notes[f"missed {kind}"].append(false)


def _tie(case: Case, ledger: list[LedgerEntry], score: Score) -> None:
    at = 0
    for sentence, gold in case.gold:
        start = case.text.index(sentence, at)
        end = at = start + len(sentence)
        said = {ref for e in ledger if e.start < end and e.end > start for ref in e.facts}
        score.sentences += 1
        right = said == gold or (said ^ gold) <= {"title", "category"}
        score.tied += right
        if not right:
            show = [
                f"{r}:{case.product.facts[r].value}" if isinstance(r, int) else str(r)
                for r in sorted(said ^ gold, key=str)
            ]
            score.notes["wrongly tied"].append(
                f"{sentence} — off: {show} said {sorted(said, key=str)} gold {sorted(gold, key=str)}"
            )


def report(score: Score, show: int) -> None:
    told, caught = sum(score.told.values()), sum(score.caught.values())
    print(f"texts {score.texts}, sentences {score.sentences}, lies {told}")
    for kind in (*CLASSES, "other"):
        if score.told[kind]:
            print(
                f"  {kind:9} {score.caught[kind]:5}/{score.told[kind]:<5} "
                f"{100 * score.caught[kind] / score.told[kind]:6.1f} %"
            )
    print(f"  lies blocked     {100 * caught / max(told, 1):6.2f} %   (bar 98, each class 95)")
    print(f"  wrongly blocked  {100 * score.blocked / max(score.texts, 1):6.2f} %   (bar 1)")
    print(f"  wrongly warned   {100 * score.warned / max(score.texts, 1):6.2f} %   (bar 5)")
    print(f"  tied exactly     {100 * score.tied / max(score.sentences, 1):6.2f} %   (bar 95)")
    for kind, notes in score.notes.items():
        for note in list(dict.fromkeys(notes))[:show]:
            print(f"    {kind}: {note}")


def speed(found: list[Case]) -> None:
    """Texts a second on one core, over the longer texts, the product's index made once for five."""
    texts = [c for c in found if len(c.text) > 150] or found
    start = time.process_time()
    for case in texts:
        for _ in range(5):
            examine(case.text, case.product, language=case.product.language)
    spent = time.process_time() - start
    letters = sum(len(c.text) for c in texts) * 5
    print(f"  {1000 * spent / (5 * len(texts)):.2f} ms a text of {letters // (5 * len(texts))} characters")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--fresh", action="store_true", help="only the texts by a writer who had not seen the checks")
    parser.add_argument("--last", action="store_true", help="only the last such texts, measured once at first sight")
    parser.add_argument("--plain", action="store_true", help="only texts whose facts are short statements")
    parser.add_argument("--unseen", action="store_true", help="only texts told in every manner, by two writers more")
    parser.add_argument("--natural", action="store_true", help="only copy as shops print it, by two writers more")
    parser.add_argument("--natural-second", action="store_true", help="only such copy by two others, seen once")
    parser.add_argument("--language", choices=("en", "zh"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    for language in (options.language,) if options.language else ("en", "zh"):
        asked = {"tune": options.tune, "heldout": options.held_out, "fresh": options.fresh, "last": options.last}
        asked |= {"plain": options.plain, "unseen": options.unseen, "natural": options.natural}
        asked |= {"natural_second": options.natural_second}
        for part in [name for name, wanted in asked.items() if wanted or not any(asked.values())]:
            if not (TEXTS / f"{language}_{part}.txt").exists():
                continue
            found = cases(TEXTS / f"{language}_{part}.txt", language, options.seed)
            score = Score()
            measure(found, score)
            print(f"{language} {part}")
            report(score, options.show)
            speed(found)


if __name__ == "__main__":
    main()
