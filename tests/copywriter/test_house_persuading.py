"""Short texts: a hook, a reason, a call; a recommendation speaks to its audience; nothing is promised."""

from random import Random

import pytest

from copywriter.checks import check
from copywriter.prompts.house.persuading import _calls, persuade
from copywriter.prompts.house.plan import make_plan
from copywriter.prompts.house.referring import Sentence
from copywriter.records import LENGTH_BANDS, TONES, Brief, Fact, ProductFacts

RUG = ProductFacts(
    sku="1", title="Coastline Wool Rug", category="Rugs", facts=(Fact("Material", "wool"), Fact("Color", "sand"))
)
SCENE = "The room echoed until Coastline Wool Rug came and lay down."


def told(kept=(), product=RUG, seed=0, benefits=(), **options):
    plan = make_plan(Brief(product, language=product.language, length="short", **options), {})
    return [
        s.text
        for s in persuade(list(kept), plan, Random(seed), [Sentence(SCENE, ())], [Sentence(b, ()) for b in benefits])
    ]


@pytest.mark.parametrize("seed", range(8))
def test_marketing_has_a_hook_a_reason_and_a_call(seed):
    hook, reason, call = told(kind="marketing", tone="warm", seed=seed)
    assert hook == SCENE and ("wool" in reason or "sand" in reason) and call in _calls()["warm"]["en"]


def test_the_models_own_ending_stays_and_opens_nothing():
    texts = told([Sentence("Unroll it.", ())], kind="marketing")
    assert texts[-1] == "Unroll it." and texts[0] == SCENE


@pytest.mark.parametrize("seed", range(8))
def test_a_recommendation_speaks_to_its_audience(seed):
    texts = told(kind="recommendation", audience="new parents", seed=seed, benefits=["Wool is warm."])
    assert texts[0].startswith("For new parents") and "Coastline Wool Rug" in texts[0] and texts[1] == "Wool is warm."


def test_what_has_no_room_gives_way():
    long = "Wool " * 25 + "it is."
    texts = told(kind="recommendation", audience="new parents", benefits=[long])
    assert len(texts) == 1 and len(texts[0].split()) <= LENGTH_BANDS["en"]["short"][1]


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_call_to_act_promises_nothing(tone, language):
    product = ProductFacts(sku="1", title="Harbor", language=language)
    for line in _calls()[tone]["zh" if language == "zh-Hans" else "en"]:
        assert [f for f in check(line, product, language=language).findings if f.severity != "note"] == []
