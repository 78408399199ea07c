"""Where a word that could be a claim is none: scenes, idioms, similes, other things than the product.
Knows no fact; each list says why a word in it makes no claim."""

from __future__ import annotations

import re

from copywriter.checks.claims.context_zh import SINGLE_CUE, SOFT_ONLY, SURFACES, scene_zh
from copywriter.checks.claims.own_parts import is_figure, is_verb, own_before, own_part
from copywriter.checks.claims.reading import stem
from copywriter.checks.claims.wordlist import WORDS

#: Before a colour or a material: it belongs to something else in the room.
_OTHER_THING_EN = re.compile(
    r"\b(?:goes? (?:well )?with|pairs? (?:well )?with|paired with|wear(?:s|ing)? (?:it )?(?:with|over|under)|over"
    r"|under|against|next to|beside|besides|like|unlike"
    r"|than|as if|instead of|rather than|replac(?:es|ing)|your|onto|into|near|behind|matches|match|alongside|atop"
    r"|across|through|past|below|beneath"
    r"|looks? like|feels? like|reminds? \w+ of|not quite|the (?:old|usual|other))\b(?: (?:a|an|the|your|any|both|all"
    r"|every|some|old|other|plain|dark|light|worn|bare|simple|pale|faded"
    r"|of|cold|warm|big|small|kitchen|wet|dry|hot|white|black|blue|grey|gray|one|\w+ed)){0,3} ?$"
)
#: "your floor is wood", "if wool itches you": the reader's things and the reader's doubts.
_YOURS = re.compile(
    r"\b(?:your|his|her|their|my)\b(?: \w+){1,3} (?:is|are|was|has gone|in|of) $|(?:^|[.;:!?\n] ?)(?:if|when|whether"
    r"|because|though|where) $"
)

#: Colour words whose next word makes a thing of another name.
_COLOUR_IDIOM = re.compile(
    r"^[ -](?:fingers?|fingered|flags?|carpet|tape|herring|alert|handed|house|space|spaces|belt|collar|cross"
    r"|planet|revolution"
    r"|age|mile|queue|wedding|anniversary|tongue|parachute|boy|girl|rush|mean|ratio|goose|section|screen|economy"
    r"|lining|bullet|spoon|surfer|lie|lies|elephant|horse|whale|flower|knight|knuckle|sheep|swan|humou?r|market"
    r"|mark|mood|note|print|blood|collar|moon|blooded|chip|cheese|stocking|bell|bells|heart|army|room|robin|deer"
    r"|squirrel|area|matter|tea|coffee|wine|juice|sky|skies|noise|light|lights|board|friday|hour|thumb"
    r"|pepper|beans?|rice|bread"
    r"|chocolate|label|lining|medal|rule|retriever"
    r"|years?|day|days|standard|thread|rush|leaf|card|book|jeans|t-?shirt|tee|dress shoes|cast|out\b|tie\b|magic"
    r"|market|list|mail|box\b|hole|spot|egg|eggs|onions?"
    r"|sauce|meat|apples?|tomato(?:es)?|roses?|flowers?|grass|salads?|bananas?|peel|zest|blossoms?|fish|cheese|hair"
    r"|eyes?|walls?|sheets? of|paper\b|page|ink|smoke"
    r"|water|sea|ocean|lake|river|sand|snow|cloud|clouds|moon|monday|mondays|gram|trousers|shirts?|socks?|suit|suits"
    r"|linen|tablecloth|napkins?|fields?)\b"
)
_LOOKS = re.compile(r" (?:look|looks|stay|stays|appear|appears) (?:re|bl|gr|wh|ye|tr)")

