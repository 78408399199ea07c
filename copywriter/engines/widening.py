"""A small model's int8 weights widened to fp32 as it is loaded, where the processor multiplies those faster.
Knows no engine and changes no number: what a weight was worth in int8 it is worth in fp32.

Without VNNI instructions each step turns int8 weights into fp32 before it multiplies them. On two AVX2 cores the house
model's layers ran at 81 GFLOP/s so, at 95 to 115 from fp32 weights, and at the processor's 120 in the last one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy
import openvino
from openvino import opset13

#: Bytes of int8 weights that stay in a processor's cache when each takes four: larger ones are read from memory at
#: every step, where int8 is a quarter of the way.
SMALL = 8 << 20
_MODEL = "openvino_model"


def is_small(folder: Path) -> bool:
    """Whether a converted model's weights fit the cache even as fp32."""
    return (folder / f"{_MODEL}.bin").stat().st_size <= SMALL


def multiplies_int8() -> bool:
    """Whether this processor multiplies int8 by int8 into 32 bits; True where the system does not say."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore")
    except OSError:
        return True
    return "vnni" in flags or "flags" not in flags


def widen(folder: Path, into: Path) -> int:
    """Writes the model of `folder` with fp32 weights to `into`, its other files beside it; the number of matrices that
    were widened. Raises OSError where there is no room, RuntimeError where the model can't be read."""
    model = openvino.Core().read_model(folder / f"{_MODEL}.xml")
    widened = sum(_widen(node) for node in model.get_ordered_ops() if node.get_type_name() == "Multiply")
    openvino.save_model(model, into / f"{_MODEL}.xml", compress_to_fp16=False)
    for path in folder.iterdir():
        if path.stem != _MODEL:
            shutil.copy(path, into)
    return widened


def _widen(scaled: openvino.Node) -> bool:
    """Puts fp32 weights in the place of (int8 - zero point) * scale. False where the product is another one."""
    shifted, scale = (scaled.input_value(i).get_node() for i in (0, 1))
    if shifted.get_type_name() != "Subtract":
        return False
    parts = [_constant(node) for node in (*(shifted.input_value(i).get_node() for i in (0, 1)), scale)]
    if any(part is None for part in parts) or parts[0].get_element_type() not in (openvino.Type.u8, openvino.Type.i8):
        return False
    weights, zero, by = (part.get_data().astype(numpy.float32) for part in parts)
    wide = opset13.constant((weights - zero) * by).output(0)
    out = scaled.output(0)
    readers = list(out.get_target_inputs())
    if out.get_element_type() != openvino.Type.f32:  # fp16, made fp32 by the node behind
        converts = [reader.get_node() for reader in readers]
        if any(c.get_type_name() != "Convert" or c.get_element_type() != openvino.Type.f32 for c in converts):
            return False
        readers = [reader for convert in converts for reader in convert.output(0).get_target_inputs()]
    for reader in readers:
        reader.replace_source_output(wide)
    return True


def _constant(node: openvino.Node) -> openvino.Node | None:
    """The constant under a conversion."""
    while node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    return node if node.get_type_name() == "Constant" else None
