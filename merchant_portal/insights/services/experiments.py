"""Acts on an experiment: make, write the person's lines, sign, start, pause, end; and the shop's token.
Knows no page. What visitors did comes in by observing.py."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.accounts.moves import move
from merchant_portal.drafting.checking import check_text
from merchant_portal.drafting.models import Draft, Kind
from merchant_portal.insights.models import Experiment, ExperimentEvent, ExperimentLine, ShopToken
from merchant_portal.review.access import may_approve
from merchant_portal.review.models import ApprovedCopy

State = Experiment.State
#: Lines of one experiment: one person signs them all, so one person must be able to read them all.
MOST_LINES = 200
MOVES = {
    State.RUNNING: (State.DRAFT, State.PAUSED),
    State.PAUSED: (State.RUNNING,),
    State.ENDED: (State.RUNNING, State.PAUSED),
}


class NoApprovedCopy(Exception):
    """No live text that a model wrote fits: an experiment shows approved lines only."""


class NotSigner(Exception):
    """This person's signature does not count in this shop, or stands there already."""


class LinesOpen(Exception):
    """Lines that can't be signed as they stand: (line, why); empty `why`: the person's text is missing."""

    def __init__(self, lines: list[tuple[ExperimentLine, str]]) -> None:
        super().__init__(f"{len(lines)} lines")
        self.lines = lines


class NotNow(Exception):
    """Somebody was first, or the experiment is in no state for this."""


def make_experiment(
    *, merchant: Merchant, name: str, kind: str, language: str, category: str, by: User, now: datetime
) -> Experiment:
    """An experiment in preparation over the products that have a live generated text. For descriptions the person's
    text is the shop's own; for lines it is to be written. Raises NoApprovedCopy."""
    rows = ApprovedCopy.objects.filter(
        merchant=merchant, state="live", ai_share__gt=0, kind=kind, language=language, product__archived_at=None
    )
    if category:
        rows = rows.filter(product__category__icontains=category)
    lines: dict[int, ExperimentLine] = {}
    for copy in rows.select_related("product", "candidate__request__version").order_by("-approved_at", "-pk"):
        own = " ".join(copy.product.own_text.split()) if kind == Kind.DESCRIPTION else ""
        if len(lines) < MOST_LINES and copy.product_id not in lines and (own or kind != Kind.DESCRIPTION):
            lines[copy.product_id] = ExperimentLine(
                product=copy.product, sku=copy.product.sku, category=copy.product.category, human=own,
                generated=copy.text, copy=copy, version=copy.candidate.request.version if copy.candidate else None,
            )  # fmt: skip
    if not lines:
        raise NoApprovedCopy
    with transaction.atomic():
        row = Experiment.objects.create(
            merchant=merchant, name=name, kind=kind, language=language, key=secrets.token_hex(8),
            salt=secrets.token_hex(32), created_by=by, created_at=now,
        )  # fmt: skip
        for line in lines.values():
            line.experiment = row
        ExperimentLine.objects.bulk_create(lines.values())
        _note(row, "", State.DRAFT, by=by, now=now, lines=len(lines))
    return row


def write_line(*, line: ExperimentLine, text: str, by: User, now: datetime) -> None:
    """The person's text of one product. Signatures fall: they stood under other words. Raises NotNow."""
    with transaction.atomic():
        row = _unstarted(line.experiment_id)
        if text != line.human:
            ExperimentLine.objects.filter(pk=line.pk).update(human=text)
            Experiment.objects.filter(pk=row.pk).update(first_signer=None, signer=None)
            _note(row, row.state, "edited", by=by, now=now, sku=line.sku, text=text)


def drop_line(*, line: ExperimentLine, by: User, now: datetime) -> None:
    """Takes a product out before the start. Raises NotNow."""
    with transaction.atomic():
        row = _unstarted(line.experiment_id)
        ExperimentLine.objects.filter(pk=line.pk).delete()
        _note(row, row.state, "dropped", by=by, now=now, sku=line.sku)


def may_sign(*, experiment: Experiment, user: User) -> bool:
    """By the shop's own policy for approving texts; of two signatures each is another person's."""
    stands_for = Draft(merchant=experiment.merchant, first_signer_id=experiment.first_signer_id)
    return experiment.signer_id is None and may_approve(user=user, draft=stands_for)


def sign_lines(*, experiment: Experiment, by: User, now: datetime) -> Experiment:
    """Approves the person's lines as they stand; each is checked like every text. Raises NotSigner, LinesOpen,
    NotNow."""
    with transaction.atomic():
        row = _unstarted(experiment.pk)
        if not may_sign(experiment=row, user=by):
            raise NotSigner
        lines = list(row.lines.select_related("product", "copy"))
        still_open = [(line, why) for line in lines if (why := _open(row, line, now)) is not None]
        if still_open or not lines:
            raise LinesOpen(still_open)
        two = row.merchant.approval == Merchant.Approval.TWO and row.first_signer_id is None
        Experiment.objects.filter(pk=row.pk).update(**{"first_signer" if two else "signer": by})
        _note(row, row.state, "signed", by=by, now=now, lines={line.sku: line.human for line in lines})
        row.refresh_from_db()
    return row


def _open(row: Experiment, line: ExperimentLine, now: datetime) -> str | None:
    """Why this line can't be signed; None where it can."""
    if not line.human.strip():
        return ""
    checked = check_text(
        merchant=row.merchant, product=line.product, text=line.human, kind=row.kind, language=row.language,
        channel="web", today=localdate(now), openings=False,
    )  # fmt: skip
    return next((f["reason"] for f in checked.findings if f["severity"] == "block"), None)


def move_experiment(*, experiment: Experiment, new: str, by: User, now: datetime) -> None:
    """Starts (signed lines only), pauses, goes on or ends. Raises NotNow."""
    values: dict[str, Any] = {"ended_at": now} if new == State.ENDED else {}
    rows = Experiment.objects.filter(pk=experiment.pk)
    with transaction.atomic():
        old = Experiment.objects.select_for_update().get(pk=experiment.pk).state
        if new == State.RUNNING:
            rows = rows.filter(signer__isnull=False)
            values = {"started_at": now} if old == State.DRAFT else {}
        if old not in MOVES.get(new, ()) or not move(rows, old=old, new=new, **values):
            raise NotNow
        _note(experiment, old, new, by=by, now=now)


def make_token(*, merchant: Merchant, by: User, now: datetime) -> str:
    """A new token for the shop's front end, shown once; the one before it ends."""
    token = secrets.token_urlsafe(32)
    ShopToken.objects.update_or_create(
        merchant=merchant, defaults={"token_hash": token_hash(token), "made_by": by, "made_at": now}
    )
    return token


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _unstarted(pk: int) -> Experiment:
    row = Experiment.objects.select_for_update(of=("self",)).select_related("merchant").get(pk=pk)
    if row.state != State.DRAFT:
        raise NotNow
    return row


def _note(row: Experiment, old: str, new: str, *, by: User, now: datetime, **data: Any) -> None:
    ExperimentEvent.objects.create(experiment=row, old=old, new=new, actor=by, at=now, data=data)
