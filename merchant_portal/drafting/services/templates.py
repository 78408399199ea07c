"""Templates and their versions: ship, change, promote, retire, compare. A version that was used never changes.
Knows no request; the first use is marked by whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from merchant_portal.accounts.models import User
from merchant_portal.accounts.moves import move
from merchant_portal.drafting.briefs import PLACEHOLDERS, unknown_placeholders
from merchant_portal.drafting.models import CopyTemplate, TemplateEvent, TemplateVersion

State = TemplateVersion.State
SHIPPED = Path(__file__).resolve().parents[1] / "shipped.yaml"
#: What a version says; everything that two versions are compared by.
FIELDS = (
    "tone",
    "length",
    "audience",
    "occasion",
    "channel",
    "leading_facts",
    "keywords",
    "instruction",
    "examples",
    "sampling",
)


class InvalidTemplate(ValueError):
    """The instruction names something in braces that no brief can fill."""


class NotInThisState(Exception):
    """The version is not in a state that allows this, or somebody was first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two versions differ."""

    field: str
    old: Any
    new: Any


def ship_templates(*, now: datetime) -> int:
    """Makes the shipped templates that this site does not have yet, each with its first version live. How many."""
    made = 0
    for place, row in enumerate(yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))):
        row = dict(row)
        which = {name: row.pop(name) for name in ("kind", "language", "name")}
        with transaction.atomic():
            template, is_new = CopyTemplate.objects.get_or_create(**which, merchant=None, defaults={"position": place})
            if not is_new:
                continue
            version = TemplateVersion.objects.create(
                template=template, number=1, state=State.LIVE, created_at=now, **row
            )
            TemplateEvent.objects.create(version=version, new=State.LIVE, at=now, reason="shipped")
            made += 1
    return made


def save_version(
    *, template: CopyTemplate, values: dict[str, Any], by: User, now: datetime, seen: TemplateVersion | None = None
) -> TemplateVersion:
    """Keeps a template's words: in place where `seen` is a draft that nobody has used, else as the next version.
    Raises InvalidTemplate naming what can't be filled."""
    if unknown := unknown_placeholders(values.get("instruction", "")):
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise InvalidTemplate(_("{%(name)s} can’t be filled. Known: %(names)s.") % {"name": unknown[0], "names": names})
    with transaction.atomic():
        if seen is not None:
            rows = TemplateVersion.objects.filter(pk=seen.pk, state=State.DRAFT, used_at__isnull=True)
            if rows.update(**values):
                return TemplateVersion.objects.get(pk=seen.pk)
        CopyTemplate.objects.filter(pk=template.pk).update(position=template.position)  # one numbering at a time
        last = TemplateVersion.objects.filter(template=template).aggregate(n=Max("number"))["n"] or 0
        version = TemplateVersion.objects.create(
            template=template, number=last + 1, created_by=by, created_at=now, **values
        )
        TemplateEvent.objects.create(version=version, new=State.DRAFT, actor=by, at=now)
    return version


def promote_version(*, version: TemplateVersion, by: User, now: datetime) -> None:
    """Makes it the one that people get; the one before is retired. Raises NotInThisState."""
    with transaction.atomic():
        for live in TemplateVersion.objects.filter(template=version.template, state=State.LIVE).exclude(pk=version.pk):
            if move(TemplateVersion.objects.filter(pk=live.pk), old=State.LIVE, new=State.RETIRED):
                TemplateEvent.objects.create(version=live, old=State.LIVE, new=State.RETIRED, actor=by, at=now)
        old = version.state
        if not move(TemplateVersion.objects.filter(pk=version.pk), old=[State.DRAFT, State.RETIRED], new=State.LIVE):
            raise NotInThisState
        TemplateEvent.objects.create(version=version, old=old, new=State.LIVE, actor=by, at=now)


def retire_version(*, version: TemplateVersion, by: User, now: datetime) -> None:
    """Nobody is offered it any more; what was written by it stays. Raises NotInThisState."""
    with transaction.atomic():
        if not move(TemplateVersion.objects.filter(pk=version.pk), old=[State.DRAFT, State.LIVE], new=State.RETIRED):
            raise NotInThisState
        TemplateEvent.objects.create(version=version, old=version.state, new=State.RETIRED, actor=by, at=now)


def compare(old: TemplateVersion, new: TemplateVersion) -> list[Change]:
    """The fields in which two versions differ, in the order of the form."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in FIELDS)
    return [Change(name, a, b) for name, a, b in pairs if a != b]
