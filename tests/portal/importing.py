"""Files brought, confirmed and undone as the worker does it, for tests that need one.
Knows no page."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import services
from merchant_portal.catalog.models import Import
from merchant_portal.catalog.worker import applying, reading, undoing

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
    "linen-shirt,White Linen Shirt,<p>Airy shirt with long sleeves.</p>,Loom,Shirts,men,Size,S,LS-S,40\n"
    "linen-shirt,,,,,,,M,LS-M,42\n"
    "jar,Glass Jar,,Loom,Kitchen,,Title,Default Title,JAR,9.50\n"
    "ghost,,,,,,,,,\n"
)
TABLE = "ref;what;made of\n1;Oak Stool;oak\n2;Pine Stool;pine\n"


def bring(merchant: Merchant, by: User, text: str | bytes, name: str = "file.csv", **extra: Any) -> Import:
    data = text.encode() if isinstance(text, str) else text
    row = services.start_import(
        merchant=merchant, upload=SimpleUploadedFile(name, data), by=by, now=timezone.now(), **extra
    )
    reading.read(row.pk, timezone.now)
    row.refresh_from_db()
    return row


def bring_table(merchant: Merchant, by: User, text: str) -> Import:
    """An unknown table whose columns are taken as guessed."""
    row = bring(merchant, by, text)
    if row.state == Import.State.MAPPING:
        services.map_import(imported=row, mapping=row.sniffed["guessed"], by=by, now=timezone.now())
        reading.read(row.pk, timezone.now)
        row.refresh_from_db()
    return row


def confirm(row: Import, by: User, **extra: Any) -> Import:
    services.confirm_import(imported=row, by=by, now=timezone.now(), **extra)
    while applying.run(row.pk, timezone.now):
        pass
    row.refresh_from_db()
    return row


def undo(row: Import, by: User) -> Import:
    services.undo_import(imported=row, by=by, now=timezone.now())
    while undoing.undo(row.pk, by.pk, timezone.now):
        pass
    row.refresh_from_db()
    return row
