"""Uploaded and made files: links that are signed for a day, and the page that answers them.
Knows no model: a link is given out on a page, and who may see the page may follow it."""

from __future__ import annotations

import mimetypes
from datetime import timedelta
from pathlib import Path

from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET
from whitenoise.storage import CompressedManifestStaticFilesStorage

_SALT = "countersign.files"
#: Shown in a page; everything else is offered for saving, so that no upload is ever run as a page of ours.
_SHOWN = {"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"}


def _stamp(name: str, day: int) -> str:
    return signing.Signer(salt=_SALT).signature(f"{day}:{name}")[:32]


def _today() -> int:
    return timezone.now().toordinal()


class SignedLinkStorage(FileSystemStorage):
    """Files on this machine. A link is good on the day it was given out and the next; the same all day, so that
    browsers keep the picture."""

    def url(self, name: str | None) -> str:
        day = _today()
        return f"{super().url(name)}?d={day}&s={_stamp(name or '', day)}"


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Static files under hashed names, once they are collected; before that under their own."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:  # not collected yet: WhiteNoise finds it where it lies
            return name


@require_GET
def media(request: HttpRequest, path: str) -> FileResponse:
    """One stored file, for a signed-in person with a link of today or yesterday."""
    day = request.GET.get("d", "")
    if not day.isdecimal() or not 0 <= _today() - int(day) <= 1:
        raise Http404
    if not constant_time_compare(_stamp(path, int(day)), request.GET.get("s", "")):
        raise Http404
    storage = SignedLinkStorage()
    if not storage.exists(path):
        raise Http404
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(
        storage.open(path), as_attachment=kind not in _SHOWN, filename=Path(path).name, content_type=kind
    )
    response.headers["Cache-Control"] = f"private, max-age={int(timedelta(days=1).total_seconds())}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
