"""Every file that merchants and platforms published, from a folder beside the project: imports or is refused."""

import os
from collections import Counter
from pathlib import Path

import pytest

from copywriter.formats import ParsedProduct, RowError, UnreadableFile, propose, read_products, sniff

FOLDER = Path(os.environ.get("COUNTERSIGN_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FILES = sorted(p for p in FOLDER.rglob("*") if p.is_file()) if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(
    not FILES, reason="no real product files: COUNTERSIGN_DATA or shared/data beside the project"
)


@pytest.fixture(scope="module")
def table(request):
    lines = []
    yield lines
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join(lines))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_imports_or_is_refused_with_a_sentence(path, table):
    name = path.relative_to(FOLDER).as_posix()
    try:
        first = sniff(path)
        found = list(read_products(path))
    except UnreadableFile as refusal:
        table.append(f"{name:44} refused  {refusal}")
        assert str(refusal).endswith(".") and "{" not in str(refusal)
        return
    products = [p for p in found if isinstance(p, ParsedProduct)]
    refused = [e for e in found if isinstance(e, RowError)]
    reasons = ", ".join(f"{n} {code}" for code, n in Counter(e.code for e in refused).most_common())
    facts = sum(len(p.facts.facts) for p in products) / max(1, len(products))
    proposals = sum(len(propose(p.facts, p.own_text, p.tags)) for p in products) / max(1, len(products))
    rows = sum(len(p.rows) for p in products)
    table.append(
        f"{name:44} {first.format:11} {first.rows:4} rows: {rows:4} imported as {len(products):4} products, "
        f"{len(refused):3} refused"
        f"  {facts:4.1f} facts + {proposals:3.1f} proposed each  {reasons}"
    )
    assert rows + len(refused) == first.rows, "each row is accounted for"
    assert all(e.reason.endswith(".") for e in refused)
    for product in products:
        assert product.facts.title and product.facts.sku
        assert product.facts.language in ("en", "zh-Hans")
        varying = {f.name.lower() for v in product.facts.variants for f in v.facts}
        assert not varying & {f.name.lower() for f in product.facts.facts}, product.facts.title
    keys = [p.facts.sku for p in products]
    assert len(keys) == len(set(keys))
