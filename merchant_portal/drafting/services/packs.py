"""Own rules: read and refused in words, kept as versions, promoted, switched, and tried on real texts before that.
Knows no page. A version that was live is never edited; the next one is made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from copywriter.checks import rules
from copywriter.records import CHANNELS, LANGUAGES, MARKETS, ProductFacts
from merchant_portal.accounts.models import MembershipEvent, Merchant, User
from merchant_portal.accounts.moves import move
from merchant_portal.drafting.models import Draft, PackEvent, PackVersion, RulePack
from merchant_portal.drafting.signals import packs_changed

State = PackVersion.State
#: Texts that the test box reads: the newest ones. 1,000 texts take about a second a pack.
TRIAL = 1000


class InvalidRules(Exception):
    """The rules can't be read; the message says where and why, for the person who wrote them."""


class NotInThisState(Exception):
    """Somebody was first: the version is not what the page showed."""


class UnknownPack(Exception):
    """A pack id that the library does not ship."""


def read_rules(*, source: str, code: str, number: int) -> dict[str, Any]:
    """The YAML as the library takes it, under the pack's own id and version. Every market, channel and language is
    tried, so that what passes here can't fail a check later. Raises InvalidRules."""
    if any(code == info.id for info in rules.available_packs()):
        raise InvalidRules(_("“%(code)s” is the id of a pack that ships; choose another.") % {"code": code})
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = _("line %(n)s") % {"n": mark.line + 1} if mark else _("somewhere")
        problem = getattr(error, "problem", None) or str(error)
        raise InvalidRules(
            _("This is no YAML, %(place)s: %(problem)s") % {"place": place, "problem": problem}
        ) from error
    if not isinstance(data, dict):
        raise InvalidRules(_("The rules begin with “rules:” and a list below it."))
    # through JSON, as it will be stored: YAML knows dates, a JSON column does not
    data = json.loads(json.dumps({**data, "id": code, "version": str(number)}, default=str))
    try:
        pack = rules.load_pack(data)
        for language in LANGUAGES:
            rules.run(
                "x", ProductFacts(), language=language, market=pack.market or MARKETS[0],
                channel=pack.channel or CHANNELS[0], kind="description", packs=[data],
            )  # fmt: skip
    except rules.PackInvalid as error:
        raise InvalidRules(str(error)) from error
    except (TypeError, ValueError, AttributeError, KeyError) as error:  # a shape that the schema lets through
        raise InvalidRules(_("A rule can't be read: %(problem)s") % {"problem": error}) from error
    return data


def save_version(
    *, pack: RulePack, source: str, note: str, by: User, now: datetime, seen: PackVersion | None = None
) -> PackVersion:
    """Keeps rules: in place where `seen` is a draft that was never live, else as the next version.
    Raises InvalidRules."""
    with transaction.atomic():
        RulePack.objects.filter(pk=pack.pk).update(name=pack.name)  # one numbering at a time
        last = PackVersion.objects.filter(pack=pack).aggregate(n=Max("number"))["n"] or 0
        if seen is not None:
            rows = PackVersion.objects.filter(pk=seen.pk, state=State.DRAFT, live_at__isnull=True)
            data = read_rules(source=source, code=pack.code, number=seen.number)
            if rows.update(source=source, data=data, note=note):
                return PackVersion.objects.get(pk=seen.pk)
        data = read_rules(source=source, code=pack.code, number=last + 1)
        version = PackVersion.objects.create(
            pack=pack, number=last + 1, source=source, data=data, note=note, created_by=by, created_at=now
        )
        PackEvent.objects.create(pack=pack, version=version, new=State.DRAFT, actor=by, at=now)
    return version


def promote_version(*, version: PackVersion, by: User, now: datetime) -> None:
    """From now on texts are held to it, and live copy is read again. Raises NotInThisState."""
    with transaction.atomic():
        for live in PackVersion.objects.filter(pack=version.pack, state=State.LIVE).exclude(pk=version.pk):
            if move(PackVersion.objects.filter(pk=live.pk), old=State.LIVE, new=State.RETIRED):
                PackEvent.objects.create(
                    pack=version.pack, version=live, old=State.LIVE, new=State.RETIRED, actor=by, at=now
                )
        mine = PackVersion.objects.filter(pk=version.pk)
        if not move(mine, old=[State.DRAFT, State.RETIRED], new=State.LIVE):
            raise NotInThisState
        mine.filter(live_at__isnull=True).update(live_at=now)
        PackEvent.objects.create(
            pack=version.pack, version=version, old=version.state, new=State.LIVE, actor=by, at=now
        )
        _tell(version.pack.merchant, now)


