"""The scripted engine: the same ask gives the same texts, faults come where they were ordered, addresses are read."""

import pytest

from copywriter.engines import EngineError, Failed, Finished, Partial, load_engine
from copywriter.records import Prompt, Sampling


def drive(engine, limit=100):
    events = []
    for _ in range(limit):
        if not engine.in_flight:
            break
        events += engine.step()
    return events


def test_same_prompt_and_seed_give_the_same_texts():
    texts = []
    for seed in (3, 3, 4):
        engine = load_engine("scripted:")
        engine.submit("k", Prompt("a mug"), Sampling(n=3, seed=seed))
        (finished,) = drive(engine)
        texts.append([c.text for c in finished.completions])
    assert texts[0] == texts[1] != texts[2]
    assert len(set(texts[0])) == 3


def test_partial_texts_come_only_to_a_watcher_and_grow():
    engine = load_engine("scripted:?steps=5")
    engine.submit("seen", Prompt("a"), Sampling(n=1), live=True)
    engine.submit("unseen", Prompt("b"), Sampling(n=1))
    events = drive(engine)
    lengths = [len(e.texts[0]) for e in events if isinstance(e, Partial)]
    assert {e.key for e in events if isinstance(e, Partial)} == {"seen"}
    assert lengths == sorted(lengths) and len(lengths) == 4


@pytest.mark.parametrize(("order", "permanent"), [("fail_on", False), ("refuse_on", True)])
def test_a_failure_harms_only_its_own_prompt(order, permanent):
    engine = load_engine(f"scripted:?{order}=boom")
    engine.submit(1, Prompt("boom"), Sampling(n=1))
    engine.submit(2, Prompt("fine"), Sampling(n=1))
    by_key = {e.key: e for e in drive(engine)}
    assert isinstance(by_key[1], Failed) and by_key[1].error.permanent is permanent
    assert isinstance(by_key[2], Finished)


def test_a_hanging_prompt_stays_in_flight_until_cancelled():
    engine = load_engine("scripted:?hang_on=boom")
    engine.submit(1, Prompt("boom"), Sampling(n=1))
    assert drive(engine) == [] and engine.in_flight == 1
    engine.cancel(1)
    assert engine.in_flight == 0


def test_a_key_can_not_be_in_flight_twice():
    engine = load_engine("scripted:")
    engine.submit(1, Prompt("a"), Sampling())
    with pytest.raises(KeyError):
        engine.submit(1, Prompt("b"), Sampling())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense:x", "no engine called"),
        ("scripted:?colour=red", "no option 'colour'"),
        ("openvino:", "names no model"),
        ("transformers:/nowhere/at/all", "no folder"),
        ("openvino:/nowhere/at/all", "copywriter convert"),
        ("openai:ftp://host/v1", "http://"),
    ],
)
def test_a_wrong_address_is_refused_with_a_sentence(address, said):
    with pytest.raises(EngineError, match=said) as caught:
        load_engine(address)
    assert caught.value.permanent
