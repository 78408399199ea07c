"""Judges materials, shares, colours, features and denials against the facts.
Knows no numbers but shares. What a part is made of is asked of that part's fact: the strap, not the case."""

from __future__ import annotations

import re

from copywriter.checks.claims.colored import part_of
from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.parts import composed_of, each_of_two, freed, given_as, part_sources, said_twice
from copywriter.checks.claims.reading import STOP, alike, words
from copywriter.checks.claims.shares import share_agrees
from copywriter.checks.claims.terms import Term, features, is_color, materials
from copywriter.checks.claims.verdicts import Ruling, contradicted, name_of, refs

_MATERIAL_ROLES = (
    *("material", "upper", "sole", "lining", "filling", "strap", "metal"),
    *("gemstone", "finish", "movement", "format", "texture", "heel"),
)
_COLOR_ROLES = ("color",)
#: Features that only a document settles.
_TESTED = frozenset({"antibacterial", "hypoallergenic", "organic", "dermatologist", "vegan"})


def judge_term(index: FactIndex, folded: str, text: str, term: Term) -> Ruling | None:
    """The ruling on a material, colour or feature; None where the word claims nothing here."""
    rulings = [
        ruling
        for kind, concept in term.concepts
        if (ruling := _judge(index, folded, text, term, kind, concept)) is not None
    ]
    if not rulings:
        return None
    order = {"supported": 0, "inferred": 1, "contradicted": 2, "unsupported": 3, "opinion": 4}
    return min(rulings, key=lambda r: order[r.verdict])


def _judge(index: FactIndex, folded: str, text: str, term: Term, kind: str, concept: str) -> Ruling | None:
    if kind == "feature":
        return _judge_feature(index, text, term, concept)
    if term.denied:
        return _judge_denied(index, text, term, kind, concept)
    if kind == "material":
        return _judge_material(index, folded, text, term, concept)
    return _judge_color(index, folded, text, term, concept)


def _judge_material(index: FactIndex, folded: str, text: str, term: Term, concept: str) -> Ruling:
    table = materials()
    said = text[term.start : term.end]
    stated = [(s, t, c) for s, t, c in index.terms("material")]
    plain = [(s, t, c) for s, t, c in stated if not t.denied]
    part = part_sources(index, folded, term, [s for s, _, _ in plain])
    pool = [(s, t, c) for s, t, c in plain if s in part] if part else plain
    matching = [(s, t, c) for s, t, c in pool if table.is_a(c, concept)]
    start, end = (
        (min(term.start, term.share_span[0]), max(term.end, term.share_span[1]))
        if term.share_span
        else (term.start, term.end)
    )
    if not matching and part:
        whole = f"{said.lower()} {(words(folded[term.end : term.end + 20]) or [(0, 0, '')])[0][2]}".strip()
        titled = [s for s, t, c in plain if s.ref == "title" and table.is_a(c, concept) and whole in s.folded]
        if titled:  # "the sole of the sheepskin slippers": the product by its name
            return Ruling(start, end, "supported", "claim.material", ("title",))
    if not matching and (both := each_of_two(said.lower(), plain)):
        return Ruling(start, end, "supported", "claim.material", refs(*both))
    if not matching and not part and len(said) > 2:
        typed = [s for s in index.sources if s.variant < 0 and s.role != "category" and _contains(s, said.lower())]
        if typed and term.share is None:
            return Ruling(start, end, "supported", "claim.material", refs(_first(typed)))
    holder = composed_of(index, said.lower(), term, pool if part else plain) if not matching else None
    if holder is not None and not (part and holder not in part and any(holder is s for s, _, _ in plain)):
        return Ruling(start, end, "supported", "claim.material" if term.share is None else "claim.share", refs(holder))
    if not matching and concept in index.implied and term.share is None:
        return Ruling(
            start,
            end,
            "supported",
            "claim.material",
            tuple(r for r in ("category", "title") if getattr(index.product, r))[:1],
        )
    if not matching:
        return _no_such(index, text, term, "material", pool if part else plain, stated, concept)
    if said.isascii() and not part and (rival := said_twice(folded, term, plain, "material")) is not None:
        return Ruling(
            start, end, "contradicted", "claim.material", refs(rival),
            f"The text says “{said}” of two things, but {name_of(rival)} says otherwise.", rival.value, "rewrite",
        )  # fmt: skip
    if term.share is not None:
        ruling = _judge_share(text, term, matching, pool, start, end)
        if ruling is not None:
            return ruling
    return _settle(index, term, text, [s for s, _, _ in matching], "claim.material", said)


