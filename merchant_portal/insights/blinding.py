"""Which side a text stands on, and in which order a person meets the pairs: by a hash of the comparison's secret, so
that nothing is stored and a page loaded again looks the same. Knows no rows."""

from __future__ import annotations

import hashlib
import hmac


def _drawn(seed: str, *parts: object) -> bytes:
    return hmac.new(seed.encode(), ":".join(map(str, parts)).encode(), hashlib.sha256).digest()


def human_first(seed: str, *, voter: int, pair: int) -> bool:
    """Whether this person sees the person's text of this pair on side A."""
    return bool(_drawn(seed, "side", voter, pair)[0] & 1)


def place(seed: str, *, voter: int, pair: int) -> bytes:
    """What this person's pairs are sorted by: each person meets them in an order of their own."""
    return _drawn(seed, "order", voter, pair)
