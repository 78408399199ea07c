"""int8 weights widened to fp32: the same numbers, and no compressed matrix left."""

import pytest

pytest.importorskip("openvino_genai")

import numpy  # noqa: E402
import openvino  # noqa: E402

from copywriter.engines.load import HOUSE_FOLDER  # noqa: E402
from copywriter.engines.widening import is_small, widen  # noqa: E402

FOLDER = HOUSE_FOLDER / "openvino"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (FOLDER / "openvino_model.xml").exists(), reason="the converted house model is not here"),
]


def test_the_widened_model_holds_every_weight_and_gives_the_same_scores(tmp_path):
    widened = widen(FOLDER, tmp_path)
    model = openvino.Core().read_model(tmp_path / "openvino_model.xml")
    left = [c for c in model.get_ops() if c.get_type_name() == "Constant" and c.get_element_type() == openvino.Type.u8]
    assert widened == 26 and left == []
    scores = [_scores(folder) for folder in (FOLDER, tmp_path)]
    assert numpy.abs(scores[0] - scores[1]).max() < 0.02 and numpy.abs(scores[0]).max() > 5
    assert (tmp_path / "openvino_tokenizer.xml").exists() and (tmp_path / "config.json").exists()


def test_only_a_model_that_stays_in_the_cache_is_small(tmp_path):
    (tmp_path / "openvino_model.bin").write_bytes(b"")
    assert is_small(FOLDER) and is_small(tmp_path)
    with (tmp_path / "openvino_model.bin").open("wb") as file:
        file.truncate(124 << 20)
    assert not is_small(tmp_path)


def _scores(folder):
    """Scores after a few tokens, in fp32 from first to last."""
    compiled = openvino.Core().compile_model(str(folder / "openvino_model.xml"), "CPU", {"KV_CACHE_PRECISION": "f32"})
    tokens = numpy.array([[5, 900, 1700, 42]])
    given = {"input_ids": tokens, "attention_mask": numpy.ones_like(tokens), "position_ids": numpy.arange(4)[None]}
    request = compiled.create_infer_request()
    return request.infer({**given, "beam_idx": numpy.zeros(1, numpy.int32)})[0]
