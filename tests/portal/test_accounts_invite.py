"""Owners invite, people join, and a link works once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts import services
from merchant_portal.accounts.models import Invitation, Membership, MembershipEvent, Merchant, User
from tests.portal.conftest import HTMX, PASSWORD

SignIn = Callable[[User], Client]


def invite(client: Client, email: str = "nora@acme.example", **headers: str) -> str:
    """The link that the owner sees after inviting."""
    client.post(reverse("accounts:invite", args=["acme"]), {"email": email, "role": "editor"}, **headers)
    page = client.get(reverse("accounts:members", args=["acme"])).content.decode()
    return page.partition('id="fresh-link" readonly value="')[2].partition('"')[0].replace("http://testserver", "")


def test_the_link_is_shown_once_where_no_mail_is_sent(alice: User, as_: SignIn) -> None:
    client = as_(alice)
    link = invite(client)
    assert link.startswith("/invitation/")
    assert "fresh-link" not in client.get(reverse("accounts:members", args=["acme"])).content.decode()
    with scopes_disabled():
        assert link.split("/")[2] not in str(Invitation.objects.values().get())


def test_by_htmx_the_answer_is_the_list_with_the_link_and_a_message(alice: User, as_: SignIn) -> None:
    response = as_(alice).post(
        reverse("accounts:invite", args=["acme"]), {"email": "nora@acme.example", "role": "editor"}, **HTMX
    )
    page = response.content.decode()
    assert response.status_code == 200 and "<html" not in page
    assert 'id="fresh-link"' in page and 'hx-swap-oob="beforeend:#messages"' in page


def test_a_new_person_makes_an_account_and_joins(alice: User, acme: Merchant, as_: SignIn, client: Client) -> None:
    link = invite(as_(alice))
    assert client.get(link).status_code == 200
    response = client.post(link, {"name": "Nora", "password": "violet tram harbour"})
    assert response.status_code == 302 and response.url == "/"
    seat = Membership.objects.get(merchant=acme, user__email="nora@acme.example")
    assert seat.role == "editor" and seat.user.name == "Nora"
    assert client.get(reverse("accounts:members", args=["acme"])).status_code == 200
    assert Client().get(link).status_code == 404


def test_a_weak_password_is_refused(alice: User, as_: SignIn, client: Client) -> None:
    link = invite(as_(alice))
    assert client.post(link, {"name": "Nora", "password": "password1234"}).status_code == 200
    assert not User.objects.filter(email="nora@acme.example").exists()


def test_a_known_person_signs_in_and_joins(alice: User, charlie: User, acme: Merchant, as_: SignIn) -> None:
    link = invite(as_(alice), charlie.email)
    anonymous = Client().post(link)
    assert anonymous.status_code == 302 and reverse("account_login") in anonymous.url
    client = as_(charlie)
    assert not Membership.objects.filter(merchant=acme, user=charlie).exists()
    assert client.post(link).status_code == 302
    assert Membership.objects.filter(merchant=acme, user=charlie).exists()


def test_another_person_cannot_use_it(alice: User, charlie: User, acme: Merchant, as_: SignIn) -> None:
    link = invite(as_(alice))
    as_(charlie).post(link)
    assert not Membership.objects.filter(merchant=acme, user=charlie).exists()


def test_a_link_older_than_seven_days_is_closed(alice: User, as_: SignIn, client: Client) -> None:
    link = invite(as_(alice))
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(link).status_code == 404


def test_a_new_link_closes_the_old_one(alice: User, as_: SignIn, client: Client) -> None:
    owner = as_(alice)
    first = invite(owner)
    second = invite(owner)
    assert first != second
    assert client.get(first).status_code == 404 and client.get(second).status_code == 200


def test_an_editor_invites_nobody(erin: User, alice: User, as_: SignIn) -> None:
    response = as_(erin).post(
        reverse("accounts:invite", args=["acme"]), {"email": "nora@acme.example", "role": "owner"}
    )
    assert response.status_code == 404
    with scopes_disabled():
        assert not Invitation.objects.exists()


def test_the_last_owner_stays(alice: User, erin: User, acme: Merchant, as_: SignIn) -> None:
    client, seat = as_(alice), Membership.objects.get(user=alice)
    client.post(reverse("accounts:role", args=["acme", seat.pk]), {"role": "editor"})
    client.post(reverse("accounts:remove", args=["acme", seat.pk]))
    assert Membership.objects.get(user=alice).role == "owner"
    other = Membership.objects.get(user=erin)
    client.post(reverse("accounts:role", args=["acme", other.pk]), {"role": "owner"})
    client.post(reverse("accounts:remove", args=["acme", seat.pk]))
    assert list(Membership.objects.filter(merchant=acme).values_list("user__email", flat=True)) == [erin.email]
    with scopes_disabled():
        assert MembershipEvent.objects.filter(new="removed", person=alice).exists()


def test_who_is_removed_is_out_at_once(alice: User, erin: User, as_: SignIn) -> None:
    client = as_(erin)
    address = reverse("accounts:members", args=["acme"])
    assert client.get(address).status_code == 200
    as_(alice).post(reverse("accounts:remove", args=["acme", Membership.objects.get(user=erin).pk]))
    assert client.get(address).status_code == 404


def test_an_owner_makes_a_password_link_and_it_works_once(alice: User, erin: User, as_: SignIn) -> None:
    owner = as_(alice)
    owner.post(reverse("accounts:reset", args=["acme", Membership.objects.get(user=erin).pk]))
    page = owner.get(reverse("accounts:members", args=["acme"])).content.decode()
    link = page.partition('id="fresh-link" readonly value="')[2].partition('"')[0].replace("http://testserver", "")
    client = Client()
    form = client.get(link, follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": "violet tram harbour", "password2": "violet tram harbour"})
    assert Client().login(email=erin.email, password="violet tram harbour")
    assert not Client().login(email=erin.email, password=PASSWORD)
    assert b"password1" not in Client().get(link, follow=True).content


def test_no_owner_takes_over_a_person_of_another_shop(
    alice: User, charlie: User, bob: User, acme: Merchant, as_: SignIn
) -> None:
    """charlie owns Other and edits Acme; bob judges for the whole site: a link for either would open more than Acme."""
    owner = as_(alice)
    for person in (charlie, bob):
        seat = Membership.objects.create(merchant=acme, user=person, role="editor")
        owner.post(reverse("accounts:reset", args=["acme", seat.pk]))
        page = owner.get(reverse("accounts:members", args=["acme"])).content.decode()
        assert "fresh-link" not in page


def test_the_form_sent_twice_makes_one_account_and_no_error(acme: Merchant, alice: User) -> None:
    now = timezone.now()
    with scopes_disabled():
        row, _token = services.invite_person(merchant=acme, email="nora@acme.example", role="editor", by=alice, now=now)
        who = {"invitation": row, "name": "Nora", "password": "violet tram harbour", "now": now}
        services.join_with_new_account(**who)
        with pytest.raises(services.InvitationClosed):
            services.join_with_new_account(**who)
    assert User.objects.filter(email="nora@acme.example").count() == 1


def test_a_new_password_by_link_ends_the_sessions_of_the_old_one(
    alice: User, erin: User, acme: Merchant, as_: SignIn
) -> None:
    open_one = as_(erin)
    path = services.make_reset_path(user=erin, by=alice, merchant=acme, now=timezone.now())
    client = Client()
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "violet tram harbour", "password2": "violet tram harbour"})
    assert open_one.get(reverse("accounts:members", args=["acme"])).status_code == 302


def test_a_person_switched_off_is_out_at_once(bob: User, as_: SignIn) -> None:
    open_one = as_(bob)
    assert open_one.get("/ops/queue/").status_code == 200
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert open_one.get("/ops/queue/").status_code == 302
