"""Templates and their versions: a version that was used or promoted never changes; an edit makes the next one.
Knows no forms; whoever edits hands over the values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import IntegrityError, transaction
from django.db.models import Max

from merchant_portal.accounts.models import User
from merchant_portal.drafting.briefs import DEFAULTS, PLACEHOLDERS, unknown_placeholders
from merchant_portal.drafting.models import CopyTemplate, TemplateEvent, TemplateVersion

State = TemplateVersion.State
SHIPPED = Path(__file__).parent.parent / "shipped.yaml"
#: What decides the text; two versions differ where one of these differs.
DECIDING = (
    "tone", "length", "audience", "occasion", "channel", "leading_facts", "keywords", "instruction", "examples",
    "sampling",
)  # fmt: skip


class UnknownPlaceholder(ValueError):
    """The instruction names in braces what no brief can fill; `names` are those."""

    def __init__(self, names: list[str]) -> None:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        super().__init__(f"{', '.join(names)} can't be filled in; known are {known}")
        self.names = names


class NotPromotable(Exception):
    """Only a draft or retired version can be made live."""


def is_fixed(version: TemplateVersion) -> bool:
    """Whether a version may no longer be edited: it was used, or it has been live."""
    return version.used_at is not None or version.state != State.DRAFT


def save_version(
    *, template: CopyTemplate, values: Mapping[str, Any], by: User | None, now: datetime, seen: TemplateVersion | None
) -> TemplateVersion:
    """Keeps what a person wrote: in the draft version that they saw, or, where that one is fixed, as the next version.
    Raises UnknownPlaceholder. Nothing that stands live changes."""
    if names := unknown_placeholders(values.get("instruction", "")):
        raise UnknownPlaceholder(names)
    with transaction.atomic():
        if seen is not None and not is_fixed(seen):
            free = TemplateVersion.objects.filter(pk=seen.pk, state=State.DRAFT, used_at__isnull=True)
            if free.update(**values):
                TemplateEvent.objects.create(version=seen, old=State.DRAFT, new="edited", actor=by, at=now)
                return TemplateVersion.objects.get(pk=seen.pk)
        last = template.versions.aggregate(n=Max("number"))["n"] or 0
        version = TemplateVersion.objects.create(
            template=template, number=last + 1, created_by=by, created_at=now, **values
        )
        TemplateEvent.objects.create(version=version, old="", new=State.DRAFT, actor=by, at=now)
    return version


def promote_version(*, version: TemplateVersion, by: User | None, now: datetime) -> TemplateVersion:
    """Makes a version the live one; the one that was live is retired. Raises NotPromotable."""
    try:
        with transaction.atomic():
            for old in TemplateVersion.objects.filter(template=version.template_id, state=State.LIVE):
                _move(old, State.RETIRED, by=by, now=now)
            if not _move(version, State.LIVE, by=by, now=now, allowed=(State.DRAFT, State.RETIRED)):
                raise NotPromotable
    except IntegrityError as error:  # somebody promoted another version at the same moment
        raise NotPromotable from error
    return TemplateVersion.objects.get(pk=version.pk)


def retire_version(*, version: TemplateVersion, by: User | None, now: datetime) -> None:
    """Takes a version out of every list. What was written with it stays as it is."""
    with transaction.atomic():
        _move(version, State.RETIRED, by=by, now=now, allowed=(State.LIVE, State.DRAFT))


def _move(
    version: TemplateVersion, new: str, *, by: User | None, now: datetime, allowed: tuple[str, ...] = (State.LIVE,)
) -> bool:
    old = version.state
    if not TemplateVersion.objects.filter(pk=version.pk, state=old, state__in=allowed).update(state=new):
        return False
    TemplateEvent.objects.create(version=version, old=old, new=new, actor=by, at=now)
    return True


def difference(old: TemplateVersion, new: TemplateVersion) -> list[tuple[str, Any, Any]]:
    """[(field, old value, new value), …] of what decides the text."""
    return [(n, getattr(old, n), getattr(new, n)) for n in DECIDING if getattr(old, n) != getattr(new, n)]


def install_shipped(*, now: datetime) -> int:
    """Adds the templates that ship with the product and are not there yet, live; answers how many were added."""
    added = 0
    for position, row in enumerate(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")), start=1):
        values = dict(row)
        identity = {name: values.pop(name) for name in ("kind", "language", "name")}
        if CopyTemplate.objects.filter(merchant=None, **identity).exists():
            continue
        with transaction.atomic():
            template = CopyTemplate.objects.create(position=position * 10, **identity)
            values["sampling"] = {"n": DEFAULTS["n"], "temperature": DEFAULTS["temperature"]}
            version = save_version(template=template, values=values, by=None, now=now, seen=None)
            promote_version(version=version, by=None, now=now)
        added += 1
    return added
