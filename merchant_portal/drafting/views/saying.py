"""Why an ask was refused, in a sentence for the person who asked.
Knows no page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from copywriter.records import InvalidRecord
from merchant_portal.drafting.offered import DataStaysHere, EngineNotOffered
from merchant_portal.drafting.services.batches import NothingChosen
from merchant_portal.drafting.services.requests import CapReached, NothingToWriteFrom

#: What an act of asking may raise.
REFUSALS = (CapReached, EngineNotOffered, DataStaysHere, NothingToWriteFrom, NothingChosen, InvalidRecord)


def refusal(error: Exception) -> str:
    if isinstance(error, CapReached):
        if not error.left:
            return _("Today’s cap is used up. More can be written tomorrow, or an owner raises the cap.")
        return ngettext(
            "Today’s cap leaves %(n)s product. Choose fewer, or an owner raises the cap.",
            "Today’s cap leaves %(n)s products. Choose fewer, or an owner raises the cap.",
            error.left,
        ) % {"n": error.left}
    if isinstance(error, EngineNotOffered):
        return _("This engine is switched off. Choose another one.")
    if isinstance(error, DataStaysHere):
        return _("The shop’s settings keep its product data on this site. Choose another engine.")
    if isinstance(error, NothingToWriteFrom):
        return _("There is nothing to write from: the product has neither a title nor facts.")
    if isinstance(error, NothingChosen):
        return _("No product is chosen.")
    return str(error)
