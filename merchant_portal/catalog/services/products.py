"""Acts on products: make, edit, add a fact, archive, bring back.
Knows nothing of files; a lost race is told by ChangedMeanwhile, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from PIL import Image, UnidentifiedImageError

from copywriter.formats.cells import one_line
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog import changes
from merchant_portal.catalog.models import Product, ProductEvent, ProductQuerySet
from merchant_portal.catalog.proposing import propose_for

MAX_IMAGE = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
_SUFFIXES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}

FACT_PART = ("facts",)
OWN_PART = ("title", "category", "brand", "price", "currency", "language", "image_url", "image", "own_text")


class ChangedMeanwhile(Exception):
    """Somebody saved the same part of the product first. `product` is the row as it is now."""

    def __init__(self, product: Product) -> None:
        super().__init__(f"product {product.pk} was changed meanwhile")
        self.product = product


class SkuTaken(Exception):
    """Another product of the shop has this SKU. `product` is that one."""

    def __init__(self, product: Product) -> None:
        super().__init__(product.sku)
        self.product = product


class NotAnImage(Exception):
    """The upload is no picture that can be shown, or larger than it may be."""


def create_product(*, merchant: Merchant, title: str, sku: str, language: str, by: User, now: datetime) -> Product:
    """A product typed in by hand. An empty SKU gets one. Raises SkuTaken."""
    title, sku = one_line(title)[:500], one_line(sku)[:255] or f"new-{get_random_string(8).lower()}"
    row = Product(
        merchant=merchant, sku=sku, title=title, language=language, currency=merchant.currency, updated_at=now
    )
    row.search = changes.search_text(title, sku, "", "")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            ProductEvent.objects.create(product=row, new="created", actor=by, at=now)
    except IntegrityError as error:
        raise SkuTaken(Product.objects.get(merchant=merchant, sku=sku)) from error
    return row


def save_facts(*, product: Product, seen: str, facts: Sequence[Mapping[str, str]], by: User, now: datetime) -> Product:
    """Replaces the fact rows as a person left them. `seen` is `changes.token` of FACT_PART. Raises ChangedMeanwhile."""
    return _save(product, seen, FACT_PART, {"facts": changes.clean_facts(facts)}, by=by, now=now)


def save_product(*, product: Product, seen: str, values: Mapping[str, Any], by: User, now: datetime) -> Product:
    """Saves the fields beside the facts. `seen` is `changes.token` of OWN_PART. Raises ChangedMeanwhile."""
    values = dict(values)
    if "own_text" in values:
        values["own_text"] = changes.clean_text(values["own_text"])
    return _save(product, seen, OWN_PART, values, by=by, now=now)


def _save(
    product: Product, seen: str, part: Sequence[str], values: Mapping[str, Any], *, by: User, now: datetime
) -> Product:
    for _ in range(3):  # another part may be saved at the same moment; only the same part is a lost race
        with transaction.atomic():
            row = Product.objects.get(pk=product.pk)
            if changes.token(row, part) != seen:
                wanted = all(getattr(row, name) == value for name, value in values.items())
                if wanted:  # the same save twice (a double click, a retried request): nothing was lost
                    return row
                raise ChangedMeanwhile(row)
            if changes.apply_change(row, values, by=by, now=now):
                propose_for([row])
                return row
    raise ChangedMeanwhile(Product.objects.get(pk=product.pk))


def add_fact(*, product: Product, name: str, value: str, by: User, now: datetime) -> Product:
    """Adds one fact beside those that stand there now; a fact of that name takes the value beside its own."""
    name, value = one_line(name)[:200], one_line(value)[:1000]
    while name and value:
        with transaction.atomic():
            row = Product.objects.get(pk=product.pk)
            if changes.apply_change(row, {"facts": changes.with_fact(row.facts, name, value)}, by=by, now=now):
                return row
    return product


def keep_image(upload: UploadedFile) -> UploadedFile:
    """The upload under a name of our own, when it is a picture. Raises NotAnImage."""
    if (upload.size or 0) > MAX_IMAGE:
        raise NotAnImage
    try:
        with Image.open(upload) as picture:
            suffix = _SUFFIXES.get(picture.format or "")
            if not suffix or picture.width * picture.height > MAX_PIXELS:
                raise NotAnImage
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAnImage from error
    upload.seek(0)
    upload.name = f"{get_random_string(20).lower()}.{suffix}"
    return upload


def archive_products(*, products: ProductQuerySet, by: User, now: datetime) -> list[int]:
    """Takes products out of the lists; their copy and history stay. Returns the ids, for an undo."""
    return _mark(products.filter(archived_at__isnull=True), now, "archived", by=by, now=now)


def restore_products(*, products: ProductQuerySet, by: User, now: datetime) -> list[int]:
    """Brings archived products back."""
    return _mark(products.filter(archived_at__isnull=False), None, "restored", by=by, now=now)


def _mark(products: ProductQuerySet, archived_at: datetime | None, word: str, *, by: User, now: datetime) -> list[int]:
    done: list[int] = []
    while True:
        with transaction.atomic():
            ids = list(products.order_by("pk").values_list("pk", flat=True)[:500])
            if not ids:
                return done
            Product.objects.filter(pk__in=ids).update(archived_at=archived_at, updated_at=now)
            ProductEvent.objects.bulk_create(ProductEvent(product_id=pk, new=word, actor=by, at=now) for pk in ids)
        done += ids
