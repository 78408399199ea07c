"""For every name that stands in an address: a row of Acme's that it can be filled with.
A new name in a route needs a line here, or the walk of test_strangers fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Membership, Merchant, User
from merchant_portal.accounts.services import invite_person
from merchant_portal.catalog.models import Evidence, FactProposal, Import, ImportRow
from merchant_portal.drafting.models import Batch, Candidate, Request, TemplateVersion
from merchant_portal.home.models import Notice
from merchant_portal.insights.pairing import Wanted
from merchant_portal.insights.services import start_comparison
from merchant_portal.insights.services.experiments import make_experiment
from merchant_portal.publishing.models import Export
from merchant_portal.review.models import ApprovedCopy
from merchant_portal.review.services import approve_draft
from tests.portal.making import make_draft, make_product, submitted


@dataclass
class Acme:
    """One row of each noun, all Acme's."""

    shop: Merchant
    values: dict[str, Any]


def fill(shop: Merchant, owner: User, reviewer: User) -> Acme:
    """Makes the rows that the addresses name."""
    now = timezone.now()
    with scopes_disabled():
        product = make_product(shop)
        imported = Import.objects.create(
            merchant=shop, file=ContentFile(b"sku,title\n1,\n", name="a.csv"), filename="a.csv", started_at=now
        )
        row = ImportRow.objects.create(imported=imported, number=2, action=ImportRow.Action.REFUSED, error="no title")
        draft = submitted(shop, "A stoneware mug.", by=owner)
        signed = submitted(shop, "A stoneware mug of 350 ml.", by=owner)
        approve_draft(draft=signed, version=signed.version, by=reviewer, now=now)
        request = Request.objects.filter(draft=draft).first()
        assert request is not None
        shown = make_product(shop, own_text="Our own stoneware mug, thrown by hand and glazed in a deep sea blue.")
        make_draft(shop, "A stoneware mug in blue.", by=owner, product=shown)
        comparison = start_comparison(
            wanted=Wanted("description", "en", shop), count=1, people=[reviewer], by=reviewer, now=now
        )
        line = submitted(shop, "A mug of stoneware.", by=owner, kind="recommendation")
        approve_draft(draft=line, version=line.version, by=reviewer, now=now)
        experiment = make_experiment(
            merchant=shop, name="Lines", kind="recommendation", language="en", category="", by=owner, now=now
        )
        return Acme(
            shop,
            {
                "merchant": shop.slug,
                "product": product.pk,
                "proposal": FactProposal.objects.create(
                    product=product, name="Glaze", value="matt", quote="matt", field="title"
                ).pk,
                "imported": imported.pk,
                "row": row.pk,
                "evidence": Evidence.objects.create(
                    merchant=shop,
                    type="patent",
                    title="A patent",
                    file=ContentFile(b"%PDF-1.7", name="a.pdf"),
                    added_at=now,
                ).pk,
                "draft": draft.pk,
                "copy": ApprovedCopy.objects.get(draft=signed).pk,
                "candidate": Candidate.objects.filter(request=request).values_list("pk", flat=True).first(),
                "request": request.pk,
                "asked": request.pk,
                "batch": Batch.objects.create(
                    merchant=shop, version=TemplateVersion.objects.get(pk=request.version_id), created_at=now
                ).pk,
                "export": Export.objects.create(merchant=shop, format="plain", created_at=now).pk,
                "membership": Membership.objects.get(merchant=shop, user=owner).pk,
                "invitation": invite_person(merchant=shop, email="new@acme.example", role="editor", by=owner, now=now)[
                    0
                ].pk,
                "comparison": comparison.pk,
                "pair": comparison.pairs.values_list("pk", flat=True)[0],
                "experiment": experiment.pk,
                "line": experiment.lines.values_list("pk", flat=True)[0],
                "notice": Notice.objects.create(user=owner, merchant=shop, key="batch_done", created_at=now).pk,
            },
        )


#: Names that are no row: what stands there is a capability or a word, and is tested where it is used.
NOT_ROWS: dict[str, str] = {
    "token": "of an invitation: whoever holds the link may open it (test_accounts_invite)",
    "key": "of an experiment: the shop's token opens it (test_experiment)",
    "path": "of a stored file: the link is signed (test_files)",
}
