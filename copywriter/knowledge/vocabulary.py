"""Tables of things with names in two languages: materials, colours, places. A term leads to a concept, a concept to
its kind.
Knows no product and no text: `checks/claims` finds the terms, this says what they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`terms`: folded term → concept id. `kinds`: concept → the wider concepts it is one of, nearest first.
    `names`: concept → (English, Chinese) as one would say it in a suggestion."""

    terms: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, str]]

    def is_a(self, narrow: str, wide: str) -> bool:
        """Whether a thing of the first concept may truthfully be called by the second."""
        return narrow == wide or wide in self.kinds.get(narrow, ())


@cache
def load_vocabulary(name: str) -> Vocabulary:
    """Reads knowledge/<name>.yaml. Raises FileNotFoundError, or ValueError where a concept names an unknown kind."""
    rows = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    terms: dict[str, str] = {}
    parents: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, str]] = {}
    for concept, row in rows.items():
        english, chinese = [str(t) for t in row.get("en", ())], [str(t) for t in row.get("zh", ())]
        for term in english + chinese:
            terms.setdefault(term.lower(), concept)
        above = row.get("is", ())
        parents[concept] = (above,) if isinstance(above, str) else tuple(above)
        for town in map(str, row.get("towns", ())):  # a concept of its own, one of this one
            terms.setdefault(town.lower(), f"{concept}/{town}")
            parents[f"{concept}/{town}"], names[f"{concept}/{town}"] = (concept,), (town.title(), town)
        names[concept] = (english[0] if english else concept, chinese[0] if chinese else concept)
    unknown = {p for ps in parents.values() for p in ps} - parents.keys()
    if unknown:
        raise ValueError(f"{name}.yaml: unknown kind {', '.join(sorted(unknown))}")
    return Vocabulary(terms, {c: _above(c, parents) for c in parents}, names)


def _above(concept: str, parents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: list[str] = []
    queue = list(parents[concept])
    while queue:
        nearest = queue.pop(0)
        if nearest not in found:
            found.append(nearest)
            queue += parents[nearest]
    return tuple(found)
