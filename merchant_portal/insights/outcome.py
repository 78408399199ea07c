"""What a blind comparison came to: shares with their intervals, agreement, groups, reasons, and what each pair got.
A share counts pairs, each by what most of its voters chose: votes on one pair hang together, pairs do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from copywriter.evaluation.agreement import band, cohen, fleiss, wilson
from merchant_portal.insights.models import Comparison, Pair, Vote

CHOICES = (Vote.Choice.GENERATED, Vote.Choice.HUMAN, Vote.Choice.TIE)


@dataclass(frozen=True, slots=True)
class Share:
    """How many pairs went one way; `low` and `high` are the ends of the 95 % interval of that share."""

    choice: str
    pairs: int
    total: int
    votes: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.pairs / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """The pairs of one template version, category or source."""

    name: str
    shares: tuple[Share, ...]  # in the order of CHOICES

    @property
    def total(self) -> int:
        return self.shares[0].total

    @property
    def generated(self) -> Share:
        return self.shares[0]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """How often a reason was given for each kind of text."""

    reason: str
    generated: int
    human: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair with what its voters chose. `verdict` is "" where nobody voted."""

    pair: Pair
    votes: tuple[Vote, ...]
    verdict: str

    def count(self, choice: str) -> int:
        return sum(vote.choice == choice for vote in self.votes)

    @property
    def generated(self) -> int:
        return self.count(Vote.Choice.GENERATED)

    @property
    def human(self) -> int:
        return self.count(Vote.Choice.HUMAN)

    @property
    def tie(self) -> int:
        return self.count(Vote.Choice.TIE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the result page shows."""

    judged: tuple[Judged, ...]
    shares: tuple[Share, ...]
    votes: int
    people: int
    kappa: float | None
    kappa_name: str  # "Cohen" | "Fleiss" | "": one person, nothing to agree on
    kappa_band: str
    same: float | None  # share of pairs of votes on one pair that agree
    versions: tuple[Group, ...]
    categories: tuple[Group, ...]
    sources: tuple[Group, ...]
    reasons: tuple[ReasonRow, ...]

    @property
    def pairs(self) -> int:
        """Pairs that somebody voted on."""
        return self.shares[0].total

    @property
    def generated(self) -> Share:
        return self.shares[0]

    @property
    def human(self) -> Share:
        return self.shares[1]

    @property
    def tells(self) -> str:
        """What can be said: "generated" or "human" where more pairs went that way than chance explains, else "". Ties
        are set aside: of the pairs that went either way, is half outside the interval?"""
        won, lost = self.generated.pairs, self.human.pairs
        low, high = wilson(won, won + lost)
        return "generated" if low > 0.5 else "human" if high < 0.5 else ""


def verdict_of(votes: Iterable[Vote]) -> str:
    """What most voters of one pair chose; no single winner counts as no difference."""
    ranked = Counter(vote.choice for vote in votes).most_common()
    if not ranked:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else Vote.Choice.TIE


def outcome_of(comparison: Comparison) -> Outcome:
    """Counts the votes of a comparison; two queries."""
    by_pair: dict[int, list[Vote]] = defaultdict(list)
    for vote in Vote.objects.filter(pair__comparison=comparison).select_related("voter").order_by("id"):
        by_pair[vote.pair_id].append(vote)
    pairs = comparison.pairs.select_related("version__template")
    judged = tuple(Judged(pair, tuple(by_pair[pair.pk]), verdict_of(by_pair[pair.pk])) for pair in pairs)
    kappa, name = _agreement(judged)
    reasons = Counter((vote.choice, reason) for votes in by_pair.values() for vote in votes for reason in vote.reasons)
    return Outcome(
        judged=judged,
        shares=_shares(judged),
        votes=sum(map(len, by_pair.values())),
        people=len({vote.voter_id for votes in by_pair.values() for vote in votes}),
        kappa=kappa,
        kappa_name=name,
        kappa_band=band(kappa) if kappa is not None else "",
        same=_same(judged),
        versions=_groups(judged, lambda pair: str(pair.version) if pair.version else ""),
        categories=_groups(judged, lambda pair: pair.category),
        sources=_groups(judged, lambda pair: pair.source),
        reasons=tuple(
            ReasonRow(reason, reasons[Vote.Choice.GENERATED, reason], reasons[Vote.Choice.HUMAN, reason])
            for reason in Vote.Reason.values
            if reasons[Vote.Choice.GENERATED, reason] or reasons[Vote.Choice.HUMAN, reason]
        ),
    )


def _shares(judged: Sequence[Judged]) -> tuple[Share, ...]:
    seen = [row for row in judged if row.verdict]
    out = []
    for choice in CHOICES:
        hits = sum(row.verdict == choice for row in seen)
        low, high = wilson(hits, len(seen))
        out.append(Share(choice, hits, len(seen), sum(row.count(choice) for row in seen), low, high))
    return tuple(out)


def _groups(judged: Sequence[Judged], key: Callable[[Pair], str]) -> tuple[Group, ...]:
    """The largest first; twenty are enough for a page."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for row in judged:
        if row.verdict:
            found[key(row.pair)].append(row)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:20]
    return tuple(Group(name, _shares(rows)) for name, rows in ranked)


def _agreement(judged: Sequence[Judged]) -> tuple[float | None, str]:
    voters = sorted({vote.voter_id for row in judged for vote in row.votes})
    if len(voters) < 2:
        return None, ""
    if len(voters) == 2:
        both = [{vote.voter_id: vote.choice for vote in row.votes} for row in judged if len(row.votes) == 2]
        return cohen([(row[voters[0]], row[voters[1]]) for row in both]), "Cohen"
    return fleiss([Counter(vote.choice for vote in row.votes) for row in judged]), "Fleiss"


def _same(judged: Sequence[Judged]) -> float | None:
    alike = total = 0
    for row in judged:
        n = len(row.votes)
        total += n * (n - 1)
        alike += sum(k * (k - 1) for k in Counter(vote.choice for vote in row.votes).values())
    return alike / total if total else None
