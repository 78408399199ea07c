"""Addresses of drafting: asking for copy, batches, a shop's voice, and the workers."""

from django.urls import path

from merchant_portal.drafting.views import batches, ops, products, requests, voice

app_name = "drafting"

shop = "m/<slug:merchant>"
product = f"{shop}/products/<int:product>"
asked = f"{shop}/requests/<int:asked>"
batch = f"{shop}/batches/<int:batch>"

urlpatterns = [
    path(f"{product}/copy/", products.product_copy, name="product_copy"),
    path(f"{product}/write/", products.write, name="write"),
    path(f"{asked}/", requests.request_card, name="request"),
    path(f"{asked}/cancel/", requests.cancel, name="cancel_request"),
    path(f"{asked}/retry/", requests.retry, name="retry_request"),
    path(f"{shop}/drafts/<int:draft>/rewrite/", requests.rewrite, name="rewrite"),
    path(f"{shop}/write/", batches.write_list, name="write_list"),
    path(f"{shop}/batches/", batches.batch_list, name="batches"),
    path(f"{shop}/batches/running/", batches.running, name="running"),
    path(f"{batch}/", batches.batch_page, name="batch"),
    path(f"{batch}/pause/", batches.pause, name="pause_batch"),
    path(f"{batch}/resume/", batches.resume, name="resume_batch"),
    path(f"{batch}/cancel/", batches.cancel, name="cancel_batch"),
    path(f"{batch}/retry/", batches.retry, name="retry_batch"),
    path(f"{shop}/voice/", voice.voice, name="voice"),
    path("ops/workers/", ops.workers, name="ops"),
    path("metrics", ops.metrics, name="metrics"),
]
