"""The bar the ledger is held to, on the benchmark's own true texts and the lies made of them."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

_FILE = Path(__file__).resolve().parents[2] / "benchmarks" / "claims_mutation.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("claims_mutation", _FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["claims_mutation"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "zh"])
def test_lies_are_blocked_and_truths_pass(benchmark, language: str) -> None:
    score = benchmark.Score()
    for part in ("tune", "heldout"):
        benchmark.measure(benchmark.cases(benchmark.TEXTS / f"{language}_{part}.txt", language, 7), score)
    told, caught = sum(score.told.values()), sum(score.caught.values())
    assert score.texts >= 300 and told >= 800
    assert caught / told >= 0.98, score.notes
    assert score.blocked / score.texts <= 0.01, score.notes["wrongly blocked"]
    assert score.warned / score.texts <= 0.05
    assert score.tied / score.sentences >= 0.95, score.notes["wrongly tied"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fresh_texts_have_every_slot_and_forty_lies_a_class(benchmark, language: str) -> None:
    lies, products = Counter(), 0
    for product, sentences, refs in benchmark.read(benchmark.TEXTS / f"{language}_fresh.txt", language):
        products += 1
        assert len(product.facts) >= 8 and len(sentences) >= 10, product.title
        for sentence in sentences:
            slots = list(benchmark._SLOT.finditer(sentence))
            assert not set("{|}") & set(benchmark._SLOT.sub("", sentence)), sentence
            assert {slot[1] for slot in slots} <= set(refs), sentence
            lies.update(kind for slot in slots for kind in re.findall(r"\|(\w+):", slot[3]))
    assert products >= 25
    assert min(lies[kind] for kind in benchmark.CLASSES) >= 40, lies