def retire_version(*, version: PackVersion, by: User, now: datetime) -> None:
    """Texts are not held to it any more. Raises NotInThisState."""
    with transaction.atomic():
        if not move(PackVersion.objects.filter(pk=version.pk), old=[State.DRAFT, State.LIVE], new=State.RETIRED):
            raise NotInThisState
        PackEvent.objects.create(
            pack=version.pack, version=version, old=version.state, new=State.RETIRED, actor=by, at=now
        )
        if version.state == State.LIVE:
            _tell(version.pack.merchant, now)


def switch_pack(*, pack: RulePack, on: bool, by: User, now: datetime) -> bool:
    """Switches an own pack on or off; False where it stood so already."""
    with transaction.atomic():
        if not RulePack.objects.filter(pk=pack.pk, is_on=not on).update(is_on=on):
            return False
        PackEvent.objects.create(pack=pack, old="off" if on else "on", new="on" if on else "off", actor=by, at=now)
        _tell(pack.merchant, now)
    return True


def choose_packs(
    *, merchant: Merchant, packs: list[str] | None, by: User, now: datetime, off: Sequence[str] = ()
) -> bool:
    """Which shipped packs a shop's texts are held to beside the law of their market; None leaves it to the channel.
    `off`: law packs that do not hold here at all. Raises UnknownPack. False where nothing changed."""
    known = {info.id: info for info in rules.available_packs()}
    if unknown := [name for name in (*(packs or ()), *off) if name not in known]:
        raise UnknownPack(unknown[0])
    packs = packs if packs is None else [name for name in known if name in packs]
    values = {"packs": packs, "packs_off": [name for name in known if name in off and known[name].market]}
    with transaction.atomic():
        old = Merchant.objects.values(*values).get(pk=merchant.pk)
        if old == values:
            return False
        Merchant.objects.filter(pk=merchant.pk).update(**values)
        changed = {name: [old[name], values[name]] for name in values if old[name] != values[name]}
        MembershipEvent.objects.create(merchant=merchant, new="settings", actor=by, at=now, data=changed)
        _tell(merchant, now)
    merchant.packs, merchant.packs_off = values["packs"], values["packs_off"]
    return True


def _tell(merchant: Merchant | None, now: datetime) -> None:
    transaction.on_commit(lambda: packs_changed.send(sender=RulePack, merchant=merchant, now=now))


@dataclass(frozen=True, slots=True)
class TrialHit:
    """One rule on one text: the words around the hit, cut at the sentence or forty characters either side."""

    rule: str
    severity: str
    reason: str
    before: str
    words: str
    after: str
    draft: Draft


@dataclass(slots=True)
class Trial:
    """What a pack would say of the newest texts."""

    texts: int = 0
    hit_texts: int = 0
    by_rule: dict[str, int] = field(default_factory=dict)
    hits: list[TrialHit] = field(default_factory=list)


def try_rules(*, data: dict[str, Any], merchant: Merchant | None, limit: int = TRIAL, show: int = 100) -> Trial:
    """Runs rules over the newest drafts and approved texts (of one shop, or of all), and changes nothing. A pack for
    one market is tried as if every text were sold there; its languages and channels count as they will later."""
    pack = rules.load_pack(data)
    rows = Draft.objects.exclude(text="").select_related("product", "merchant")
    if merchant is not None:
        rows = rows.filter(merchant=merchant)
    trial = Trial()
    for draft in rows.order_by("-updated_at", "-id")[:limit]:
        trial.texts += 1
        found = rules.run(
            draft.text, draft.product.as_record(), language=draft.language, market=pack.market or MARKETS[0],
            channel=draft.channel, kind=draft.kind, packs=[pack],
        )  # fmt: skip
        trial.hit_texts += bool(found)
        for f in found:
            trial.by_rule[f.rule] = trial.by_rule.get(f.rule, 0) + 1
            if len(trial.hits) < show:
                before, after = draft.text[max(0, f.start - 40) : f.start], draft.text[f.end : f.end + 40]
                words = draft.text[f.start : f.end]
                trial.hits.append(TrialHit(f.rule, f.severity, f.reason, before, words, after, draft))
    return trial
