"""What visitors did, as the shop tells it: exposures and conversions, each event once, visitors as salted hashes.
Knows neither JSON nor CSV: rows come in as texts by name."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from copywriter.evaluation.trials import arm_of
from copywriter.formats.cells import storable
from merchant_portal.insights.models import Experiment, Observation

Type = Observation.Type
FIELDS = ("event_id", "type", "visitor", "sku", "at", "arm")
#: A clock in a browser may go wrong by so much; what lies further ahead is no time.
AHEAD = timedelta(days=1)


@dataclass
class Taken:
    """How many rows were new, how many had come before, and which were refused: (number, event id, why)."""

    new: int = 0
    repeated: int = 0
    errors: list[tuple[int, str, str]] = field(default_factory=list)


def observe(*, experiment: Experiment, rows: Sequence[Mapping[str, str]], now: datetime, first: int = 1) -> Taken:
    """Takes rows of FIELDS; `at` (ISO, now where empty) and `arm` may be missing. A row that can't be read is refused
    and the rest is taken; an event id that is known changes nothing. `first` is the number of the first row."""
    lines = {line.sku: line for line in experiment.lines.all()}
    taken, found = Taken(), {}
    for number, raw in enumerate(rows, first):
        row = {name: storable(str(raw.get(name) or "")).strip() for name in FIELDS}
        why = _refused(row, lines, experiment, now)
        if why:
            taken.errors.append((number, row["event_id"][:120], why))
        elif row["event_id"] in found:
            taken.repeated += 1
        else:
            found[row["event_id"]] = Observation(
                experiment=experiment,
                line=lines[row["sku"]],
                event_id=row["event_id"],
                type=row["type"],
                visitor=_hidden(experiment, row["visitor"]),
                arm=arm_of(experiment.key, row["visitor"]),
                at=_time(row["at"], now) or now,
            )
    with transaction.atomic():
        # held, so that two deliveries of the same events don't both count them as new
        Experiment.objects.select_for_update().get(pk=experiment.pk)
        known: set[str] = set()
        ids = list(found)
        for start in range(0, len(ids), 500):
            asked = Observation.objects.filter(experiment=experiment, event_id__in=ids[start : start + 500])
            known |= set(asked.values_list("event_id", flat=True))
        fresh = [row for event_id, row in found.items() if event_id not in known]
        Observation.objects.bulk_create(fresh, batch_size=500)
    taken.new, taken.repeated = len(fresh), taken.repeated + len(known)
    return taken


def _refused(row: Mapping[str, str], lines: Mapping[str, object], experiment: Experiment, now: datetime) -> str:
    """Why a row can't be taken, in the reader's language; "" where it can."""
    if experiment.state in (Experiment.State.DRAFT, Experiment.State.ENDED):
        return _("The experiment is not running.")
    if not row["event_id"] or len(row["event_id"]) > 120:
        return _("event_id is missing, or longer than 120 characters.")
    if row["type"] not in Type.values:
        return _("type must be “exposure” or “conversion”.")
    if row["type"] == Type.EXPOSURE and experiment.state == Experiment.State.PAUSED:
        return _("The experiment is paused: no line should be shown.")
    if not row["visitor"] or len(row["visitor"]) > 300:
        return _("visitor is missing, or longer than 300 characters.")
    if row["sku"] not in lines:
        return _("No line of this experiment has the SKU “%(sku)s”.") % {"sku": row["sku"][:60]}
    at = _time(row["at"], now)
    if at is None or at > now + AHEAD:
        return _("at is no time: write it like 2026-11-24T14:05:00Z.")
    arm = arm_of(experiment.key, row["visitor"])
    if row["arm"] and row["arm"] != arm:
        return _("This visitor belongs to the arm “%(arm)s”, not “%(said)s”.") % {"arm": arm, "said": row["arm"][:20]}
    return ""


def _time(text: str, now: datetime) -> datetime | None:
    if not text:
        return now
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _hidden(experiment: Experiment, visitor: str) -> str:
    """Nobody can tell from what is stored who it was, nor that two experiments had the same visitor."""
    return hmac.new(experiment.salt.encode(), visitor.encode(), hashlib.sha256).hexdigest()
