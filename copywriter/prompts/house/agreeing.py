"""What a Chinese text may not say beside its facts: of a summer thing that it warms, of a woollen one that it cools.
Judges words against seasons and materials only; what two facts say to each other is the merchant's."""

from __future__ import annotations

import re
from functools import lru_cache

from copywriter.prompts.house.plan import PlannedFact

_WARMS = re.compile(r"暖|捂|御寒|降温|挡一阵冷|天[一气]?[冷凉]|冷天|秋|冬|不冷|冷了")
_COOLS = re.compile(r"天[一气]?热|热天|清凉|凉快|凉爽|清爽|夏|单穿一件就够")
_WARM_MATERIAL = re.compile(r"羊毛|羊绒|羽绒|鸭绒|鹅绒|驼绒|羊驼|加绒|摇粒绒|珊瑚绒|法兰绒|抓绒|加厚|羊羔")


def at_odds(text: str, facts: tuple[PlannedFact, ...]) -> bool:
    """Whether words beside the facts contradict the season or the warmth that these state."""
    hot, cold = _nature(facts)
    return hot and bool(_WARMS.search(text)) or cold and bool(_COOLS.search(text))


@lru_cache(maxsize=256)
def _nature(facts: tuple[PlannedFact, ...]) -> tuple[bool, bool]:
    """(for the hot season only; for the cold one only, or of a warm material)."""
    seasons = "".join(f.value for f in facts if f.key == "<|season|>")
    whole = bool(re.search(r"四季|全年|不限|通用|[春夏].*[秋冬]", seasons))
    warm = any(_WARM_MATERIAL.search(f.value) for f in facts)
    hot = "夏" in seasons and not whole
    return hot, warm or "冬" in seasons and not whole