def _judge_share(
    text: str,
    term: Term,
    matching: list[tuple[Source, Term, str]],
    pool: list[tuple[Source, Term, str]],
    start: int,
    end: int,
) -> Ruling | None:
    same = [
        (s, t) for s, t, _ in matching if t.share is not None and share_agrees(term.share or 0, term.bound, t.share)
    ]
    if same:
        return Ruling(start, end, "supported", "claim.share", refs(same[0][0]))
    other = [(s, t) for s, t, _ in matching if t.share is not None]
    said = text[min(start, max(0, term.start - 5)) if term.pure else start : end].strip()
    if other:
        source, stated = other[0]
        return Ruling(
            start, end, "contradicted", "claim.share", refs(source),
            f"The text says “{said}”, but {name_of(source)} gives {stated.share:g}%.", f"{stated.share:g}%", "rewrite",
        )  # fmt: skip
    if term.bound and not term.pure:  # "mostly oak" of an oak table
        return None
    source = matching[0][0]
    alone = all(s.ref != source.ref or c == matching[0][2] for s, _, c in pool)
    if term.pure and alone:
        return Ruling(
            start, end, "supported", "claim.share", refs(source),
            f"The text says there is nothing else in it; {name_of(source)} names the material but not its share.",
            text[term.start : term.end], "fact", hard=False,
        )  # fmt: skip
    return Ruling(
        start, end, "contradicted" if not alone else "unsupported", "claim.share", refs(source) if not alone else (),
        f"The text gives a share of {term.share:g}%; {name_of(source)} does not.", source.value, "fact",
    )  # fmt: skip


def _judge_color(index: FactIndex, folded: str, text: str, term: Term, concept: str) -> Ruling | None:
    said = text[term.start : term.end]
    stated = index.terms("color")
    parts = part_of(index, folded, term) if said.isascii() else []
    if parts:
        holder = next((c for c in parts if any(is_color(x, concept) for x in c.concepts)), None)
        if holder is not None:
            return Ruling(term.start, term.end, "supported", "claim.color", refs(holder.source))
        return contradicted(parts[0].source, text, term.start, term.end, "claim.color")
    if said.isascii() and (rival := said_twice(folded, term, stated, "color")) is not None:
        return Ruling(
            term.start, term.end, "contradicted", "claim.color", refs(rival),
            f"The text says “{said}” of two things, but {name_of(rival)} says otherwise.", rival.value, "rewrite",
        )  # fmt: skip
    matching = [s for s, t, c in stated if not t.denied and is_color(c, concept)]
    if matching:
        return _settle(index, term, text, matching, "claim.color", said)
    word = folded[term.start : term.end]
    shorter = word.removesuffix("色") if len(word) > 2 else word
    named = [s for s in index.sources if s.role == "color" and len(word) == 2 and f"{s.folded}色".endswith(word)]
    if named:  # 复古米色 of a fact's 复古米
        return _settle(index, term, text, named, "claim.color", said)
    typed = [s for s in index.sources if s.role not in ("category",) and _contains(s, shorter)]
    if typed:
        return _settle(index, term, text, typed, "claim.color", said)
    return _no_such(index, text, term, "color", [x for x in stated if x[0].role in _COLOR_ROLES], stated, concept)


def _first(sources: list[Source]) -> Source:
    """The fact rather than the title."""
    return min(sources, key=lambda s: isinstance(s.ref, str))


def _contains(source: Source, phrase: str) -> bool:
    at = source.folded.find(phrase)
    if at < 0:
        return False
    if phrase[0] > "\u3000":
        return True
    left, right = source.folded[at - 1 : at] if at else "", source.folded[at + len(phrase) : at + len(phrase) + 1]
    return not (left.isascii() and left.isalnum() or right.isascii() and right.isalnum())


