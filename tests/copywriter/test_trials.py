"""A trial of two arms: the rule of the arms, the interval by hand and by simulation, unequal arms."""

import hashlib
from math import log, sqrt

import numpy as np
import pytest

from copywriter.evaluation.trials import ARMS, Arm, arm_of, difference, mismatch


def test_the_rule_of_the_arms_is_the_documented_one():
    for visitor in ("v1", "访客", "a:b"):
        first = hashlib.sha256(f"trial-7:{visitor}".encode()).hexdigest()[0]
        assert arm_of("trial-7", visitor) == ("human" if first in "01234567" else "generated")
    # by `printf %s trial-7:v1 | sha256sum`, so that another program can be held against it
    assert (
        hashlib.sha256(b"trial-7:v1").hexdigest() == "9fedb92820877cd50d81df9b780a1ee3886ad95c47d8c15cac5f43070a1e0ebf"
    )


def test_arms_are_even_and_independent_between_trials():
    arms = [(arm_of("a", str(v)), arm_of("b", str(v))) for v in range(20_000)]
    for one in ARMS:
        for two in ARMS:
            assert arms.count((one, two)) == pytest.approx(5_000, abs=250)


def test_the_interval_by_hand():
    found = difference(Arm(10_000, 500), Arm(10_000, 600))
    v = 0.0500450 * (1 - 0.0500450) / 10_000 + 0.0600440 * (1 - 0.0600440) / 10_000
    half = sqrt(v * (v + 1e-4) / 1e-4 * (log((v + 1e-4) / v) + 2 * log(20)))
    assert found.value == pytest.approx(0.01)
    assert (found.low, found.high) == pytest.approx((0.01 - half, 0.01 + half), abs=1e-6)
    # wider than the interval of a single look (1.96 standard errors), which is the price of looking often
    assert half > 1.96 * sqrt(v) and half < 2 * 1.96 * sqrt(v)
    assert found.tells == "generated"
    assert difference(Arm(10_000, 500), Arm(10_000, 560)).tells == ""
    assert difference(Arm(10_000, 500), Arm(10_000, 700)).tells == "generated"
    assert difference(Arm(10_000, 700), Arm(10_000, 500)).tells == "human"


def test_nothing_is_said_of_too_few():
    assert difference(Arm(99, 50), Arm(900, 50)).low is None
    assert difference(Arm(900, 20), Arm(900, 19)).tells == ""
    assert difference(Arm(0, 0), Arm(0, 0)).value == 0
    with pytest.raises(ValueError, match="3 of 2"):
        Arm(2, 3)


def looked_at(rates, *, visitors, every, trials, seed):
    """(share of trials ever told apart, by always-valid interval; the same by the plain 95 % interval), looking after
    each `every` visitors an arm."""
    random = np.random.default_rng(seed)
    looks = visitors // every
    counts = [random.binomial(every, rate, size=(trials, looks)).cumsum(axis=1) for rate in rates]
    always = plain = 0
    for trial in range(trials):
        told = fooled = False
        for look in range(looks):
            n = every * (look + 1)
            human, generated = (Arm(n, int(c[trial, look])) for c in counts)
            told = told or difference(human, generated).tells != ""
            error = sqrt(sum(a.rate * (1 - a.rate) / n for a in (human, generated)))
            fooled = fooled or (
                human.converted + generated.converted >= 40 and abs(generated.rate - human.rate) > 1.96 * error
            )
        always, plain = always + told, plain + fooled
    return always / trials, plain / trials


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.3])
def test_looking_every_day_makes_no_false_alarms(rate):
    """No difference, 100 looks: at most 5 in 100 trials may ever claim one (plus three standard errors of 600)."""
    always, plain = looked_at((rate, rate), visitors=20_000, every=200, trials=600, seed=1)
    print(f"rate {rate}: false alarms {always:.3f} always valid, {plain:.3f} plain")
    assert always <= 0.05 + 3 * sqrt(0.05 * 0.95 / 600)
    assert plain > 0.2  # what the interval of a single look does when it is looked at every day


def test_a_true_difference_is_found():
    always, _ = looked_at((0.05, 0.065), visitors=20_000, every=200, trials=200, seed=2)
    assert always > 0.95


def test_unequal_arms():
    assert mismatch(0, 0) == 1 and mismatch(500, 500) == 1
    assert mismatch(60, 40) == pytest.approx(0.0455, abs=5e-5)  # chi-square 4
    assert mismatch(10_000, 10_000 + 274) == pytest.approx(0.0544, abs=5e-4)
    assert mismatch(5_300, 4_700) < 1e-6
