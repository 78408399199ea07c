"""Asking for copy, a file a noun: templates, requests, drafts."""

from merchant_portal.drafting.models.choices import Channel, Kind, Language, Length, Tone
from merchant_portal.drafting.models.drafts import Draft, DraftEvent
from merchant_portal.drafting.models.live import LiveBand, LiveText
from merchant_portal.drafting.models.packs import PackEvent, PackVersion, RulePack
from merchant_portal.drafting.models.requests import Batch, BatchEvent, Candidate, Request, RequestEvent, WorkerBeat
from merchant_portal.drafting.models.templates import CopyTemplate, TemplateEvent, TemplateVersion, Voice

__all__ = [
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