def _no_such(
    index: FactIndex,
    text: str,
    term: Term,
    kind: str,
    pool: list[tuple[Source, Term, str]],
    stated: list[tuple[Source, Term, str]],
    concept: str,
) -> Ruling:
    said = text[term.start : term.end]
    word = {"material": "made of", "color": "in"}[kind]
    deniers = [
        s
        for s, t, c in stated
        if t.denied and s.role not in ("care", "storage") and (_is_a(kind, concept, c) or _is_a(kind, c, concept))
    ]
    if deniers:
        return Ruling(
            term.start, term.end, "contradicted", f"claim.{kind}", refs(deniers[0]),
            f"The text says “{said}”, but {name_of(deniers[0])} says there is none.", "", "rewrite",
        )  # fmt: skip
    roles = _MATERIAL_ROLES if kind == "material" else _COLOR_ROLES
    rivals = [s for s, t, _ in pool if not t.denied and s.role in roles] or [
        s for s, t, _ in pool if not t.denied and s.role != "category"
    ]
    rivals = rivals or [s for s in index.sources if s.role in roles[:1]]
    nearest = next((s for s, _, c in pool if _is_a(kind, concept, c)), None)
    if nearest is not None:
        return Ruling(
            term.start, term.end, "unsupported", f"claim.{kind}", (),
            f"“{said}” says more than {name_of(nearest)} does.", nearest.value, "fact",
        )  # fmt: skip
    if rivals:
        main = rivals[0]
        return Ruling(
            term.start, term.end, "contradicted", f"claim.{kind}", refs(main) or (),
            f"The text says it is {word} {said}, but {name_of(main)} says otherwise.", main.value, "rewrite",
        )  # fmt: skip
    return Ruling(
        term.start, term.end, "unsupported", f"claim.{kind}", (), f"No fact of this product says “{said}”.", "", "fact"
    )


def _is_a(kind: str, narrow: str, wide: str) -> bool:
    return materials().is_a(narrow, wide) if kind == "material" else is_color(narrow, wide)


def _settle(index: FactIndex, term: Term, text: str, sources: list[Source], rule: str, said: str) -> Ruling:
    """Supported, unless only some variants say so."""
    whole = [s for s in sources if s.variant < 0]
    if whole:
        order = {"title": 2, "category": 3, "brand": 4}
        whole.sort(key=lambda s: order.get(str(s.ref), 0 if s.role in (*_MATERIAL_ROLES, *_COLOR_ROLES) else 1))
        return Ruling(term.start, term.end, "supported", rule, refs(whole[0]))
    source = sources[0]
    values = index.variant_values(source.name)
    agreeing = {s.variant for s in sources}
    if len(agreeing) >= len(index.product.variants):
        return Ruling(term.start, term.end, "supported", rule)
    lowered = text.lower()
    stated = [v for v in dict.fromkeys(values.values()) if v.lower() in lowered]
    options = list(dict.fromkeys(values.values()))
    around = lowered[max(0, term.start - 60) : term.end + 40]
    choice = re.search(
        r"available in|choose|choice of|comes in|come in|or\b|options?|pick|可选|任选|选择|两色|三色|多色|有.{0,12}色",
        around,
    )
    if len(stated) >= len(options) or (choice and len(stated) > 1):
        return Ruling(term.start, term.end, "supported", rule)
    return Ruling(
        term.start, term.end, "contradicted", "claim.variant", (),
        f"“{said}” is true of some variants only: {source.name} is "
        f"{', '.join(options)}.", ", ".join(options), "rewrite",
    )  # fmt: skip


