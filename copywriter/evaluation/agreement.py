"""How sure a share is, and how far people agree who judged the same things: Wilson's interval, two kappas, their words.
Knows no votes and no site; counts come in, figures go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from math import sqrt
from statistics import NormalDist

#: Upper ends of Landis and Koch's bands, "The measurement of observer agreement for categorical data", Biometrics 33
#: (1977), 159–174. Their names are a habit of the trade, not a law of nature.
BANDS = ((0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))


def wilson(hits: int, total: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """The interval (low, high), shares of 1, in which the true share lies (E. B. Wilson, JASA 22 (1927), 209–212). It
    stays sensible where the plain one fails: few answers, or all of a kind. Nothing counted: (0, 1)."""
    if not total:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, spread = hits / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / total + spread / (4 * total))
    # at the ends the sum is exact on paper and not in floats
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == total else min(1.0, middle + half)
    return low, high


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two people over the things that both judged (Educational and Psychological Measurement 20
    (1960), 37–46). None where nothing was judged by both, or where both gave one and the same answer throughout: then
    chance alone would agree as well, and kappa says nothing."""
    if not pairs:
        return None
    total = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs) / total
    chance = sum(first[word] * second[word] for word in first) / total**2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def fleiss(items: Sequence[Mapping[Hashable, int]]) -> float | None:
    """Fleiss' kappa (Psychological Bulletin 76 (1971), 378–382): how often each answer was given, thing by thing.
    Things may have different numbers of judges (each thing counts alike, as in Gwet's form of it); those with fewer
    than two tell nothing and are left out. None as in `cohen`."""
    judged = [item for item in items if sum(item.values()) > 1]
    if not judged:
        return None
    seen, shares = 0.0, Counter[Hashable]()
    for item in judged:
        judges = sum(item.values())
        seen += sum(n * (n - 1) for n in item.values()) / (judges * (judges - 1))
        for word, n in item.items():
            shares[word] += n / judges  # type: ignore[assignment]
    seen /= len(judged)
    chance = sum((share / len(judged)) ** 2 for share in shares.values())
    return None if chance > 1 - 1e-12 else (seen - chance) / (1 - chance)


def band(kappa: float) -> str:
    """Landis and Koch's word for a kappa: poor, slight, fair, moderate, substantial, almost perfect."""
    if kappa < 0:
        return BANDS[0][1]
    return next((word for top, word in BANDS[1:] if kappa <= top), "almost perfect")
