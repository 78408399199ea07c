"""A stranger finds nothing: every address that names a row is walked, from outside the shop and from another shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from merchant_portal.accounts.models import Merchant, User
from tests.portal.conftest import HTMX
from tests.portal.urlcases import NOT_ROWS, Acme, fill

SignIn = Callable[[User], Client]


def routes() -> Iterator[tuple[str, list[str]]]:
    """(name for reverse(), names in the address) of every route of ours; sign-in and the admin are tested below."""

    def walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, list[str]]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                if entry.app_name == "admin" or str(entry.pattern) == "account/":
                    continue
                yield from walk(entry, f"{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern):
                assert entry.name, f"{entry.pattern} has no name"
                yield f"{space}{entry.name}", list(entry.pattern.converters)

    yield from walk(get_resolver(), "")


ROUTES = sorted(routes())
WITH_ROWS = [(name, names) for name, names in ROUTES if names and not set(names) <= set(NOT_ROWS)]
OPS = [name for name, names in ROUTES if not names and reverse(name).startswith("/ops/")]


@pytest.fixture
def case(acme: Merchant, alice: User, bob: User) -> Acme:
    return fill(acme, alice, bob)


def answers(client: Client, address: str) -> dict[str, int]:
    """Every way to ask; the body is empty, so that nothing but the right to be here decides."""
    return {
        "GET": client.get(address).status_code,
        "GET by htmx": client.get(address, **HTMX).status_code,
        "POST": client.post(address).status_code,
        "POST by htmx": client.post(address, **HTMX).status_code,
    }


def is_closed(found: dict[str, int]) -> bool:
    """404, or 405 where a way of asking does not exist at all; at least one must say 404."""
    return set(found.values()) <= {404, 405} and 404 in found.values()


def test_every_name_in_an_address_has_a_case(case: Acme) -> None:
    unknown = {name for _, names in ROUTES for name in names} - set(case.values) - set(NOT_ROWS)
    assert not unknown, f"urlcases.py has no row for: {sorted(unknown)}"


def test_the_walk_is_not_empty() -> None:
    """The figure that the closing note quotes: how many addresses name a row."""
    print(f"{len(WITH_ROWS)} addresses name a row, {len(OPS)} are for ops, of {len(ROUTES)}")
    assert len(WITH_ROWS) >= 40


def test_a_stranger_finds_no_page_of_another_shop(case: Acme, charlie: User, as_: SignIn) -> None:
    client = as_(charlie)
    open_ = []
    for name, names in WITH_ROWS:
        found = answers(client, reverse(name, kwargs={n: case.values[n] for n in names}))
        if not is_closed(found):
            open_.append(f"{name}: {found}")
    assert not open_, "\n".join(open_)


def test_a_row_of_another_shop_is_not_found_under_ones_own(
    case: Acme, charlie: User, other: Merchant, as_: SignIn
) -> None:
    """The address says Other, where charlie is owner; the row in it is Acme's."""
    client = as_(charlie)
    open_ = []
    for name, names in WITH_ROWS:
        if "merchant" not in names or len(names) == 1:
            continue
        found = answers(client, reverse(name, kwargs={n: case.values[n] for n in names} | {"merchant": other.slug}))
        if not is_closed(found):
            open_.append(f"{name}: {found}")
    assert not open_, "\n".join(open_)


def test_a_merchant_finds_no_ops_page(alice: User, as_: SignIn) -> None:
    client = as_(alice)
    open_ = [f"{name}: {found}" for name in OPS if not is_closed(found := answers(client, reverse(name)))]
    assert OPS and not open_, "\n".join(open_)


def test_an_anonymous_person_is_sent_to_sign_in(case: Acme, client: Client) -> None:
    for name, names in WITH_ROWS:
        address = reverse(name, kwargs={n: case.values[n] for n in names})
        for response in (client.get(address), client.post(address)):
            assert response.status_code in {302, 405}, name
            if response.status_code == 302:
                assert response.url.startswith(reverse("account_login")), name


def test_the_administration_is_for_staff(client: Client, alice: User, bob: User, as_: SignIn) -> None:
    for someone in (client, as_(alice), as_(bob)):
        for address in ("/admin/", "/admin/accounts/user/", "/admin/accounts/merchant/1/change/"):
            assert someone.get(address).status_code != 200


def test_another_persons_key_is_not_found(alice: User, charlie: User, as_: SignIn) -> None:

    key = Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    client = as_(charlie)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        found = answers(client, reverse(name, args=[key.pk]))
        # allauth asks for the password again before it looks; a stranger gets no further than that or a 404.
        assert 200 not in found.values(), found
    assert Authenticator.objects.filter(pk=key.pk).exists()
