"""Templates: shipped once, versions that were used never change, promote and retire, compare, a preview that writes."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import CopyTemplate, Draft, Request, TemplateEvent, TemplateVersion
from merchant_portal.drafting.services import templates
from merchant_portal.drafting.services.requests import request_copy
from merchant_portal.drafting.worker import running
from tests.portal.making import make_product, make_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def unscoped(settings, monkeypatch):
    settings.COPYWRITER_ENGINE = "scripted:"
    settings.COPYWRITER_ENGINES = ["scripted:"]
    monkeypatch.setattr(running, "_pool", running.EnginePool())
    with scopes_disabled():
        yield


def fields(**changed):
    """A version's form as the admin sends it."""
    values = {
        "tone": "plain",
        "length": "medium",
        "audience": "",
        "occasion": "",
        "channel": "web",
        "leading_facts": "",
    }
    return values | {"keywords": "", "instruction": "", "examples": "", "sampling": "{}", "note": ""} | changed


def test_eighteen_or_more_are_shipped_once_in_every_kind_and_language():
    made = templates.ship_templates(now=timezone.now())
    assert made >= 18 and templates.ship_templates(now=timezone.now()) == 0
    found = {(t.kind, t.language) for t in CopyTemplate.objects.all()}
    assert len(found) == 6
    assert TemplateVersion.objects.filter(state="live").count() == made


def test_a_draft_is_changed_in_place_and_a_used_version_never(ada, acme):
    version, now = make_version(), timezone.now()
    draft = templates.save_version(template=version.template, values={"tone": "warm"}, by=ada, now=now)
    again = templates.save_version(template=version.template, values={"tone": "plain"}, by=ada, now=now, seen=draft)
    assert again.pk == draft.pk
    request_copy(product=make_product(acme), version=draft, by=ada, now=now)
    draft.refresh_from_db()
    assert draft.used_at
    next_one = templates.save_version(template=version.template, values={"tone": "warm"}, by=ada, now=now, seen=draft)
    assert next_one.pk != draft.pk and next_one.number == draft.number + 1
    draft.refresh_from_db()
    assert draft.tone == "plain"


def test_promoting_retires_the_live_version_and_says_who(ada):
    first, now = make_version(), timezone.now()
    second = templates.save_version(template=first.template, values={"tone": "warm"}, by=ada, now=now)
    templates.promote_version(version=second, by=ada, now=now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("retired", "live")
    assert list(TemplateEvent.objects.filter(new="live").values_list("actor", flat=True)) == [ada.pk]
    with pytest.raises(templates.NotInThisState):
        templates.promote_version(version=second, by=ada, now=now)
    templates.retire_version(version=second, by=ada, now=now)
    with pytest.raises(templates.NotInThisState):
        templates.retire_version(version=second, by=ada, now=now)


def test_an_instruction_with_an_unknown_placeholder_is_refused_by_name(ada, as_):
    version = make_version()
    with pytest.raises(templates.InvalidTemplate, match="colour"):
        templates.save_version(
            template=version.template, values={"instruction": "In {colour}"}, by=ada, now=timezone.now()
        )
    address = reverse("admin:drafting_copytemplate_version", args=[version.template_id, version.number])
    answer = as_(ada).post(address, fields(instruction="In {colour}"))
    assert "{colour} can’t be filled" in answer.content.decode()


def test_placeholders_are_filled_from_the_product(ada, acme):
    version, now = make_version(), timezone.now()
    values = {"instruction": "Name {title} and {brand}."}
    version = templates.save_version(template=version.template, values=values, by=ada, now=now)
    product = make_product(acme, title="Cup {brand}", brand="Northlight")
    row = request_copy(product=product, version=version, by=ada, now=now)
    assert row.brief["instruction"] == "Name Cup {brand} and Northlight."  # a value is not filled again


def test_an_admin_writes_compares_and_promotes_a_version(ada, as_):
    version = make_version()
    browser = as_(ada)
    listed = browser.get(reverse("admin:drafting_copytemplate_changelist"))
    assert "Test template" in listed.content.decode()
    one = reverse("admin:drafting_copytemplate_change", args=[version.template_id])
    assert "Write a version" in browser.get(one).content.decode()
    address = reverse("admin:drafting_copytemplate_version", args=[version.template_id, version.number])
    browser.post(address, fields(tone="warm", keywords="stoneware\nkiln"))
    version.refresh_from_db()
    assert version.tone == "plain"  # it is live: saving made the next one
    second = TemplateVersion.objects.get(template=version.template, number=2)
    assert (second.tone, second.keywords, second.state) == ("warm", ["stoneware", "kiln"], "draft")
    compare = reverse("admin:drafting_copytemplate_compare", args=[version.template_id, 2])
    page = browser.get(compare, {"with": "1"}).content.decode()
    assert "<del>plain</del>" in page and "<ins>warm</ins>" in page and "<th>channel</th>" not in page
    browser.post(reverse("admin:drafting_copytemplate_version", args=[version.template_id, 2]), {"act": "promote"})
    second.refresh_from_db()
    assert second.state == "live"


def test_a_preview_really_writes_and_reaches_no_desk(ada, as_, acme):
    version, product = make_version(), make_product(acme)
    browser = as_(ada)
    address = reverse("admin:drafting_copytemplate_preview", args=[version.template_id, version.number])
    answer = browser.post(address, {"product": product.pk})
    assert "asked=" in answer.headers["Location"]
    assert browser.get(answer.headers["Location"]).headers["Refresh"] == "1"
    running.run(timezone.now)
    done = browser.get(answer.headers["Location"])
    request = Request.objects.get()
    assert "Refresh" not in done.headers and request.candidates.first().text in done.content.decode()
    assert not Draft.objects.exists()
    version.refresh_from_db()
    assert version.used_at is None  # trying it out is no use


def test_only_admins_come_to_templates(as_, alice, bob):
    version = make_version()
    address = reverse("admin:drafting_copytemplate_version", args=[version.template_id, version.number])
    for person in (alice, bob):
        assert as_(person).get(address).status_code in (302, 403, 404)
