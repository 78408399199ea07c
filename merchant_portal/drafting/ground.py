"""What a shop's texts are checked against on a day: documents in force, rule packs, own rules, the voice's words.
Knows no text. Gathered once, it serves a whole slice of texts without asking the database again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from copywriter.checks import CHECK_VERSION
from copywriter.checks.rules import as_pack, available_packs, find_rule, pack_versions, packs_for
from copywriter.records import Evidence as EvidenceRecord
from copywriter.records import default_market
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Evidence, Product
from merchant_portal.drafting.models.packs import PackVersion
from merchant_portal.drafting.models.templates import Voice

#: The rule that a shop's forbidden words become; the voice page is where they are kept.
VOICE_RULE = "shop.words"
#: Seconds. Gathering takes 3 ms and four queries; a shop's batch takes a row every 60 ms.
KEPT = 1.0
#: Families of findings that come from the checks themselves and not from a rule pack.
NO_PACK = ("claim", "shape", "language", "sameness", "injection")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is in force for one shop. `own` are packs as the library reads them, the voice's words among them."""

    merchant: Merchant
    documents: tuple[tuple[EvidenceRecord, frozenset[int]], ...]  # with the products they speak for; none: all
    own: tuple[dict[str, Any], ...]
    chosen: tuple[str, ...] | None = None  # ids of shipped packs beside the market's laws; None: by channel
    off: frozenset[str] = frozenset()  # law packs that an admin switched off, each by name
    laws: tuple[str, ...] = field(default=())  # the markets of the chosen law packs

    def evidence(self, product: Product) -> list[EvidenceRecord]:
        """The documents that speak for this product or for the whole shop."""
        return [record for record, only in self.documents if not only or product.pk in only]

    def packs(self, language: str, channel: str) -> list[Any]:
        """Every pack in force for a text, as the library takes them. The shop's own are read here, so that the
        candidates of a request share the reading. Raises PackInvalid."""
        return [*self.shipped(language, channel), *map(as_pack, self.own)]

    def shipped(self, language: str, channel: str) -> list[str]:
        """Ids of shipped packs: the law of the language's market holds whatever a shop chose, unless an admin switched
        it off by name; a chosen list takes the place of the channel's own rules."""
        market = default_market(language)
        by_market = [p.id for p in packs_for(market, channel) if p.market or self.chosen is None]
        return [i for i in dict.fromkeys((*by_market, *(self.chosen or ()))) if i not in self.off]

    def markets(self, language: str) -> tuple[str, ...]:
        """The markets whose laws hold, the language's own first. A shop that chose packs of several markets sells in
        all of them, whatever the language."""
        home = default_market(language)
        return (home, *(market for market in self.laws if market != home))

    def versions(self, language: str, channel: str) -> dict[str, str]:
        """{pack id: version} of everything that can say a word here."""
        here = {p.id for p in available_packs() if p.channel in ("", channel)}
        return pack_versions([*(i for i in self.shipped(language, channel) if i in here), *self.own])

    def version(self, language: str, channel: str) -> str:
        """What is stored with a text: the checks' version, then every pack's ("1 cn_adlaw@2026.11.1 …")."""
        packs = (f"{name}@{version}" for name, version in sorted(self.versions(language, channel).items()))
        return " ".join((CHECK_VERSION, *packs))


def ground_for(*, merchant: Merchant, today: date) -> Ground:
    """Gathers what is in force: four queries, whatever the shop holds."""
    rows = Evidence.objects.filter(merchant=merchant, withdrawn_at__isnull=True).prefetch_related("products")
    documents = tuple(
        (
            EvidenceRecord(
                type=row.type,
                scope=row.scope or row.title,
                number=row.number,
                valid_until=row.valid_until.isoformat() if row.valid_until else "",
            ),
            frozenset(p.pk for p in row.products.all()),
        )
        for row in rows
        if not row.valid_until or row.valid_until >= today
    )
    known = {p.id: p for p in available_packs()}
    # A pack that a later release no longer has is passed over: a shop's checks go on.
    off = frozenset(merchant.packs_off)
    chosen = None if merchant.packs is None else tuple(i for i in merchant.packs if i in known and i not in off)
    laws = tuple(dict.fromkeys(known[i].market for i in chosen or () if known[i].market))
    return Ground(merchant, documents, tuple(own_packs(merchant)), chosen, off, laws)


class Grounds:
    """`ground_for`, kept for a moment: the rows of a batch share it, and a change holds for rows taken after KEPT."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, date], tuple[float, Ground]] = {}

    def of(self, *, merchant: Merchant, today: date, at: float) -> Ground:
        """`at`: seconds of a clock that only goes on."""
        key = (merchant.pk, today)
        since, ground = self._kept.get(key) or (at - KEPT, None)
        if ground is None or at - since >= KEPT:
            ground = ground_for(merchant=merchant, today=today)
            self._kept = {k: kept for k, kept in self._kept.items() if at - kept[0] < KEPT} | {key: (at, ground)}
        return ground


def own_packs(merchant: Merchant) -> list[dict[str, Any]]:
    """The live versions of the site's own packs for this shop, then the voice's words."""
    mine = PackVersion.objects.filter(
        Q(pack__merchant=merchant) | Q(pack__merchant__isnull=True), state=PackVersion.State.LIVE, pack__is_on=True
    )
    packs = list(mine.order_by("pack__code").values_list("data", flat=True))
    voice = Voice.objects.filter(merchant=merchant).values_list("forbidden", flat=True).first()
    if words := voice_pack(voice or ()):
        packs.append(words)
    return packs


def voice_pack(words: Sequence[str]) -> dict[str, Any] | None:
    """A shop's forbidden words as a pack of one rule. Its version is a sum over the words, so that a change of tone
    alone makes no text stale."""
    terms = sorted({word.strip() for word in words if word.strip()})
    if not terms:
        return None
    return {
        "id": "shop_words",
        "version": f"{zlib.crc32(chr(10).join(terms).encode()):08x}",
        "title": {"en": "Words the shop never uses", "zh-Hans": "店铺不用的词"},
        "rules": [
            {
                "id": VOICE_RULE,
                "terms": terms,
                "severity": "warn",
                "reason": {"en": "The shop's voice never uses this word.", "zh-Hans": "店铺的语气约定不用这个词。"},
                "suggestion": {"en": "Say it in other words.", "zh-Hans": "请换一种说法。"},
            }
        ],
    }


def title_of(pack: dict[str, Any], language: str) -> str:
    """What people call an own pack: its title in a language, else its id."""
    title = pack.get("title") or pack["id"]
    return str(title if isinstance(title, str) else title.get(language) or next(iter(title.values())))


def exceptions_of(rule: str, *, merchant: Merchant, language: str) -> dict[str, str]:
    """{exception id: its words} of a pack's rule: what a warning can be dismissed for. Empty for the checks' own
    findings (claims, shape …), which a person answers in their own words."""
    if rule.partition(".")[0] in NO_PACK:
        return {}
    found = find_rule(rule) or find_rule(rule, own_packs(merchant))
    return {e.id: e.words[language] for e in found[1].exceptions} if found else {}
