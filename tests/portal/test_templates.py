"""Templates: versions that never change once used, one live version, a preview that really asks."""

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import CopyTemplate, Request, TemplateVersion
from merchant_portal.drafting.services import templates as acts
from tests.portal.making import make_product


@pytest.fixture
def template(db):
    return CopyTemplate.objects.create(name="Quiet", kind="description", language="en")


def saved(template, seen=None, **values):
    return acts.save_version(template=template, values=values, by=None, now=timezone.now(), seen=seen)


def test_a_draft_version_is_edited_in_place(template):
    one = saved(template, tone="plain")
    again = saved(template, seen=one, tone="warm")
    assert (again.pk, again.tone) == (one.pk, "warm")


def test_a_live_version_never_changes_an_edit_makes_the_next(template):
    live = acts.promote_version(version=saved(template, tone="plain"), by=None, now=timezone.now())
    following = saved(template, seen=live, tone="warm")
    live.refresh_from_db()
    assert (live.tone, live.state, following.number, following.state) == ("plain", "live", 2, "draft")


def test_a_used_version_never_changes(template):
    one = saved(template, tone="plain")
    TemplateVersion.objects.filter(pk=one.pk).update(used_at=timezone.now())
    one.refresh_from_db()
    assert saved(template, seen=one, tone="warm").number == 2


def test_promoting_retires_the_one_that_was_live(template):
    now = timezone.now()
    first = acts.promote_version(version=saved(template, tone="plain"), by=None, now=now)
    second = acts.promote_version(version=saved(template, seen=first, tone="warm"), by=None, now=now)
    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "live")
    with pytest.raises(acts.NotPromotable):
        acts.promote_version(version=second, by=None, now=now)


def test_an_unknown_placeholder_is_refused_by_name(template):
    with pytest.raises(acts.UnknownPlaceholder) as refused:
        saved(template, instruction="Say {title} and {colour}.")
    assert refused.value.names == ["colour"]


def test_the_difference_names_what_decides(template):
    one, two = saved(template, tone="plain"), None
    acts.promote_version(version=one, by=None, now=timezone.now())
    two = saved(template, seen=TemplateVersion.objects.get(pk=one.pk), tone="warm", keywords=["slow"])
    assert acts.difference(one, two) == [("tone", "plain", "warm"), ("keywords", [], ["slow"])]


def test_at_least_eighteen_templates_ship_and_are_added_once(db):
    assert acts.install_shipped(now=timezone.now()) >= 18
    assert acts.install_shipped(now=timezone.now()) == 0
    live = TemplateVersion.objects.filter(state="live")
    for language in ("en", "zh-Hans"):
        for kind in ("description", "recommendation", "marketing"):
            assert live.filter(template__kind=kind, template__language=language).count() >= 3


def test_an_admin_edits_compares_promotes_and_previews(template, acme, ada, as_):
    browser = as_(ada)
    page = f"/admin/drafting/copytemplate/{template.pk}/change/"
    form = {"tone": "warm", "length": "short", "channel": "web", "n": 3, "temperature": 0.5, "max_length": 0}
    browser.post(f"/admin/drafting/copytemplate/{template.pk}/save-version/", {**form, "keywords": "slow\nquiet"})
    with scopes_disabled():
        version = TemplateVersion.objects.get(template=template)
        assert (version.keywords, version.sampling["n"]) == (["slow", "quiet"], 3)
        browser.post(f"/admin/drafting/copytemplate/{template.pk}/versions/{version.pk}/promote/")
        product = make_product(acme)
        assert "Harbor mug" in browser.get(page).content.decode()
        answer = browser.post(
            f"/admin/drafting/copytemplate/{template.pk}/versions/{version.pk}/preview/", {"product": product.pk}
        )
        asked = Request.objects.get()
    assert (asked.brief["tone"], asked.state, asked.brief["sampling"]["n"]) == ("warm", "queued", 3)
    assert browser.get(answer["Location"]).status_code == 200


def test_a_merchant_does_not_enter_the_administration(template, alice, as_):
    answer = as_(alice).get(f"/admin/drafting/copytemplate/{template.pk}/change/")
    assert answer.status_code in (302, 403)