#: English material words that mostly mean something else unless the text is about what the thing is made of.
_ADVERB = {"down"}
_DOWN_CUE = re.compile(
    r"^[ -](?:fill|filled|filling|jacket|coat|duvet|comforter|pillow|feather|and feather|insulat|alternative|vest"
    r"|parka|clusters?|fibre|fiber)"
)
_DOWN_BEFORE = re.compile(r"(?:goose|duck|white|real|%|fill(?:ed|ing)?(?: with| of|:)?|insulation:?|of|with) $")
_MATERIAL_IDIOM = re.compile(
    r"^(?:es\b|[ -](?:of (?:water|wine|milk|juice|tea|beer|something)|board|ers?\b|up\b|candy|on\b(?= (?:a|the|low"
    r"|medium|high|reverse|inside|cool))|ware\b|syrup|nuts?\b|tree|trees|cones?|needles?"
    r"|juice|clip|towels?\b|work\b(?! at| for| on)|chase|bath|hands?\b|stamp|duck|boots\b(?= on)|smooth"
    r"|soft\b|finish\b(?! of)|sheen"
    r"|look\b|effect\b|style\b|print\b|like\b|feel\b|texture\b|grain\b(?= effect)|coloured|colored|tone"
    r"|recycling|collection day|shop\b|mill|field|fields|wedding|anniversary|worker|plate of|pan lid|forks?\b|door"
    r"|doors|table|tables|desk|floor|floors|window|windows|worktop|counter|counters|sheets?\b|cupboard"
    r"|jumper|jumpers|sweaters?|trousers|jeans|shirts?|blouse|socks?|suit|blinds|curtains?|sofas?|wardrobe))"
)
_VESSEL = {"glass"}
_IMITATION = re.compile(r"\b(?:faux|fake|imitation|artificial|mock|simulated|vegan|pu|bonded|synthetic|like) $")
_FEATURE_CONTEXT = {
    "coated": re.compile(r"\b(?:sugar|chocolate|paper|spray) $"),
}
_FABRIC_ROLES = frozenset(
    "material lining filling finish upper sole strap metal gemstone color pattern movement technology texture format "  # noqa: SIM905
    "heel other".split()
)


#: "work up a foam": what a soap makes.
_LATHER = re.compile(
    r"\b(?:work\w*|whip\w*|lather\w*|froth\w*|foam\w*|build\w*|turns?|rub\w*|makes?|gives?|milk|into"
    r"|up)(?: (?:up|it|into|to|a|an|the"
    r"|rich|fine|soft|thick|creamy|dense|light|gentle|airy|your)){1,4} $|\b(?:creamy|airy|rich|lathering|shaving"
    r"|milk) $"
)
#: A tin is mostly a box; the metal stands so.
_OF_TIN = re.compile(r"\b(?:made (?:of|from|in)|is|are|of|pressed|printed|solid|from) $")
_TIN_THING = re.compile(
    r"[ -](?:box|can|case|toy|bucket|lid|sign|plate|mug|cup|foil|body|shell|casing|canister|tray|plated)\b"
)
#: After "a glass": what no noun begins, so that the glass is one to drink from.
_NO_NOUN = re.compile(
    r"[.,;:!?)\n]|$| (?:of|in|and|or|with|on|by|at|to|for|from|while|when|before|after|is|are|was|has|that|which"
    r"|as|than"
    r"|into|over|under|up|down|will|can|may|beside|next|each|every|a|the|your|you|we|it)\b"
)


def is_scene(
    folded: str,
    start: int,
    end: int,
    kind: str,
    concept: str,
    *,
    fact: bool,
    role: str,
    nouns: frozenset[str] = frozenset(),
) -> bool:
    """Whether the word at [start, end) says nothing of the product. `nouns`: stems of the words for the product and
    its parts."""
    before, after = folded[max(0, start - 40) : start], folded[end : end + 24]
    chinese = folded[end - 1] > "\u3000"
    if fact:
        return _scene_in_fact(folded, start, end, kind, concept, role, before, after)
    if chinese:
        return scene_zh(folded[start:end], before, after, kind, concept, nouns)
    return _scene_en(folded[start:end], before, after, kind, concept, nouns)


def _scene_in_fact(
    folded: str, start: int, end: int, kind: str, concept: str, role: str, before: str, after: str
) -> bool:
    word = folded[start:end]
    if word in _ADVERB and role not in ("filling", "material"):
        return not (_DOWN_CUE.match(after) or _DOWN_BEFORE.search(before))
    if kind == "material" and _IMITATION.search(before):
        return True
    if len(word) == 1:  # 棉, 黑
        if kind == "color":
            return not (role in ("color", "pattern") or folded == word)
        return role not in _FABRIC_ROLES and not SINGLE_CUE.search(before)
    if kind == "color" and role in ("title", "category") and word in _STRICT_COLORS:
        return not re.search(r"(?:\bin |[,(/|-] ?)$", before)  # a "natural yoga mat" is of no colour
    return kind == "color" and bool(_COLOUR_IDIOM.match(after)) and role not in ("color", "material", "title")


