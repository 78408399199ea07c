"""Acts of review, a file an idea: verdicts, what becomes of live copy, the audit of the shop's own texts."""

from merchant_portal.review.services.auditing import ask_audit, check_next, group_of
from merchant_portal.review.services.following import (
    Cause,
    expire_evidence,
    follow_evidence,
    follow_facts,
    follow_lapses,
    follow_rules,
    note_lapse,
    recheck_copy,
)
from merchant_portal.review.services.verdicts import (
    UNDO,
    NotAllowed,
    ReasonMissing,
    TooLate,
    ai_share,
    approve_draft,
    provenance,
    reject_draft,
    return_draft,
    undo_verdict,
    withdraw_copy,
)

__all__ = [
    "Cause",
    "NotAllowed",
    "ReasonMissing",
    "TooLate",
    "UNDO",
    "ai_share",
    "approve_draft",
    "ask_audit",
    "check_next",
    "expire_evidence",
    "follow_evidence",
    "follow_facts",
    "follow_lapses",
    "follow_rules",
    "group_of",
    "note_lapse",
    "provenance",
    "recheck_copy",
    "reject_draft",
    "return_draft",
    "undo_verdict",
    "withdraw_copy",
]
