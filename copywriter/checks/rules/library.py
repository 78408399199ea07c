"""Which packs exist and which are in force: the files of copywriter/rules, an admin's dicts, markets and channels.
Knows nothing of what the rules say; it refuses a pack id that it does not have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from copywriter.checks.rules.loading import load_pack
from copywriter.checks.rules.pack import Pack, PackInfo, PackInvalid, Rule, info_of
from copywriter.checks.rules.vocabulary import spelled_out

FOLDER = Path(__file__).resolve().parents[2] / "rules"
_NO_PACKS = {"channels.yaml", "goods.yaml", "languages.yaml", "words.yaml"}


@lru_cache(maxsize=1)
def shipped() -> dict[str, Pack]:
    """Every pack of copywriter/rules by id. A file holds one pack, or several under `packs`."""
    packs: dict[str, Pack] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name in _NO_PACKS:
            continue
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for row in data.get("packs", [data]):
            pack = load_pack(spelled_out(row))
            if pack.id in packs:
                raise PackInvalid(f"{path.name}: pack {pack.id} stands in two files")
            packs[pack.id] = pack
    return packs


def available_packs() -> list[PackInfo]:
    """What an admin can switch on, in the order of the files."""
    return [info_of(pack) for pack in shipped().values()]


def packs_for(market: str, channel: str) -> tuple[Pack, ...]:
    """The packs in force when nobody chose: the market's laws and the channel's own rules."""
    packs = shipped().values()
    return tuple(p for p in packs if (p.market and p.market == market) or (p.channel and p.channel == channel))


def resolve(packs: Sequence[Any] | None, market: str, channel: str) -> tuple[Pack, ...]:
    """Ids, dicts and packs as packs. A chosen law pack holds only in its market and a platform pack only on its
    channel, so that a merchant's list may name all they use. Raises PackInvalid for an unknown id."""
    if packs is None:
        return packs_for(market, channel)
    chosen = [as_pack(item) for item in packs]
    return tuple(p for p in chosen if p.market in ("", market) and p.channel in ("", channel))


def as_pack(item: Any) -> Pack:
    """An id, a dict or a pack as a pack: whoever checks many texts turns an admin's dicts into packs once. Raises
    PackInvalid."""
    if isinstance(item, Pack):
        return item
    if isinstance(item, Mapping):
        return _from_json(json.dumps(item, ensure_ascii=False, sort_keys=True))
    if isinstance(item, str):
        if item not in shipped():
            raise PackInvalid(f"there is no pack {item!r}; there are {', '.join(shipped())}")
        return shipped()[item]
    raise PackInvalid(f"{item!r} is no pack: an id or an object with id, version and rules")


@lru_cache(maxsize=256)  # an admin's packs come as JSON with every check; compiling one costs milliseconds
def _from_json(text: str) -> Pack:
    return load_pack(json.loads(text))


def pack_versions(packs: Sequence[Any] | None, *, market: str = "", channel: str = "") -> dict[str, str]:
    """{pack id: version} of what a text was checked against. None: what is in force for market and channel."""
    if packs is None:
        return {p.id: p.version for p in packs_for(market, channel)}
    return {p.id: p.version for p in map(as_pack, packs)}


def find_rule(rule_id: str, packs: Sequence[Any] | None = None) -> tuple[Pack, Rule] | None:
    """The rule behind a finding, with its pack: article, penalty, source and exceptions for a page to explain."""
    pool = list(shipped().values()) if packs is None else [as_pack(p) for p in packs]
    for pack in pool:
        if rule := pack.rule(rule_id):
            return pack, rule
    return None
