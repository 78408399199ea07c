"""What no page of ours sends: numbers past any row, cursors written by hand, texts and lists past all measure.
Each is answered with a page or a sentence, in a second, and nothing is dropped unseen."""

import base64
import json
import time
from wsgiref.util import is_hop_by_hop

import pytest

from merchant_portal.catalog import changes, listing
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Draft
from merchant_portal.review.reading import pieces
from tests.portal.conftest import HTMX
from tests.portal.making import TRUE_TEXT, make_draft, make_product, submitted

HUGE = "9" * 30


def cursor(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.mark.parametrize(
    "address",
    [
        f"/m/acme/desk/?batch={HUGE}",
        f"/m/acme/products/?import={HUGE}",
        "/m/acme/products/?q=%00",
        "/m/acme/products/?order=title&after=" + cursor(b'[0,"x",1e999]'),
        "/m/acme/products/?order=title&after=" + cursor(b'[0,"\\ud800",1]'),
        "/m/acme/products/?order=title&after=" + cursor(b"[" * 50_000),
        f"/m/acme/products/?order=title&after={cursor(json.dumps([0, 'x', int(HUGE)]).encode())}",
    ],
)
def test_an_address_written_by_hand_gets_a_page(as_, alice, address):
    assert as_(alice).get(address).status_code == 200


def test_a_queue_written_by_hand_gets_a_page(as_, bob):
    assert as_(bob).get(f"/ops/queue/?batch={HUGE}").status_code == 200


@pytest.mark.parametrize("kept", ['{"filters": "x"}', '{"ids": 5}', f'{{"ids": ["{HUGE}"]}}', "[" * 50_000, "[]"])
def test_a_selection_written_by_hand_chooses_nothing(as_, alice, in_acme, kept):
    make_product(in_acme)
    answer = as_(alice).post("/m/acme/write/", {"selection": kept})
    assert answer.status_code == 200 and answer.context["estimate"].products == 0


def test_a_selection_names_whole_numbers_only(in_acme, alice):
    mug = make_product(in_acme)
    chosen = listing.select(Product.objects.all(), {"ids": [str(mug.pk), HUGE, "x", None]})
    assert list(chosen) == [mug]


def test_a_candidate_that_is_none_is_not_found(as_, alice, in_acme):
    draft = make_draft(in_acme, by=alice)
    for asked in ("abc", HUGE, ""):
        form = {"candidate": asked, "version": draft.version}
        assert as_(alice).post(f"/m/acme/desk/{draft.pk}/choose/", form).status_code == 404


def test_a_text_past_all_measure_is_told_and_kept_on_the_page(as_, alice, in_acme):
    draft = make_draft(in_acme, by=alice)
    form = {"text": "word " * 4000, "version": draft.version, "auto": "1"}
    answer = as_(alice).post(f"/m/acme/desk/{draft.pk}/save/", form, **HTMX)
    page = answer.content.decode()
    assert "at most 10000 characters" in page and "word word word" in page
    assert answer["HX-Retarget"] == f"#draft-{draft.pk}"  # an autosave's own place is a status line
    assert Draft.objects.get(pk=draft.pk).text == TRUE_TEXT


def test_what_no_database_keeps_is_left_out_of_a_saved_text(as_, alice, in_acme):
    draft = make_draft(in_acme, by=alice)
    form = {"text": "A stoneware\x00 mug.", "version": draft.version}
    as_(alice).post(f"/m/acme/desk/{draft.pk}/save/", form)
    assert Draft.objects.get(pk=draft.pk).text == "A stoneware mug."


def test_a_text_with_thousands_of_findings_is_drawn_at_once():
    text = "1 2 3 4 5 " * 1000
    marks = [{"start": n, "end": n + 1} for n in range(0, len(text), 2)]
    began = time.monotonic()
    findings = [m | {"severity": "warn"} for m in marks]
    drawn = pieces(text, findings, [m | {"verdict": "opinion", "facts": []} for m in marks])
    assert time.monotonic() - began < 2  # it was ten seconds
    assert "".join(p.text for p in drawn) == text and sum(p.severity == "warn" for p in drawn) == 5000


def test_more_facts_than_a_product_holds_are_told_and_stay_on_the_page(as_, alice, in_acme):
    mug = make_product(in_acme)
    form = {
        "seen": changes.token(mug, ("facts",)),
        "name": [f"name {n}" for n in range(changes.MAX_FACTS + 1)],
        "value": ["v"] * (changes.MAX_FACTS + 1),
    }
    page = as_(alice).post(f"/m/acme/products/{mug.pk}/facts/", form, **HTMX).content.decode()
    assert "can have 200 facts" in page
    assert f"name {changes.MAX_FACTS}" in page
    assert Product.objects.get(pk=mug.pk).facts == mug.facts


def test_a_closed_shop_stands_in_no_queue(as_, alice, bob, acme, in_acme):
    submitted(in_acme, by=alice)
    acme.is_active = False
    acme.save(update_fields=["is_active"])
    assert as_(bob).get("/ops/queue/").context["total"] == 0
    assert as_(bob).post("/ops/queue/next/").url == "/ops/queue/"


class Unread:
    """A body that nobody may begin to read."""

    def read(self, *_size):
        raise AssertionError("the body was read")

    readline = read


def test_a_file_past_all_measure_is_refused_by_its_announced_length(as_, alice, settings):
    form = {"content_type": "multipart/form-data; boundary=x"}
    over = {"CONTENT_LENGTH": str(settings.MAX_BODY + 1), "wsgi.input": Unread()}
    response = as_(alice).generic("POST", "/m/acme/imports/upload/", b"--x--", **form, **over)
    assert response.status_code == 413
    assert not [name for name in response.headers if is_hop_by_hop(name)], "a server refuses to send these"
    assert "larger than 15 MB" in response.content.decode()
    with pytest.raises(AssertionError, match="the body was read"):  # what may come is read
        as_(alice).generic("POST", "/m/acme/imports/upload/", b"--x--", **form, **{**over, "CONTENT_LENGTH": "10"})


def test_more_fields_than_a_form_may_hold_get_a_page_that_says_so(as_, alice, in_acme):
    product = make_product(in_acme)
    names = {"name": [f"Fact {i}" for i in range(2000)], "value": ["x"] * 2000}
    response = as_(alice).post(f"/m/acme/products/{product.pk}/facts/", names)
    assert response.status_code == 400
    html = response.content.decode()
    assert "more at once than a form may hold" in html and "<nav" in html
    assert len(Product.objects.get(pk=product.pk).facts) == 3
