"""Acts on the evidence locker: add a document, withdraw it.
Knows nothing of claims; checks read what is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.crypto import get_random_string

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Evidence, Product
from merchant_portal.catalog.signals import evidence_lapsed

MAX_DOCUMENT = 10 * 1024 * 1024
#: First bytes of what is kept, and the suffix it is kept under; nothing else is taken.
_KINDS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"))


class NotADocument(Exception):
    """The upload is no PDF, PNG or JPEG, or larger than it may be."""


def add_evidence(
    *,
    merchant: Merchant,
    values: Mapping[str, Any],
    file: UploadedFile | None,
    products: Sequence[Product],
    by: User,
    now: datetime,
) -> Evidence:
    """A document for some products, or for the whole shop where none is named. Raises NotADocument."""
    row = Evidence(merchant=merchant, added_by=by, added_at=now, **values)
    if file is not None:
        row.file = keep_document(file)
    with transaction.atomic():
        row.save()
        row.products.set(products)
    return row


def keep_document(upload: UploadedFile) -> UploadedFile:
    """The upload under a name of our own. Raises NotADocument."""
    head = upload.read(8)
    upload.seek(0)
    suffix = next((suffix for magic, suffix in _KINDS if head.startswith(magic)), "")
    if not suffix or (upload.size or 0) > MAX_DOCUMENT:
        raise NotADocument
    upload.name = f"{get_random_string(20).lower()}.{suffix}"
    return upload


def withdraw_evidence(*, evidence: Evidence, now: datetime) -> bool:
    """Takes a document out of force; what rested on it is told. False where it was withdrawn already."""
    with transaction.atomic():
        if not Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
            return False
        evidence.withdrawn_at = now
        evidence_lapsed.send(sender=Evidence, evidence=evidence, now=now)
    return True
