"""The demo shops: people for each role, products written for this purpose, and a first ask for copy.
Writes only through the apps' services; an installation that has a shop is left alone."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_scopes import scope

from merchant_portal.accounts.models import Membership, Merchant, User
from merchant_portal.accounts.services import add_member, create_person
from merchant_portal.catalog import changes
from merchant_portal.catalog.models import Product
from merchant_portal.catalog.services.products import OWN_PART, create_product, save_product
from merchant_portal.drafting.models import TemplateVersion
from merchant_portal.drafting.services.requests import request_copy
from merchant_portal.drafting.services.voices import save_voice
from merchant_portal.review.services import ask_audit

FOLDER = Path(__file__).parent
#: For the demo only, and only where no shop exists yet: anybody who can reach the address may read it there.
PASSWORD = "countersign demo"
PEOPLE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "owner": ("olivia@demo.example", "Olivia Lin", {}),
    "editor": ("emil@demo.example", "Emil Weber", {}),
    "reviewer": ("rui@demo.example", "Rui Tanaka", {"is_reviewer": True}),
    "admin": ("ada@demo.example", "Ada Moreno", {"is_staff": True, "is_superuser": True}),
}


def make_people() -> dict[str, User]:
    password = make_password(PASSWORD)  # hashed once: it takes a third of a second, and it is the same for all
    people = {}
    for role, (email, name, extra) in PEOPLE.items():
        people[role] = create_person(email=email, name=name, password_hash=password, **extra)
    _marker().write_text(password)
    return people


def _marker() -> Path:
    """Keeps the demo's password as it was hashed: whether it still works is then seen without hashing it again."""
    return Path(settings.VAR_DIR) / "demo-password"


def make_shop(
    *, source: Path, people: dict[str, User], now: datetime
) -> tuple[Merchant, list[Product], dict[str, Any]]:
    """One shop of a YAML file with its products and people. Also returns the file, for what drafting wants of it."""
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    shop = Merchant.objects.create(**{k: data[k] for k in ("name", "slug", "language", "currency", "ai_label")})
    owner = people["owner"]
    add_member(merchant=shop, user=owner, role=Membership.Role.OWNER, by=None, now=now)
    add_member(merchant=shop, user=people["editor"], role=Membership.Role.EDITOR, by=owner, now=now)
    with scope(merchant=shop):
        products = [_make_product(shop, row, owner, now) for row in data["products"]]
    return shop, products, data


def _make_product(shop: Merchant, row: dict[str, Any], by: User, now: datetime) -> Product:
    product = create_product(merchant=shop, title=row["title"], sku=row["sku"], language=shop.language, by=by, now=now)
    variants = [{"sku": each["sku"], "facts": _pairs(each["facts"])} for each in row.get("variants", ())]
    with transaction.atomic():
        changes.apply_change(product, {"facts": _pairs(row["facts"]), "variants": variants}, by=by, now=now)
    values = {name: row[name] for name in ("category", "brand", "own_text") if name in row}
    values["price"] = Decimal(str(row["price"]))
    return save_product(product=product, seen=changes.token(product, OWN_PART), values=values, by=by, now=now)


def _pairs(facts: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": str(value)} for name, value in facts.items()]


def make_demo(*, now: datetime) -> None:
    """People and both shops, in one go: a start that is cut off leaves nothing half-made."""
    with transaction.atomic():
        people = make_people()
        for source in sorted(FOLDER.glob("*.yaml")):
            shop, products, data = make_shop(source=source, people=people, now=now)
            with scope(merchant=shop):
                save_voice(merchant=shop, seen=1, values=_voice(data), by=people["owner"], now=now)
                ask_for_first_drafts(products, by=people["owner"], now=now)
                ask_audit(merchant=shop, by=people["owner"], now=now)  # beat finds it within a minute


def _voice(data: dict[str, Any]) -> dict[str, Any]:
    voice = data.get("voice", {})
    return {"tone": voice.get("tone", "")} | {n: voice.get(n, []) for n in ("preferred", "forbidden", "samples")}


def ask_for_first_drafts(products: list[Product], *, by: User, now: datetime) -> None:
    """A description of the first eight products that have facts, and for the first two a recommendation and a campaign
    line: enough for a desk to look at, written while the first page opens; the rest is for the visitor to ask for."""
    for place, product in enumerate([p for p in products if p.facts][:8]):
        live = TemplateVersion.objects.filter(
            state=TemplateVersion.State.LIVE, template__merchant=None, template__language=product.language
        )
        for kind in ("description", "recommendation", "marketing") if place < 2 else ("description",):
            version = live.filter(template__kind=kind).order_by("template__position", "pk").first()
            if version is not None:
                request_copy(product=product, version=version, by=by, now=now, token=f"demo-{kind}-{product.pk}")


def sign_ins() -> str:
    """The demo's sign-ins in lines, as long as they work; empty where the demo was never made."""
    marker = _marker()
    hashed = marker.read_text() if marker.exists() else ""
    rows = User.objects.filter(email__in=[email for email, _, _ in PEOPLE.values()], is_active=True, password=hashed)
    works = set(rows.values_list("email", flat=True))
    lines = [f"  {role:<9} {email:<22} {PASSWORD}" for role, (email, _, _) in PEOPLE.items() if email in works]
    return "\n".join(["Sign-ins of the demo, until you change them:", *lines]) if lines else ""
