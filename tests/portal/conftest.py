"""The cast: alice owns Acme, erin edits it, bob reviews for the site, charlie owns Other, ada administrates."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from merchant_portal.accounts.models import Membership, Merchant, User
from merchant_portal.accounts.services import add_member, create_person
from merchant_portal.celery import app as celery_app
from merchant_portal.drafting.worker import running

PASSWORD = "three words in a row"

# A broker that forgets: whoever tests the broker or the workers starts real ones, as processes.
celery_app.conf.update(broker_url="memory://", broker_transport_options={})


@pytest.fixture(autouse=True)
def plain_site(settings: Any, tmp_path: Any) -> None:
    """Fast passwords, unhashed static files, uploads in a folder of the test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


def person(email: str, **extra: Any) -> User:
    return create_person(email=email, password=PASSWORD, name=email.partition("@")[0].title(), **extra)


@pytest.fixture
def acme(db: None) -> Merchant:
    return Merchant.objects.create(name="Acme", slug="acme")


@pytest.fixture
def other(db: None) -> Merchant:
    return Merchant.objects.create(name="Other", slug="other")


@pytest.fixture
def alice(acme: Merchant) -> User:
    user = person("alice@acme.example")
    add_member(merchant=acme, user=user, role=Membership.Role.OWNER, by=None, now=timezone.now())
    return user


@pytest.fixture
def erin(acme: Merchant) -> User:
    user = person("erin@acme.example")
    add_member(merchant=acme, user=user, role=Membership.Role.EDITOR, by=None, now=timezone.now())
    return user


@pytest.fixture
def bob(db: None) -> User:
    return person("bob@site.example", is_reviewer=True)


@pytest.fixture
def charlie(other: Merchant) -> User:
    user = person("charlie@other.example")
    add_member(merchant=other, user=user, role=Membership.Role.OWNER, by=None, now=timezone.now())
    return user


@pytest.fixture
def ada(db: None) -> User:
    return person("ada@site.example", is_staff=True, is_superuser=True)


@pytest.fixture
def as_(db: None) -> Callable[[User], Client]:
    """`as_(alice).get(…)`: a browser in which that person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def in_acme(acme: Merchant) -> Iterator[Merchant]:
    """The test's own look-ups see Acme's rows."""
    with scope(merchant=acme):
        yield acme


HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def unscoped() -> Iterator[None]:
    """Rows of every shop, as a task sees them."""
    with scopes_disabled():
        yield


@pytest.fixture
def engine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Switches the site to a scripted engine with these options, or to any `address`; its pool is the test's own."""
    monkeypatch.setattr(running, "_pool", running.EnginePool())
    monkeypatch.setattr(running.life, "stopping", threading.Event())

    def switch(options: str = "", address: str = "") -> None:
        settings.COPYWRITER_ENGINE = address or f"scripted:?{options}"
        settings.COPYWRITER_ENGINES = [settings.COPYWRITER_ENGINE]

    switch()
    return switch
