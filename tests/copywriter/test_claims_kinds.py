"""Kinds that shut each other out, and words that only look like a claim."""

from __future__ import annotations

import pytest

from tests.copywriter.claiming import blocks


@pytest.mark.parametrize(
    ("text", "facts", "said"),
    [
        ("A paperback of 200 pages.", {"Binding": "Hardcover", "Pages": "200"}, "paperback"),
        ("The V-neck sits well.", {"Neckline": "Crew neck"}, "V-neck"),
        ("A light roast.", {"Roast level": "Medium-dark"}, "light roast"),
        ("Finished in high-gloss lacquer.", {"Finish": "Matt oil"}, "high-gloss"),
        ("高领露一点边。", {"领型": "圆领"}, "高领"),
        ("平装，好带。", {"装帧": "精装 16开"}, "平装"),
        ("浅烘，果味足。", {"烘焙度": "中深"}, "浅烘"),
        ("石英表。", {"机芯": "自动机械"}, "石英"),
    ],
)
def test_a_kind_that_the_facts_shut_out_is_blocked(text, facts, said) -> None:
    assert any(said in block or block in said for block in blocks(text, facts)), blocks(text, facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("A paperback-sized hardcover.", {"Binding": "Hardcover"}),
        ("Not a paperback.", {"Binding": "Hardcover"}),
        ("A light roast.", {"Origin": "Brazil"}),
        ("圆领，不是高领。", {"领型": "圆领"}),
        ("It closes with a two-way zip.", {"Closure": "Two-way zip", "Pockets": "3 zip pockets"}),
        ("雾蓝配色，百搭。", {"颜色": "雾蓝"}),
        ("纯棉材质，条纹图案。", {"材质": "纯棉", "图案": "条纹"}),
        ("Published by Quarry Lane.", {"Publisher": "Quarry Lane", "Author": "Ann Lee"}),
        ("A non-stretch fabric.", {"Stretch": "non-stretch"}),
        ("It carries 150 kg.", {"Max load": "150 kg"}),
        ("Cork, wick and hours: to compare candles, start there.", {"Burn time": "45 hours", "Lid": "Cork"}),
        ("No. 4 in black goes anywhere.", {"Color": "Black"}),
        ("Made of cotton and linen.", {"Material": "Cotton|Linen"}),
        ("Trim the wick before lighting.", {"Wick": "Cotton"}),
    ],
)
def test_what_only_looks_like_a_claim_passes(text, facts) -> None:
    assert blocks(text, facts, title="No. 4", brand="Ann Lee") == []
