"""Facts that answer yes or no: Charger included: No; 机洗：不可. What is asked, and the answer.
Knows no text that is checked; `answers.py` holds a text against them."""

from __future__ import annotations

import re
from typing import NamedTuple

_YES = frozenset(
    """yes true y incl inc fitted provided supplied 是 有 支持 可以 含 带 √ ✓ included available suitable required
    supported applicable 可 能 具备 含有 包含 适用 附赠 赠送 附送 标配 配备 需要 需 要 赠 附 送 已
    随附 附带 自带 随机附赠 均可 都可 全支持 兼容 可用 能用 已通过 通过 已做 做过""".split()  # noqa: SIM905
)
_NO = frozenset(
    """no false n 否 无 不支持 没有 不含 不可以 不是 none × x 不带 不可 不能 不要 不需要 无需 不用 不添加 未添加
    无添加 零添加 不附 不送 不配 不适用 不包含 不含有 不提供 未检出
    不附赠 不附送 不赠送 不赠 不附带 不随附 另购 需另购 自备 需自备 另配 另售 单独购买 需单独购买 不自带 不兼容 不可用
    不能用 不参与 做不到 不涉及 未通过 未做
    未含 不具备 不宜 非 没 unavailable unsuitable""".split()  # noqa: SIM905
) | {"not included", "not available", "not suitable", "not required", "not supported", "not allowed", "n/a"}
_LED = re.compile(r"(yes|no|是|否|有|无|支持|不支持|可|不可|含|不含)(?:\s?[,;:，；：(（–-]\s?|\s(?=\())(.+?)[)）]?$")


class Answer(NamedTuple):
    """What a value says: yes, no, and what it adds ("up to 260 °C")."""

    yes: bool
    no: bool
    rest: str


def read_answer(plain: str) -> Answer:
    """The answer in a folded value without its outer spaces and points; neither yes nor no where it is none."""
    if plain in _YES or plain in _NO:
        return Answer(plain in _YES, plain in _NO, "")
    led = _LED.match(plain)
    if led is None:
        return Answer(False, False, "")
    return Answer(led[1] in _YES, led[1] in _NO, led[2])


_ASKING_ZH = re.compile(
    r"^(?:是否|可否|能否|有无|是不是|能不能)?(?:需要|需|可以|可用于|可|能|支持|含有|含|带有|带|附带|附|配|送|适用于|适用|适合|有|装|要)?"
)
_ASKED_ZH = re.compile(
    r"(?:功能|与否|可用|适用|适配|兼容|支持|含量|检测|添加|设计|服务|可选|情况|级别|级|要求|检出|(?<=..)可)$"
)
_GENERIC_EN = frozenset(
    """includ included safe free suitable compatible replaceable available support function feature requir needed
    ready friendly proof yes no has have with can be is option""".split()  # noqa: SIM905
)


def asked_zh(name: str) -> str:
    """The thing asked for in a Chinese fact's name: 是否需要电池 → 电池, 冲击功能 → 冲击."""
    core = _ASKING_ZH.sub("", name, count=1)
    bare = _ASKED_ZH.sub("", core)
    return bare if len(bare) >= 1 else core


def asked_en(stems: tuple[str, ...]) -> tuple[str, ...]:
    """The stems of the thing asked for: "Carry strap included" → carry, strap."""
    return tuple(s for s in stems if s not in _GENERIC_EN)
