"""Notices: who is told what, and the sentence for it in the reader's language.
Knows no page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.home.models import Notice

SENTENCES = {
    "returned": _("Returned: %(product)s. %(reason)s"),
    "rejected": _("Rejected: %(product)s. %(reason)s"),
    "lapsed": _("Approval lapsed: %(product)s. A fact that it rests on was changed."),
    "import_done": _("%(file)s is imported: %(created)s new, %(changed)s changed."),
    "import_failed": _("%(file)s could not be imported. %(reason)s"),
    "vote_asked": _("%(who)s asks for your vote: which of two texts is better?"),
    "batch_cancelled": _("The batch of %(total)s products was cancelled."),
}


def sentence(notice: Notice) -> str:
    """The notice in words; an unknown key is shown as it is rather than hidden."""
    if notice.key == "batch_done":
        failed = int(notice.data.get("failed", 0))
        if failed:
            return ngettext(
                "The batch of %(total)s products is done; %(failed)s failed.",
                "The batch of %(total)s products is done; %(failed)s failed.",
                failed,
            ) % {"total": notice.data.get("total", 0), "failed": failed}
        return str(_("The batch of %(total)s products is done.")) % {"total": notice.data.get("total", 0)}
    known = SENTENCES.get(notice.key)
    if known is None:
        return notice.key
    return (str(known) % _Blank(notice.data)).strip()


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def tell(
    *, people: Iterable[User], merchant: Merchant | None, key: str, data: dict[str, Any], url: str, now: datetime
) -> None:
    """One notice for each person."""
    Notice.objects.bulk_create(
        Notice(user=person, merchant=merchant, key=key, data=data, url=url[:300], created_at=now) for person in people
    )


def of(user: User) -> QuerySet[Notice]:
    """Newest first."""
    return Notice.objects.filter(user=user).select_related("merchant").order_by("-created_at", "-id")


def mark_seen(*, user: User, now: datetime, notice: int | None = None) -> int:
    """All unseen notices of a person, or one of them. Returns how many."""
    rows = Notice.objects.filter(user=user, seen_at__isnull=True)
    return (rows.filter(pk=notice) if notice else rows).update(seen_at=now)