def _judge_denied(index: FactIndex, text: str, term: Term, kind: str, concept: str) -> Ruling | None:
    said = text[term.start : term.end]
    stated = index.terms(kind)
    holding = [s for s, t, c in stated if not t.denied and _is_a(kind, c, concept) and s.variant < 0]
    if holding:
        return Ruling(
            term.start, term.end, "contradicted", "claim.negation", refs(holding[0]),
            f"The text denies “{text[term.start:term.end]}”, but {name_of(holding[0])} says "
            f"it.", holding[0].value, "rewrite",
        )  # fmt: skip
    denying = [s for s, t, c in stated if t.denied and _is_a(kind, concept, c)]
    if denying:
        return Ruling(term.start, term.end, "supported", "claim.negation", refs(denying[0]))
    if kind == "color":
        return None
    if (source := freed(index, said)) is not None:
        return Ruling(term.start, term.end, "supported", "claim.negation", refs(source))
    return Ruling(
        term.start, term.end, "unsupported", "claim.negation", (),
        f"No fact says that the product is without “{text[term.start:term.end]}”.", "", "fact",
    )  # fmt: skip


def _judge_feature(index: FactIndex, text: str, term: Term, concept: str) -> Ruling | None:
    said = text[term.start : term.end]
    table = features()
    feature = table[concept]
    stated = index.terms("feature")
    same = [(s, t) for s, t, c in stated if t.denied == term.denied and _covers(c, concept, denied=term.denied)]
    opposite = [(s, t) for s, t, c in stated if t.denied != term.denied and _covers(c, concept, denied=t.denied)]
    if same:
        best = min(same, key=lambda x: (x[0].variant >= 0, str(x[0].ref) in ("title", "category")))
        return Ruling(
            term.start, term.end, "supported", "claim.negation" if term.denied else "claim.feature", refs(best[0])
        )
    rule = "claim.negation" if term.denied or opposite else "claim.feature"
    if opposite:
        source = opposite[0][0]
        return Ruling(
            term.start, term.end, "contradicted", rule, refs(source),
            f"The text {'denies' if term.denied else 'says'} “{said}”, but {name_of(source)} says "
            f"otherwise.", source.value, "rewrite",
        )  # fmt: skip
    word = said.lower()
    typed = [s for s in index.sources if s.variant < 0 and (_contains(s, word) or not s.no and word in s.name_folded)]
    typed = typed or given_as(index, word)
    if typed and not term.denied:
        return Ruling(term.start, term.end, "supported", rule, refs(typed[0]))
    if term.denied and not feature.hard:
        return None
    holder, holds = _same_word(index, word)
    if holder is not None and holds is not None:
        if holds != term.denied:
            return Ruling(term.start, term.end, "supported", rule, refs(holder))
        return Ruling(
            term.start, term.end, "contradicted", rule, refs(holder),
            f"The text {'denies' if term.denied else 'says'} “{said}”, but {name_of(holder)} says otherwise.",
            holder.value, "rewrite",
        )  # fmt: skip
    return Ruling(
        term.start, term.end, "unsupported", rule, (),
        f"No fact of this product says "
        f"“{said}”." if not term.denied else f"No fact says that the product is without “{said}”.",
        "", "evidence" if concept in _TESTED else "fact", hard=feature.hard and holder is None,
    )  # fmt: skip


def _same_word(index: FactIndex, said: str) -> tuple[Source | None, bool | None]:
    """The fact that shares the words of a feature, and whether it holds them: "tumble dry" of "can be tumble dried";
    None for the second where it only has the word in another form, as "dimmable" has "dimmer"."""
    asked = [s for _, _, s in words(said) if s not in STOP]
    near: Source | None = None
    for source in index.sources:
        if source.variant >= 0 or not isinstance(source.ref, int) or source.yes or source.no or not asked:
            continue
        spoken = words(source.folded)
        if all(any(s == a or s in _FORMS.get(a, ()) for _, _, s in spoken) for a in asked):
            return source, not any(is_negated(source.folded, a, b) for a, b, s in spoken if s in asked)
        if all(len(a) > 3 and any(alike(a, s) for _, _, s in spoken) for a in asked):
            near = source
    return near, None


#: Stems of one verb that the light stemmer keeps apart.
_FORMS = {"dry": ("dried", "drying")}


def _covers(stated: str, concept: str, *, denied: bool) -> bool:
    """Waterproof covers water resistant; a denial of coating covers a denial of powder coating."""
    if stated == concept:
        return True
    return features()[concept].wider == stated if denied else features()[stated].wider == concept
