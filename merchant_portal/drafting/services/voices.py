"""A shop's voice: what it likes to say and never says.
Knows no template; a request takes the voice as it is when it is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.models import Voice


class StaleVoice(Exception):
    """Somebody else saved meanwhile; `voice` is as it stands now."""

    def __init__(self, voice: Voice) -> None:
        super().__init__("the voice changed meanwhile")
        self.voice = voice


def voice_of(*, merchant: Merchant, now: datetime) -> Voice:
    return Voice.objects.get_or_create(merchant=merchant, defaults={"updated_at": now})[0]


def save_voice(*, merchant: Merchant, seen: int, values: dict[str, Any], by: User, now: datetime) -> Voice:
    """Raises StaleVoice where the version seen is no longer the current one; then nothing is changed."""
    voice = voice_of(merchant=merchant, now=now)
    rows = Voice.objects.filter(pk=voice.pk, version=seen)
    if not rows.update(version=F("version") + 1, updated_at=now, **values):
        raise StaleVoice(voice)
    voice.refresh_from_db()
    return voice