def _scene_en(word: str, before: str, after: str, kind: str, concept: str, nouns: frozenset[str]) -> bool:
    if kind == "feature":
        if (
            concept in SOFT_ONLY
            and word not in ("scented", "fragranced", "sweetened")
            and not re.match(r"[ -](?:free|less)\b", after)
        ):
            return not re.search(
                r"\b(?:no|not|without|zero|free of|free from|free of any|no added|nor|or|contains?|added|certified|100%"
                r"|with|from|and|non) (?:added |any |artificial )?$",
                before,
            )
        if word.endswith("repellent") and before.endswith("the "):
            return True  # the water repellent is what it was treated with
        if concept == "glazed" and re.match(r" with (?:sapphire|glass|mineral|acrylic|tempered)", after):
            return True
        cue = _FEATURE_CONTEXT.get(concept)
        return bool(cue and cue.search(before))
    if word == "linen" and before.endswith(("bed ", "table ", "kitchen ", "house ")):
        return True
    if kind == "material" and (is_figure(before) or (word == "iron" and is_verb(after))):
        return True
    if (
        kind == "material"
        and before.endswith(" on ")
        and not own_before(before, nouns)
        and re.match(r"[.,;:!?]|$", after)
    ):
        return True
    if kind == "color" and re.search(
        r"\b(?:went|become|becomes|became|turned|turns|gone|goes|taste it|drink it|take it|drunk) $", before
    ):
        return True
    packed = re.search(r"\bin (?:an? |its )$", before) and re.match(
        r"[ -](?:jar|box|pouch|bag|tube|bottle|case|tin|tray|sleeve)\b", after
    )
    if (_other_thing(before) and not own_part(before, after, nouns)) or (not packed and _of_another(after, nouns)):
        return True
    if kind == "color" and " " not in word and word not in _PLAIN_COLORS and not _color_cue(word, before, after, nouns):
        return True
    if kind == "color" and (_LOOKS.match(after) or before.endswith((" look ", " looks "))):
        return True  # "reds look red"
    if kind == "color":
        return bool(_COLOUR_IDIOM.match(after)) or (
            word in ("gold", "silver", "green", "blue", "red", "black")
            and bool(
                re.search(
                    r"\b(?:out of the|feeling|once in a|into the|good as|worth its weight in|go for|gone|going|see"
                    r"|seeing) $",
                    before,
                )
            )
        )
    beside = re.match(r"[ -]([a-z]+)", after)
    own = beside is not None and stem(beside[1]) in nouns
    if concept in SURFACES and not own and not re.search(r"(?:made (?:of|from)|cast in|of|solid|is) $", before):
        return True
    if word in _ADVERB:
        return not (_DOWN_CUE.match(after) or _DOWN_BEFORE.search(before))
    if _IMITATION.search(before):
        return True
    if concept == "foam" and _LATHER.search(before):
        return True
    if concept == "tin" and not (_OF_TIN.search(before) or _TIN_THING.match(after)):
        return True
    if (
        word in _VESSEL
        and not own
        and (
            re.match(r"^(?: of\b|ware\b)", after)
            or _NO_NOUN.match(after)
            and re.search(
                r"\b(?:wine|water|a|another|second|last|each|every|your|tall|the|pint|beer|first|cocktail) $", before
            )
        )
    ):
        return not re.match(
            r"[ -](?:body|lid|bowl|jar|bottle|carafe|panel|top|shade|base|mug|teapot|front|vase|globe|pane"
            r"|construction)\b",
            after,
        )
    if word == "felt" and not (
        re.search(r"\b(?:wool|of|in|from|recycled|soft|thick|merino|polyester|\d+mm|made) $|^$|[.:;,] $", before)
        or re.match(r" (?:pads?|bag|lining|base|hat|slippers?|body|feet|sleeve|case|basket|panel)\b", after)
    ):
        return True
    if word == "lace" and re.match(r" (?:and|up|them|it|your|through)\b", after):
        return True
    if re.match(r": ?[a-z0-9]", after) and kind == "material" and not re.search(r"(?:made|of|in|from) $", before):
        return True  # a label: "Steel: ceramic", "Glass: 3 mm"
    if (
        word == "iron"
        and not re.search(r"\b(?:of|in|from|solid|cast|raw|forged|black|is|and|made) $|^$|[.:;,] $", before)
        and re.match(r"(?: (?:on|it|at|low|inside|warm|while|cool|alone|away|off|out)\b|[.,;]|$)", after)
    ):
        return True
    if word == "stainless" and re.match(r"-", after):
        return False
    if word != "iron" and re.match(r" on (?:a|the) ", after):
        return False
    return bool(_MATERIAL_IDIOM.match(after))


