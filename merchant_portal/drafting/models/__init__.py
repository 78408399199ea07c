"""Asking for copy, a file a noun: templates, requests, drafts."""

from merchant_portal.drafting.models.choices import Channel, Kind, Language, Length, Tone
from merchant_portal.drafting.models.drafts import Draft, DraftEvent
from merchant_portal.drafting.models.live import LiveBand, LiveText
from merchant_portal.drafting.models.packs import PackEvent, PackVersion, RulePack
from merchant_portal.drafting.models.requests import LOST, Batch, BatchEvent, Candidate, Request, RequestEvent
from merchant_portal.drafting.models.templates import CopyTemplate, TemplateEvent, TemplateVersion, Voice
from merchant_portal.drafting.models.workers import WorkerBeat

__all__ = [
    "LOST",
    "Batch",
    "BatchEvent",
    "Candidate",
    "Channel",
    "CopyTemplate",
    "Draft",
    "DraftEvent",
    "Kind",
    "Language",
    "Length",
    "LiveBand",
    "LiveText",
    "PackEvent",
    "PackVersion",
    "Request",
    "RequestEvent",
    "RulePack",
    "TemplateEvent",
    "TemplateVersion",
    "Tone",
    "Voice",
    "WorkerBeat",
]
