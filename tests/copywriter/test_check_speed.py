"""The work that the speed figures are measured on is what they say it is."""

from random import Random

import pytest

from benchmarks.check_speed import CANDIDATES, FACTS, SIZE, Drawer, check_all
from copywriter.checks.shape import words_of
from copywriter.records import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_texts_of_the_size_stand_on_fifteen_facts_and_some_lie(language):
    drawer = Drawer(language, Random(1))
    works = [drawer.work(number) for number in range(6)]
    sizes = [words_of(text, language) for work in works for text in work.texts]
    assert all(len(work.product.facts) == FACTS and len(set(work.texts)) == CANDIDATES for work in works)
    assert SIZE[language] <= sum(sizes) / len(sizes) <= 1.25 * SIZE[language]
    assert len({work.product for work in works}) == len(works)

    reports = [check_all(work, language) for work in works]
    blocked = sum(report.blocked for row in reports for report in row)
    assert len(works) <= blocked < CANDIDATES * len(works)
    assert all(report.ledger for row in reports for report in row)
