"""A person's words are kept, checked, and never overwritten by somebody else's."""

import pytest
from django.urls import reverse
from django.utils import timezone

from merchant_portal.drafting.models import Candidate, DraftEvent
from merchant_portal.drafting.services import drafts
from tests.portal.conftest import HTMX
from tests.portal.making import FALSE_TEXT, TRUE_TEXT, make_draft, submitted


@pytest.fixture
def draft(in_acme, alice):
    return make_draft(in_acme, TRUE_TEXT, "Blue stoneware, 350 ml.", by=alice)


def save(draft, text, by, version=None):
    return drafts.save_text(draft=draft, text=text, version=version or draft.version, by=by, now=timezone.now())


def test_words_are_saved_and_checked(draft, alice):
    saved = save(draft, FALSE_TEXT, alice)
    assert saved.text == FALSE_TEXT and saved.edited and saved.version == draft.version + 1
    assert any(f["severity"] == "block" for f in saved.findings) and saved.risk >= 50


def test_an_old_version_is_refused_and_the_first_words_stay(draft, alice, erin):
    save(draft, "Alice was here, 350 ml.", alice)
    with pytest.raises(drafts.StaleDraft) as refused:
        save(draft, "Erin was here, 350 ml.", erin)
    assert refused.value.draft.text == "Alice was here, 350 ml."


def test_the_text_before_a_sitting_is_kept_once(draft, alice):
    once = save(draft, "First edit, 350 ml.", alice)
    save(once, "Second edit, 350 ml.", alice)
    kept = DraftEvent.objects.filter(draft=draft, new="edited")
    assert [e.data["before"] for e in kept] == [TRUE_TEXT]


def test_a_submitted_text_is_not_edited_from_the_desk(in_acme, alice):
    row = submitted(in_acme, by=alice)
    with pytest.raises(drafts.WrongState):
        save(row, "Too late, 350 ml.", alice)


def test_choosing_another_candidate_keeps_the_text_that_stood(draft, alice):
    second = Candidate.objects.get(request__draft=draft, position=2)
    chosen = drafts.choose_candidate(draft=draft, candidate=second, version=draft.version, by=alice, now=timezone.now())
    assert chosen.text == second.text
    assert DraftEvent.objects.get(draft=draft, new="chosen").data["before"] == TRUE_TEXT


def test_new_candidates_never_replace_a_persons_words(draft, alice, in_acme):
    save(draft, "My own words, 350 ml.", alice)
    again = make_draft(in_acme, "A new machine text, 350 ml.", by=alice, product=draft.product)
    assert again.pk == draft.pk and again.text == "My own words, 350 ml."
    assert Candidate.objects.filter(request__draft=draft).count() == 3


def test_new_candidates_replace_an_untouched_machine_text(draft, alice, in_acme):
    again = make_draft(in_acme, "A new machine text, 350 ml.", by=alice, product=draft.product)
    assert again.pk == draft.pk and again.text == "A new machine text, 350 ml."


def test_autosave_answers_with_the_findings_and_the_new_version(draft, alice, as_):
    answer = as_(alice).post(
        f"/m/acme/desk/{draft.pk}/save/",
        {"text": FALSE_TEXT, "version": draft.version, "auto": "1"},
        HTTP_HX_REQUEST="true",
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and "500 ml" in page
    assert f'name="version" value="{draft.version + 1}"' in page
    assert "<textarea" not in page.partition('id="verdicts-')[0]  # what a person types in is never repainted


def test_a_lost_race_shows_both_texts(draft, alice, erin, as_):
    save(draft, "Alice was first, 350 ml.", alice)
    page = (
        as_(erin)
        .post(
            f"/m/acme/desk/{draft.pk}/save/",
            {"text": "Erin typed this.", "version": draft.version},
            HTTP_HX_REQUEST="true",
        )
        .content.decode()
    )
    assert "Alice was first, 350 ml." in page and "Erin typed this." in page


def test_a_plain_post_saves_and_returns_to_the_page(draft, alice, as_):
    answer = as_(alice).post(
        f"/m/acme/desk/{draft.pk}/save/", {"text": "Plain words, 350 ml.", "version": draft.version}
    )
    assert answer.status_code == 302 and answer["Location"].endswith(f"/m/acme/desk/{draft.pk}/")
    draft.refresh_from_db()
    assert draft.text == "Plain words, 350 ml."


def test_a_site_reviewer_mends_what_was_submitted_and_nothing_on_a_shops_desk(as_, in_acme, alice, bob):
    on_desk = make_draft(in_acme, by=alice)
    handed_in = submitted(in_acme, by=alice)
    for row, expected in ((on_desk, TRUE_TEXT), (handed_in, "A blue stoneware mug, 350 ml.")):
        form = {"text": "A blue stoneware mug, 350 ml.", "version": row.version}
        as_(bob).post(f"/m/acme/desk/{row.pk}/save/", form)
        row.refresh_from_db()
        assert row.text == expected


def test_an_answer_to_a_warning_is_never_half_kept(draft, alice):
    warning = {"rule": "t.warn", "severity": "warn", "start": 0, "end": 1, "reason": "r", "suggestion": ""}
    type(draft).objects.filter(pk=draft.pk).update(findings=[warning])
    who = {"rule": "t.warn", "words": "A", "reason": "fine", "by": alice, "now": timezone.now()}
    drafts.answer_finding(draft=draft, **who)
    type(draft).objects.filter(pk=draft.pk).update(state="approved")
    with pytest.raises(drafts.WrongState):
        drafts.answer_finding(draft=draft, **who)


def test_a_document_that_was_added_counts_at_the_next_submission(in_acme, alice):
    draft = make_draft(in_acme, "A stoneware mug in blue that holds 350 ml.", by=alice)
    block = {"rule": "t.old", "severity": "block", "start": 0, "end": 1, "reason": "no document", "suggestion": ""}
    type(draft).objects.filter(pk=draft.pk).update(findings=[block])
    done = drafts.submit_draft(draft=draft, version=draft.version, by=alice, now=timezone.now())
    assert done.state == "submitted" and not any(f["rule"] == "t.old" for f in done.findings)


def test_only_who_may_judge_holds_an_item(as_, in_acme, alice, erin, bob):
    row = submitted(in_acme, by=alice)
    for person, holder in ((erin, None), (bob, bob)):
        as_(person).post(f"/m/acme/desk/{row.pk}/claim/")
        row.refresh_from_db()
        assert row.claimed_by == holder


HIDDEN = "A stone\u200bware mug\U000e0041\U000e0042 in blue that holds 350 ml.\u2060"


def test_what_hides_in_a_typed_text_is_taken_out_and_the_person_told(draft, alice, as_):
    address = reverse("review:save", args=["acme", draft.pk])
    sent = {"text": HIDDEN, "version": draft.version, "auto": "1"}
    answer = as_(alice).post(address, sent, **HTMX)
    draft.refresh_from_db()
    assert draft.text == TRUE_TEXT
    assert "Invisible characters were taken out" in answer.content.decode()
    assert answer["HX-Retarget"] == f"#draft-{draft.pk}", "the field shows what is kept"
    plain = as_(alice).post(address, {"text": "A blue mug.", "version": draft.version, "auto": "1"}, **HTMX)
    assert "Invisible characters" not in plain.content.decode() and "HX-Retarget" not in plain


@pytest.mark.parametrize(
    "text", ["Good 👩\u200d🍳 mug ❤️", "　全角空格开头的一段。", "Two  spaces.\n\nA second part.\tA tab."]
)
def test_what_can_be_seen_stays_as_it_was_typed(text, draft, alice):
    assert save(draft, text, alice).text == text
