"""The one function: claims and rules in one report, in reading order, the same for every source of text."""

from __future__ import annotations

from copywriter.checks import CHECK_VERSION, check
from copywriter.checks.sentences import split_sentences
from copywriter.records import Fact, ProductFacts, Report

CUP = ProductFacts(title="Cup", brand="Halden", facts=(Fact("Material", "steel"), Fact("Capacity", "1.5 L")))


def test_a_report_is_in_reading_order_and_repeats_nothing() -> None:
    text = "A copper cup of 2 L. Copper again, the best cup in the world."
    report = check(text, CUP, language="en")
    starts = [f.start for f in report.findings]
    assert isinstance(report, Report) and report.blocked
    assert starts == sorted(starts)
    assert len({(f.rule, f.start, f.end) for f in report.findings}) == len(report.findings)
    assert all(0 <= f.start < f.end <= len(text) for f in report.findings if f.end)
    assert [e.start for e in report.ledger] == sorted(e.start for e in report.ledger)


def test_the_same_text_has_the_same_report() -> None:
    text = "A steel cup of 1.5 L."
    assert check(text, CUP, language="en") == check(text, CUP, language="en")
    assert not any(f.severity == "block" for f in check(text, CUP, language="en").findings)


def test_an_empty_text_has_no_ledger() -> None:
    assert check("", CUP, language="en").ledger == ()
    assert CHECK_VERSION


def test_sentences_end_where_readers_end_them() -> None:
    text = "It holds 1.5 L. Approx. 3 kg! Really? No. 5 is next.\n最后一句。还有一句！"
    assert [text[a:b] for a, b in split_sentences(text)] == [
        "It holds 1.5 L.",
        "Approx. 3 kg!",
        "Really?",
        "No. 5 is next.",
        "最后一句。",
        "还有一句！",
    ]