def _of_another(after: str, nouns: frozenset[str]) -> bool:
    """Whether the word qualifies a thing that is not the product: a gray coat, wooden spoons, the plastic one."""
    if re.match(r"-(?:sized|shaped|scented|flavou?red|lipped|haired|eyed|tipped pens?)\b", after):
        return True
    match = re.match(r"[ -]([a-z]+)(?:[ -]([a-z]+))?", after)
    if not match:
        return False
    for word in (match[1], match[2]):
        if word is None:
            return False
        if stem(word) in nouns:
            return False
        if word in THINGS:
            return True
        if word not in _BETWEEN:
            return False
    return False


_PLAIN_COLORS = WORDS["plain_colors"]
_STRICT_COLORS = WORDS["strict_colors"]
_COLOR_BEFORE = re.compile(
    r"(?:\b(?:in|colou?r(?:s|way)?(?: is|:| of| begins as| they call)?|shades? of|comes in|finish(?:ed)?(?: in|:)?"
    r"|dyed|painted|glazed|is|are|it's|looks|hue|tone of|this|that|all|pick|choose)"
    r"(?: (?:a|an|the|our|your choice of|(?!ice|a|of|your|my)[a-z]+)){0,2} )$|\b(?:or|and|,|:|deep|pale|soft|dark"
    r"|light|matte|muted|warm|dusty|bright|brushed|antique) $|[,:] $|\bin [a-z]{3,6} with $|(?:^|[.:;\n] ?)$"
)
_COLOR_STRICT = re.compile(
    r"(?:\b(?:in|colou?r(?:way)?(?: is|:| of)?)(?: (?:an?|soft|deep|pale|muted|dark|light|warm|matte|dusty|bright|faded"
    r"|washed|speckled|smoky))? )$"
)
_COLOR_WORD = re.compile(r"\bcolou?rs?\b|\bcolou?rway\b|\bshades? of\b")


#: A colour before these is of a thing made of them: "a lilac silicone sleeve".
_MADE_STUFF = frozenset(
    (
        "silicone",
        "rubber",
        "plastic",
        "acrylic",
        "enamel",
        "ceramic",
        "nylon",
        "canvas",
        "cord",
        "elastic",
        "webbing",
        "resin",
    )
)


def _color_cue(word: str, before: str, after: str, nouns: frozenset[str]) -> bool:
    match = re.match(r"[ -]([a-z]+)", after)
    if match and match[1] in (
        "finish",
        "version",
        "colour",
        "color",
        "colourway",
        "colorway",
        "shade",
        "hue",
        "tone",
        "glaze",
    ):
        return True
    if word in _STRICT_COLORS:
        return bool(_COLOR_STRICT.search(before)) and not (
            match
            and stem(match[1]) not in nouns
            and match[1] not in ("with", "and", "or", "for", "is", "on", "to", "so", "that", "which")
        )
    if match and (stem(match[1]) in nouns or match[1] in _MADE_STUFF):
        return True
    if own_before(before, nouns):
        return True
    if re.search(r"\bin an? $", before) and re.match(r"[.,;:!?]|$", after):
        return True  # "in a charcoal"
    if re.search(r"\b(?:one|other) $", before) and re.match(r"[.,;:!?]|$| and one", after):
        return True  # "two pairs: one rust, one cream"
    if match and re.match(
        r" (?:in your|on top|tree|pie|cake|soup|cheese|milk|things|juice|oil|leaves|season)\b", after
    ):
        return False
    clause = re.split(r"[.;!?]", before)[-1]
    return bool(_COLOR_BEFORE.search(before) or _COLOR_WORD.search(clause)) and not re.search(
        r"\b(?:turn|turns|turned|ice|the|of|some|for|a|an|and the|(?<!in \w{3} )(?<!in \w{4} )(?<!in \w{5} )"
        r"(?<!in \w{6} )with) $",
        before,
    )


THINGS = WORDS["things"]
_BETWEEN = WORDS["between"]


def _other_thing(before: str) -> bool:
    match = _OTHER_THING_EN.search(before)
    if match is not None and not re.search(r"[.,;:!?]", match[0]):
        return True
    return bool(_YOURS.search(before))
