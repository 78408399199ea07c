"""Where an English text names a place as one of making: "bound in Italy", "turns them out in the Czech Republic".
Knows no product and no list of places: the places are found by whoever asks, here is what stands around them."""

from __future__ import annotations

import re

from copywriter.checks.claims.reading import fold
from copywriter.checks.claims.wordlist import is_common

_MADE = re.compile(
    r"(?:made|manufactured|produced|crafted|woven|knitted|sewn|built|assembled|designed|engineered|grown|harvested"
    r"|sourced|handmade|hand-made|handcrafted|forged|blown|thrown|fired|spun"
    r"|milled|brewed|distilled|roasted|bottled|packed|printed|tailored|stitched|cast|finished|born|origin(?:ates"
    r"|ally)?|imported|comes?|shipped|straight)(?:[ -]by hand|[ -]entirely| only| exclusively| proudly)?"
    r" (?:in|from|across|on) (?:the |a \w+ in |small \w+ (?:in|of) |southern |northern |eastern |western |central )*$"
    r"|\b(?:product of|origin:?|origin is|country of origin(?: is|:)?|from) (?:the )?$"
    r"|\b(?:[a-z]+ed|knit|cut|sewn|spun|wrought|drawn|hand-\w+|cast|casts|makes|builds|bakes|weaves"
    r"|knits|sews|grows|brews|roasts|blows|throws|home is|native of|maker is in|kiln in|mill in|workshop in) "
    r"(?:by hand |for us |it |them |these |each one |every one |this |all of it )?(?:in|from|to) $"
    r"|\b(?:makes?|made|builds?|built|assembles?|prints?|sews?|weaves?|has it) "
    r"(?:the |its |this |every |each )?[a-z0-9-]+ (?:in|from) (?:the )?$"
)
_MATERIAL = re.compile(
    r"[ -](?:products?|knit|spun|cut|sewn|company|make|manufacture|made|crafted|built|grown|woven|leather|wool"
    r"|cotton|linen|silk|steel|oak|walnut|marble|beech|denim"
    r"|ceramic|porcelain|glass|cashmere|engineering|engineered|craftsmanship|manufactur\w+|artisans?|factory"
    r"|workshop|mills?|foundry|hands|craftsmen|craftspeople|weavers?|growers?|farms?|estates?|vineyards?"
    r"|bakery|roastery"
    r"|tannery|tanneries|potter(?:s|y)?|makers?|brand|quality|origin|olive oil|beans?|coffee|green tea|movement|parts"
    r"|import|fabric|goods|merino|down|timber)\b"
)
#: What is done where a thing comes to be, in every form; then "in" and a place somewhere after it in the clause.
_VERBS = """assembl bak bind blend blow bottl brew build can carv cast churn construct craft cur cut design
    develop distil dye embroider engineer fabricat ferment fill finish fir fold forg form glaz grind
    grow hammer harvest invent knit lay machin manufactur mak mill mould mold pack paint pick plait
    polish pour press print produc quarr refin roast roll sew shap smok sourc spin stitch tailor tan
    tuft turn weav weld catch prepar whittl work put fit craft rais rear farm hatch compos process
    recycl upcycl bottl churn""".split()  # noqa: SIM905
_IRREGULAR = """caught made bound blown built cast cut grown ground woven sewn spun thrown wrought drawn knit laid
    born put comes come hails hail originates originate handmade handcrafted throws threw wove spins
    sews knits turns""".split()  # noqa: SIM905
_MAKING = re.compile(
    rf"\b(?:(?:hand|machine)-)?(?:(?:{'|'.join(_VERBS)})(?:e?s|e?d|ing|ned|ning|ted|ting|ies|ied|led)?"
    rf"|{'|'.join(_IRREGULAR)})\b"
)
_HAPPENS = re.compile(
    r"\b(?:assembly|production|making|manufacture|knitting|weaving|roasting|bottling|printing|dyeing)"
    r" (?:happens|takes place|is done|is) (?:\w+ )?in (?:the )?$"
)
_IN = re.compile(
    r"\b(?:in|from|at|near|outside|across|of)(?: (?:the|a|an|our|its|old|rural|small|family|southern|northern"
    r"|eastern|western"
    r"|central|south|north|east|west|hills|heart|mountains|\w+ (?:of|in|near|outside)))* $"
)
#: In these sentences a place is where one goes.
_GOING = re.compile(
    r"\b(?:travel|trip|flight|fly|holiday|weekend|wear|worn|walk|drive|ride|train|summer in|winter in|morning in"
    r"|night in"
    r"|afternoon in|evening in|city|streets?|loved|famous|popular|inspired|named|think|dream|like)\b"
)
_MARK = re.compile(r"[.;:!?\n]")
_OPENS = re.compile(r"(?:^|[,:;.(\n]\s?)$")
_CLOSES = re.compile(r"\s*(?:[.,;)]|$)")


