"""How a noun changes its state: a conditional UPDATE on the state it was seen in.
Knows no states; every act names its own, and writes its event row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet


def move(queryset: QuerySet[Any], *, old: str | Iterable[str], new: str, **values: Any) -> bool:
    """Moves the one row of `queryset` from `old` (a state, or any of several) to `new`, with `values` beside it.
    False when the row was not in `old` any more: somebody else was first, and nothing has changed."""
    states = [old] if isinstance(old, str) else list(old)
    return queryset.filter(state__in=states).update(state=new, **values) == 1
