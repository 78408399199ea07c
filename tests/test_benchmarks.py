"""The shop of the benchmarks: as large as said, in both languages, and no product like another."""

import csv
import io

from benchmarks.shop import products, table


def test_products_have_eight_to_twelve_facts_and_differ():
    made = list(products(200))
    assert [p.language for p in made[:2]] == ["en", "zh-Hans"]
    assert all(8 <= len(p.facts) <= 12 and "{" not in f.value for p in made for f in p.facts)
    assert len({tuple(p.facts) for p in made}) == len({p.title for p in made}) == 200
    assert made == list(products(200))


def test_the_file_holds_what_the_products_hold():
    rows = list(csv.DictReader(io.StringIO(table(40, "zh-Hans").decode())))
    expected = [p for p in products(40) if p.language == "zh-Hans"]
    assert [r["sku"] for r in rows] == [p.sku for p in expected]
    for row, product in zip(rows, expected, strict=True):
        assert {n: v for n, v in row.items() if v and n not in ("sku", "title", "category", "brand")} == {
            f.name: f.value for f in product.facts
        }
