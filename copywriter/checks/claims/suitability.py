"""Judges for whom a text says the product is safe or made: gender, infants, pregnancy, sensitive skin.
Knows no numbers (ages in figures are judged with the measures) and no audience a text merely speaks to."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.verdicts import Ruling, contradicted, refs

#: What a product is cut or made for. Another one than the facts give is a contradiction.
_GENDER = {
    "men": re.compile(r"\b(?:men's|mens|menswear|for men|gentlemen's)\b|男士|男款|男装|男式|男鞋|男表|男包"),
    "women": re.compile(
        r"\b(?:women's|womens|womenswear|for women|ladies'?|ladies')(?![a-z])|女士|女款|女装|女式|女鞋|女表|女包"
    ),
    "kids": re.compile(
        r"\b(?:children's|kids'|kids|boys'|girls'|toddler's|for kids|for children)(?![a-z])|童装|儿童款|童鞋|儿童专用"
    ),
    "unisex": re.compile(r"\bunisex\b|男女同款|男女通用|中性款|男女皆宜"),
}
_IN_FACTS = {
    "men": re.compile(r"(?<![a-z])(?:men|man|male|mens|men's|gentlemen|boys?)(?![a-z])|男"),
    "women": re.compile(r"(?<![a-z])(?:women|woman|female|womens|women's|ladies|lady|girls?)(?![a-z])|女"),
    "kids": re.compile(
        r"(?<![a-z])(?:kids?|child(?:ren)?|boys?|girls?|toddlers?|baby|babies|infants?|youth|junior)(?![a-z])|儿童|童"
        r"|婴|幼"
    ),
    "unisex": re.compile(r"unisex|男女|中性|通用"),
}
#: Only these, which shuts the others out.
_ONLY = re.compile(
    r"\b(?:only|just|exclusively|strictly|solely) (?:for )?(?P<a>women|men|ladies|gentlemen|girls|boys)\b"
    r"|\b(?P<b>women|men|ladies|gentlemen|girls|boys)(?:'s)? only\b|\bnot for (?P<c>women|men|ladies|girls|boys)\b"
)
_SAFE_FOR = re.compile(
    r"\b(?:suitable|safe|ideal for use|recommended|gentle enough|approved|fine|designed) for (?:use by |use on |use "
    r"with |the |even )?"
    r"(babies|infants|newborns?|toddlers?|young children|children|kids|pregnan\w+|expect\w+ mothers|sensitive skin|all "
    r"skin types|diabetics?|allergy sufferers|vegans?|vegetarians?|the elderly|pets|dogs|cats|septic (?:tanks"
    r"|systems))\b"
    r"|(?:孕妇|孕期|婴儿|婴幼儿|宝宝|新生儿|儿童|老人|敏感肌|糖尿病人|过敏人群|哺乳期)(?:也)?(?:可用|可以用|适用"
    r"|放心用|安心用|都能用|可食用|也能用|皆可)|适合(?:孕妇|婴儿|婴幼儿|新生儿"
    r"|敏感肌|所有肤质|各种肤质|糖尿病人)|敏感肌(?:友好|适用)|母婴级"
)
#: Whom a stated age of two to twelve years admits.
_OF_AGE = re.compile(r"^(?:children|kids)$")


def judge_suitability(index: FactIndex, folded: str, text: str, *, chinese: bool) -> list[Ruling]:
    """Rulings in no order. A gender is ruled on only where a fact names one."""
    found: list[Ruling] = []
    if index.gendered is None:
        index.gendered = [
            s
            for s in index.sources
            if s.variant < 0
            and (s.role in ("gender", "suitable_for", "title", "category"))
            and any(p.search(s.folded) for p in _IN_FACTS.values())
        ]
    gendered = index.gendered
    if gendered:
        for group, pattern in _GENDER.items():
            for match in pattern.finditer(folded):
                found.append(_judge_gender(gendered, text, match, group))
        found += [r for m in _ONLY.finditer(folded) if (r := _judge_only(gendered, text, m))]
    for match in _SAFE_FOR.finditer(folded):
        found.append(_judge_safe(index, folded, text, match))
    return found


def _judge_gender(gendered: list[Source], text: str, match: re.Match[str], group: str) -> Ruling:
    holders = [s for s in gendered if _IN_FACTS[group].search(s.folded)]
    if not holders and group in ("men", "women"):
        holders = [s for s in gendered if _IN_FACTS["unisex"].search(s.folded) and s.role == "gender"]
    if holders:
        holders.sort(key=lambda s: (s.role != "gender", isinstance(s.ref, str)))
        return Ruling(match.start(), match.end(), "supported", "claim.suitability", refs(holders[0]))
    return contradicted(gendered[0], text, match.start(), match.end(), "claim.suitability")


def _judge_only(gendered: list[Source], text: str, match: re.Match[str]) -> Ruling | None:
    """Contradicted where a fact names more than the one group, or the group that the text shuts out."""
    stated = [s for s in gendered if s.role in ("gender", "suitable_for")] or gendered
    both = [s for s in stated if _IN_FACTS["unisex"].search(s.folded) or all(_IN_FACTS[g].search(s.folded) for g in
            ("men", "women"))]  # fmt: skip
    if match["c"] and not both:
        group = "women" if match["c"] in ("women", "ladies", "girls") else "men"
        both = [s for s in stated if _IN_FACTS[group].search(s.folded)]
    if not both:
        return None
    return contradicted(both[0], text, match.start(), match.end(), "claim.suitability")


def _for_children(source: Source) -> bool:
    """Whether an age is stated that children have: "from 3 years", 3-8 of an age range."""
    years = [p.value for q in source.quantities for p in q.parts if p.unit is None or p.unit_name.startswith("y")]
    return source.role == "suitable_for" and bool(years) and 2 <= min(years) <= 12


def _judge_safe(index: FactIndex, folded: str, text: str, match: re.Match[str]) -> Ruling:
    said = folded[match.start() : match.end()]
    who = match[1] or said
    keys = (
        re.findall(r"[a-z]{4,}", who)
        if match[1]
        else re.findall("孕|婴|宝宝|新生|儿童|老人|敏感肌|糖尿病|过敏|哺乳|肤质|母婴", who)
    )
    for source in index.sources:
        if source.variant >= 0 or source.role == "brand" or source.no:
            continue
        spoken = source.name_folded if source.yes else source.folded
        if any(key.rstrip("s") in spoken for key in keys) or (_OF_AGE.search(who) and _for_children(source)):
            return Ruling(match.start(), match.end(), "supported", "claim.suitability", refs(source))
    denied = [s for s in index.sources if s.no and any(key.rstrip("s") in s.name_folded for key in keys)]
    rival = next(iter([*denied, *(s for s in index.sources if s.role in ("suitable_for", "skin_type"))]), None)
    if rival is not None:
        return contradicted(rival, text, match.start(), match.end(), "claim.suitability")
    shown = text[match.start() : match.end()]
    return Ruling(
        match.start(), match.end(), "unsupported", "claim.suitability", (), f"No fact says “{shown}”.", "", "fact"
    )
