"""Intervals and kappas against the numbers that others have published."""

import pytest

from copywriter.evaluation.agreement import band, cohen, fleiss, wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(hits, total, low, high):
    assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_is_alike_from_both_sides():
    low, high = wilson(29, 29)
    assert (1 - high, 1 - low) == pytest.approx(wilson(0, 29)) and high == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_cohens_kappa_of_fifty_grant_proposals():
    """The textbook example: both yes 20, both no 15, 5 and 10 apart; agreement 0.7, by chance 0.5."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen(pairs) == pytest.approx(0.4)


def test_cohens_kappa_says_nothing_where_nothing_varies():
    assert cohen([]) is None and cohen([("a", "a")] * 9) is None
    assert cohen([("a", "b"), ("b", "a")]) == pytest.approx(-1)


#: Fourteen judges, ten things, five answers: the worked example that goes with Fleiss' kappa.
TEN = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip


def test_fleiss_kappa_is_the_published_one():
    assert fleiss([dict(enumerate(row)) for row in TEN]) == pytest.approx(0.210, abs=5e-4)


def test_fleiss_leaves_out_what_one_person_judged():
    rows = [{"a": 2}, {"b": 3}, {"a": 1, "b": 1}]
    assert fleiss([*rows, {"a": 1}, {}]) == fleiss(rows)
    assert fleiss([{"a": 1}]) is None and fleiss([{"a": 2}, {"a": 3}]) is None
    assert fleiss([{"a": 2}, {"b": 3}]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("kappa", "word"),
    [(-0.1, "poor"), (0, "slight"), (0.2, "slight"), (0.21, "fair"), (0.6, "moderate"), (0.81, "almost perfect")],
)
def test_kappas_have_words(kappa, word):
    assert band(kappa) == word
