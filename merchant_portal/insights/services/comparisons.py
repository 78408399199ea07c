"""Acts on a blind comparison: start, vote, take the last vote back, hand in, close.
Knows no page; which pairs there are is asked of pairing.py, which side a text stands on of blinding.py."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from merchant_portal.accounts.models import User
from merchant_portal.accounts.moves import move
from merchant_portal.insights.blinding import human_first, place
from merchant_portal.insights.models import Comparison, ComparisonEvent, Pair, Vote, Voter
from merchant_portal.insights.pairing import Wanted, draw_pairs
from merchant_portal.insights.signals import comparison_started

State, Choice = Comparison.State, Vote.Choice
#: What a page calls the two sides; "tie" is the third answer.
SIDES = ("a", "b")


class NothingToCompare(Exception):
    """No product has both texts."""


class ComparisonClosed(Exception):
    """Somebody closed it, or this person has handed in: no vote counts any more."""


class VotesMissing(Exception):
    """Handing in comes after the last vote."""


def start_comparison(*, wanted: Wanted, count: int, people: Sequence[User], by: User, now: datetime) -> Comparison:
    """Draws the pairs, keeps their words as they stand, and asks `people`. Raises NothingToCompare."""
    seed = secrets.token_hex(16)
    pairs = draw_pairs(wanted, count=count, seed=seed)
    if not pairs:
        raise NothingToCompare
    with transaction.atomic():
        row = Comparison.objects.create(
            merchant=wanted.merchant, kind=wanted.kind, language=wanted.language, category=wanted.category,
            seed=seed, started_by=by, started_at=now,
        )  # fmt: skip
        for pair in pairs:
            pair.comparison = row
        Pair.objects.bulk_create(pairs)
        Voter.objects.bulk_create(Voter(comparison=row, user=person) for person in people)
        data = {"pairs": len(pairs), "people": [person.pk for person in people]}
        ComparisonEvent.objects.create(comparison=row, old="", new=State.OPEN, actor=by, at=now, data=data)
    comparison_started.send(sender=Comparison, comparison=row, people=list(people), by=by, now=now)
    return row


def pairs_of(*, comparison: Comparison, voter: User) -> list[Pair]:
    """All pairs in the order in which this person meets them."""
    seed = comparison.seed
    return sorted(comparison.pairs.all(), key=lambda pair: place(seed, voter=voter.pk, pair=pair.pk))


def sides(*, comparison: Comparison, pair: Pair, voter: User) -> tuple[str, str]:
    """The two texts as this person sees them: side A, side B."""
    first = human_first(comparison.seed, voter=voter.pk, pair=pair.pk)
    return (pair.human, pair.generated) if first else (pair.generated, pair.human)


def cast_vote(
    *, comparison: Comparison, pair: Pair, side: str, reasons: Iterable[str], by: User, now: datetime
) -> bool:
    """Keeps what a person chose: `side` "a", "b" or "tie". False, and nothing changed, where that person has voted on
    this pair already (a double press, a second tab). Raises ComparisonClosed."""
    first = human_first(comparison.seed, voter=by.pk, pair=pair.pk)
    is_human = (side == "a") == first
    choice = Choice.TIE if side not in SIDES else Choice.HUMAN if is_human else Choice.GENERATED
    known = [] if choice == Choice.TIE else [r for r in dict.fromkeys(reasons) if r in Vote.Reason.values]
    with transaction.atomic():
        _hold_open(comparison, by)
        _row, is_new = Vote.objects.get_or_create(
            pair=pair, voter=by, defaults={"choice": choice, "human_first": first, "reasons": known, "at": now}
        )
    return is_new


def take_back_vote(*, comparison: Comparison, by: User) -> Pair | None:
    """Forgets this person's last vote, so that the pair is asked again; None where there is none. Raises
    ComparisonClosed."""
    with transaction.atomic():
        _hold_open(comparison, by)
        last = Vote.objects.filter(pair__comparison=comparison, voter=by).select_related("pair").order_by("-id").first()
        if last is None:
            return None
        last.delete()
    return last.pair


def finish_voting(*, comparison: Comparison, by: User, now: datetime) -> None:
    """Hands a person's votes in: they can see the result and change nothing. The last one to do so closes the
    comparison. Raises VotesMissing."""
    with transaction.atomic():
        # held, so that two last people do not each wait for the other
        Comparison.objects.select_for_update().get(pk=comparison.pk)
        if Vote.objects.filter(pair__comparison=comparison, voter=by).count() < comparison.pairs.count():
            raise VotesMissing
        Voter.objects.filter(comparison=comparison, user=by, done_at__isnull=True).update(done_at=now)
        if not Voter.objects.filter(comparison=comparison, done_at__isnull=True).exists():
            _close(comparison, by=None, now=now)


def close_comparison(*, comparison: Comparison, by: User, now: datetime) -> bool:
    """Ends the voting, whoever still has pairs left. False where it was closed already."""
    with transaction.atomic():
        return _close(comparison, by=by, now=now)


def _close(comparison: Comparison, *, by: User | None, now: datetime) -> bool:
    done = move(Comparison.objects.filter(pk=comparison.pk), old=State.OPEN, new=State.CLOSED, closed_at=now)
    if done:
        ComparisonEvent.objects.create(comparison=comparison, old=State.OPEN, new=State.CLOSED, actor=by, at=now)
    return done


def _hold_open(comparison: Comparison, by: User) -> None:
    held = Comparison.objects.select_for_update().get(pk=comparison.pk)
    seat = Voter.objects.filter(comparison=comparison, user=by, done_at__isnull=True)
    if held.state != State.OPEN or not seat.exists():
        raise ComparisonClosed