def made_in(folded: str, named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The named places (start, end, name) that stand as the place of making or origin."""
    found: list[tuple[int, int, str]] = []
    for start, end, term in named:
        if _SIZE_AFTER.match(folded, end) or _from_to(folded, start, end):
            continue  # EU 39; from London to Lisbon
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in named):
            continue  # Korea in South Korea
        left = max(0, start - 90)
        before = folded[max((m.end() for m in _MARK.finditer(folded, left, start)), default=left) : start]
        if (
            _MADE.search(before)
            or _HAPPENS.search(before)
            or _MATERIAL.match(folded, end)
            or (_OPENS.search(folded[max(0, start - 2) : start]) and _CLOSES.match(folded, end))
            or (_IN.search(before) and _MAKING.search(before) and not _GOING.search(before))
        ):
            found.append((start, end, term))
    return found


_UNKNOWN = re.compile(
    r"\b(?:[Mm]ade|[Mm]anufactured|[Pp]roduced|[Hh]andmade|[Hh]andcrafted|[Ww]oven|[Aa]ssembled|[Rr]oasted"
    r"|[Bb]ound|[Ss]ewn"
    r"|[Ff]orged|[Cc]ast|[Bb]lown|[Bb]rewed|[Dd]istilled|[Bb]ottled|[Kk]nitted|[Bb]uilt|[Cc]rafted|[Tt]hrown|[Ff]ired"
    r"|[Ss]titched|[Ss]pun|[Tt]anned|[Mm]illed|[Gg]rown|[Hh]arvested|[Pp]oured|[Pp]ressed|[Cc]arved"
    r"|[Tt]urned|[Pp]rinted"
    r"|[Bb]lended|[Pp]acked) in (?:the )?([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
)
_MADE_IN = re.compile(r"(?:ed|ade|ven|wn|un|und|ast) in ")
_MONTHS = frozenset(
    """january february march april may june july august september october november december spring summer autumn
    fall winter house""".split()  # noqa: SIM905
)


def unknown_places(text: str, folded: str, named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Capitals after "made in" that no list of places holds."""
    if not _MADE_IN.search(folded):
        return []
    return [
        (match.start(1), match.end(1), word)
        for cue in _MADE_IN.finditer(folded)
        if (match := _UNKNOWN.search(text, max(0, cue.start() - 12), cue.end() + 60))
        and (word := fold(match[1])).split()[0] not in _MONTHS
        and not (is_common(word.split()[0]) and not match[0].lower().startswith("made"))
        and not any(s < match.end(1) and match.start(1) < e for s, e, _ in named)
    ]


#: Where a place is a way, a wish, an audience or a style, and no origin.
_ASIDE_BEFORE = re.compile(
    r"\b(?:to|through|across|over|between|via|around|towards?|like|as|than|under|into|past|love|visit|miss|lovers? in"
    r"|people in|friends? in|night in|morning in|summer in|winter in|weekend in|streets? of|weather in"
    r"|rain in|trips? \w+"
    r"|flights? \w+|shop in|shops in|store in|office in|offices in|delivered in|sold in|ship in"
    r"|ships in) (?:the )?(?:\w+ and )?$"
)
_FROM_TO = re.compile(r" (?:to|and back)\b")
#: After a place used as an adjective stands a noun; after a place that is one, a verb, a mark or a small word.
_NOUN_AFTER = re.compile(
    r"[ -](?!(?:and|or|but|is|was|are|were|did|does|do|has|had|in|at|by|on|to|for|from|of|with|while|under"
    r"|where|that|which"
    r"|who|the|it|its|this|them|then|gave|gives?|made|makes?|drew|grew|grows?|wove|knit|knitted|sewed"
    r"|sews?|puts?|brought|brings?"
    r"|built|builds?|filled|fills?|fired|fires?|cast|casts|poured|pours?|threw|throws?|printed|prints?"
    r"|roasted|roasts?|forged"
    r"|spun|blew|bottled|packed|sent|sends|supplied|supplies|delivered|contributed|carved|cut|cuts|turned"
    r"|turns|wrote|dyed"
    r"|tanned|assembled|assembles|designed|designs|produced|produces|as|so|when|because|only|alone|itself)\b)[a-z]"
)


_SIZE_AFTER = re.compile(r" ?(?:sizes? )?\d")


def stands_aside(folded: str, start: int, end: int) -> bool:
    """Whether a place stands where it is no origin: "to Lisbon", "from London to Lisbon", "Persian carpet"."""
    before = folded[max(0, start - 24) : start]
    if _SIZE_AFTER.match(folded, end) or (
        _NOUN_AFTER.match(folded, end) and not before.endswith((" in ", " from ", " of "))
    ):
        return True
    if _ASIDE_BEFORE.search(before):
        return True
    return _from_to(folded, start, end)


def _from_to(folded: str, start: int, end: int) -> bool:
    return folded.endswith("from ", 0, start) and bool(_FROM_TO.match(folded, end))


_DEMONYM = re.compile(r".*(?:ese|ish|ian|ean|ican|ench|utch|reek|zech|thai|swiss|elsh|aqi|eli|uban|oman)$")


def is_demonym(term: str) -> bool:
    """Whether the name of a place is its adjective: Danish, French."""
    return term not in ("oman",) and bool(_DEMONYM.match(term))


_IS_PLACE_BEFORE = re.compile(
    r"\b(?:country|city|town|place|region|origin|home|workshop|factory|birthplace|made|making|thank)\b"
    r"[^.;!\n]{0,24}[?:]? ?$"
)
_IS_PLACE_AFTER = re.compile(r",? (?:is where|is home|did|does|gave|gives|put|puts) ")


def names_place(folded: str, start: int, end: int) -> bool:
    """Whether the words beside say that a place follows or stood: "Which city can you thank? Turin", "Austria is
    where"."""
    before = folded[max(0, start - 40) : start]
    return bool(_IS_PLACE_BEFORE.search(before) or _IS_PLACE_AFTER.match(folded, end))
