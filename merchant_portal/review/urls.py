"""Addresses of the desk and the queue."""

from django.urls import path

from merchant_portal.review.views import audit, drafts, lists, verdicts

app_name = "review"
DRAFT = "m/<slug:merchant>/desk/<int:draft>/"

urlpatterns = [
    path("m/<slug:merchant>/desk/", lists.desk, name="desk"),
    path("m/<slug:merchant>/desk/news/", lists.desk_news, name="desk_news"),
    path("m/<slug:merchant>/approved/", lists.approved, name="approved"),
    path("m/<slug:merchant>/approved/<int:copy>/", lists.provenance, name="provenance"),
    path("m/<slug:merchant>/audit/", audit.audit, name="audit"),
    path("m/<slug:merchant>/audit/listings/", audit.listings, name="audit_listings"),
    path("m/<slug:merchant>/audit/start/", audit.start, name="audit_start"),
    path(DRAFT, drafts.draft_page, name="draft"),
    path(DRAFT + "save/", drafts.save, name="save"),
    path(DRAFT + "claim/", drafts.claim, name="claim"),
    path(DRAFT + "choose/", drafts.choose, name="choose"),
    path(DRAFT + "apply/", drafts.apply_suggestion, name="apply"),
    path(DRAFT + "answer/", drafts.answer, name="answer"),
    path(DRAFT + "fact/", drafts.take_fact, name="take_fact"),
    path(DRAFT + "submit/", verdicts.submit, name="submit"),
    path(DRAFT + "approve/", verdicts.approve, name="approve"),
    path(DRAFT + "return/", verdicts.send_back, name="return"),
    path(DRAFT + "reject/", verdicts.reject, name="reject"),
    path(DRAFT + "undo/", verdicts.undo, name="undo"),
    path(DRAFT + "reopen/", verdicts.reopen, name="reopen"),
    path("ops/queue/", lists.queue, name="queue"),
    path("ops/queue/next/", lists.take_next, name="take_next"),
    path("ops/queue/dismissed/", audit.dismissed, name="dismissed"),
    path("ops/queue/together/", lists.together, name="together"),
    path("ops/queue/together/approve/", verdicts.approve_together, name="approve_together"),
]
