"""Which engines the site has switched on, what a person calls them, and whether a shop's data may go there.
Loads none of them: a web process only names engines."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from merchant_portal.accounts.models import Merchant

#: Schemes of engines that send product data to another machine.
REMOTE = ("openai",)


class EngineNotOffered(Exception):
    """The site has this engine not switched on."""


class DataStaysHere(Exception):
    """The shop has not allowed its product data to go to a model server."""


def is_remote(address: str) -> bool:
    return address.partition(":")[0] in REMOTE


def engine_name(address: str) -> str:
    """A short name without addresses or keys."""
    kind, _colon, rest = address.partition(":")
    target = rest.partition("?")[0]
    if kind == "house":
        return _("the house model")
    if kind == "openai":
        options = dict(pair.partition("=")[::2] for pair in rest.partition("?")[2].split("&"))
        return _("%(model)s, on a model server") % {"model": options.get("model") or target.partition("//")[2]}
    return target.rstrip("/").rpartition("/")[2] or kind


def engines_for(merchant: Merchant) -> list[tuple[str, str]]:
    """(address, name) of what this shop may pick; the site's default first."""
    allowed = [a for a in settings.COPYWRITER_ENGINES if merchant.remote_engines or not is_remote(a)]
    return [(address, engine_name(address)) for address in allowed]


def engine_to_use(*, merchant: Merchant, wanted: str = "") -> str:
    """The address to keep on a request. Raises EngineNotOffered, DataStaysHere."""
    address = wanted or settings.COPYWRITER_ENGINE
    if address not in settings.COPYWRITER_ENGINES:
        raise EngineNotOffered(address)
    if is_remote(address) and not merchant.remote_engines:
        if not wanted and (local := engines_for(merchant)):
            return local[0][0]
        raise DataStaysHere(address)
    return address
