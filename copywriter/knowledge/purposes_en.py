"""What things of a class are for: which class a title and its category name, and the sentences on it (purposes_en/).
Refuses to guess: a title whose noun is another thing's (a cover for a sofa, a watch strap, a toy car) has no class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.knowledge.english import singular
from copywriter.knowledge.roles import fold

_FOLDER = Path(__file__).with_name("purposes_en")
#: libyaml's, where PyYAML was built with it: 13 ms for all files against 0.7 s. Safe like the other.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Purpose:
    """A class of things. `names` as titles call it, each word singular; `needs`: a title or category holds one of these
    words; `bars`: none of these, by single words or several together. `says`: sentences in the notation of
    forms/reasons_en.yaml, most without a fact. `leisure`: of toys, crafts, sport and pets."""

    id: str
    names: tuple[tuple[str, ...], ...]
    needs: frozenset[str]
    bars: tuple[frozenset[str], ...]
    says: tuple[str, ...]
    leisure: bool
    own: frozenset[str]  # every word of `names` and `needs`


#: Words that "kids" stands for.
_KIDS = frozenset(("kid", "child", "children", "boy", "girl", "toddler", "infant", "newborn"))
#: Words that count wherever in a title or a category they stand: they say whose the thing is, or where it is used.
_SAID_ANYWHERE = _KIDS | {"baby", "outdoor", "patio", "garden", "camping", "men", "women", "pet", "dog", "cat"}
#: In a title, beside these words a name is another thing's, unless the class is called so: toy car, pin for a watch.
_ELSEWHERE = frozenset(
    """toy doll dollhouse miniature replica replacement spare refill mold mould sticker decal keychain keyring
    template costume cosplay dummy part fake inflatable pet dog cat hamster aquarium horse craft edible
    printable svg repair compatible rubber pretend playset brooch magnet ornament accessory adapter
    attachment bracket mount""".split()  # noqa: SIM905
)
#: In a category, beside these.
_DEPARTMENTS = frozenset(("toy", "doll", "pet", "dog", "cat", "horse", "costume", "craft", "replacement", "spare"))
#: Words of a title that make what a category says doubtful.
_PARTS = frozenset(
    """cover strap case stand refill part charger cable replacement holder battery band cleaner lid kit hook rack
    bracket protector organizer organiser mount filter film adapter box bag liner tray pad accessory tool
    toy remover handle brush mold pattern""".split()  # noqa: SIM905
)
#: More of them, which only a category's word is doubted for.
_SPARES = _PARTS | frozenset(
    """valve gasket seal head blade basket tablet bulb cord plug motor wheel screw hinge leg knob peg pole ring
    hanger sharpener oil spray polish powder paste shade back chain pump lens nozzle insert sleeve sheet
    descaler cleaning""".split()  # noqa: SIM905
)
#: A title as short as this that goes on behind the category's word names something else: "Rice Cooker Steam Valve".
_SHORT = 9
#: What may stand behind a noun without making it another: sizes, colours, whom it is for.
_TRAILING = re.compile(
    r".*\d.*|[a-z]|xs|xl|xxl|small|medium|large|mini|cm|mm|ml|gm|gms|kg|inch|inche|litre|liter|oz|pc|piece|pack|single|"
    r"double|queen|king|size|black|white|red|blue|green|grey|gray|pink|brown|beige|yellow|orange|purple|navy|gold|silver|"
    r"multicolor|multicolour|multicolored|multi|colour|color|women|woman|men|man|boy|girl|unisex|kid|adult|lady|"
    r"modern|vintage|wooden|wood|set|combo|outdoor|indoor|new|na|pair|assorted|random"
)
_SEPARATOR = re.compile(
    r"\s[-–—|:]+\s|[,(\[|;]|\s(?:for|with|w|in|from|of|to|featuring|without|f|on)\s|(?<!\w)\+", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:(?:set|pack|pair|combo|lot) of \d+|\d+ ?(?:pcs?|pieces?|sets?|pairs?)\b(?:/(?:set|pack))?)\s*", re.IGNORECASE
)


@lru_cache(maxsize=1)
def purposes() -> tuple[Purpose, ...]:
    """Every class, in the order of the files."""
    found: list[Purpose] = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        for key, text in yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER).items():
            found.append(_read(key, text, path.stem == "leisure"))
    return tuple(found)


def _read(key: str, text: str, leisure: bool) -> Purpose:
    """ "name, name; with word, word; not word, word" and its sentences, one a line."""
    parts = {"names": "", "with": "", "not": ""}
    first, *rest = key.split(";")
    parts["names"] = first
    for part in rest:
        kind, _, words = part.strip().partition(" ")
        parts[kind] = words
    listed = {kind: [w.strip() for w in words.split(",") if w.strip()] for kind, words in parts.items()}
    names = tuple(dict.fromkeys(words_of(name) for name in listed["names"]))
    barred = [frozenset(words_of(w)) for w in listed["not"]]
    bars = tuple(b for b in barred if "kid" not in b) + tuple(
        frozenset({w}) for w in sorted(_KIDS) if {"kid"} in barred
    )
    needs = _set(listed["with"])
    own = needs | {w for name in names for w in name}
    return Purpose(listed["names"][0], names, needs, bars, tuple(text.strip().splitlines()), leisure, own)


def _set(words: list[str]) -> frozenset[str]:
    folded = {w for word in words for w in words_of(word)}
    return frozenset((folded - {"kid"}) | _KIDS if "kid" in folded else folded)


def words_of(text: str) -> tuple[str, ...]:
    """A text's words, folded and singular: "Two-seat Sofas" → two, seat, sofa."""
    return tuple(
        singular(w)
        for w in re.findall(r"[a-z0-9éèç]+", fold(re.sub("[™®©]", "", text).replace("'s", "").replace("’s", "")))
    )


@lru_cache(maxsize=1)
def _by_last() -> dict[str, list[tuple[tuple[str, ...], Purpose]]]:
    """last word → (name, class), longer names first, those that ask for a word before those that do not."""
    table: dict[str, list[tuple[tuple[str, ...], Purpose]]] = {}
    for purpose in purposes():
        for name in purpose.names:
            table.setdefault(name[-1], []).append((name, purpose))
    for rows in table.values():
        rows.sort(key=lambda row: (-len(row[0]), not row[1].needs))
    return table


@lru_cache(maxsize=1024)
def purpose_of(category: str, title: str) -> Purpose | None:
    """The class of a product. The title's noun decides; a category's where the title has none, or says it less closely
    ("Team Shirt" among T-shirts); a title like "Leather Watch"
    among watch straps says nothing."""
    plain = re.sub(r"[™®©]", "", _COUNTED.sub("", title)).strip(" ,.-")
    told, shelf = frozenset(words_of(title)), frozenset(words_of(category))
    head = _without_codes(_SEPARATOR.split(plain)[0])
    by_title, name = None, ()
    for words in dict.fromkeys((re.split(r"\s[Bb]y\s", head)[0], head)):
        if by_title is None:
            by_title, name = _ending(list(words_of(words)), told, shelf)
    by_category, on_shelf = _of_category(category, title)
    if by_title and by_category and by_title is not by_category:
        if name[-1] != on_shelf[-1]:
            return None if on_shelf[-1] in _PARTS else by_title
        return by_category if len(on_shelf) > len(name) and on_shelf[-len(name) :] == name else by_title
    return by_title or by_category


def _without_codes(text: str) -> str:
    """Without article numbers at its end: "Push-Up Bra PC-BR-5174"."""
    words = text.split()
    while len(words) > 1 and re.search(r"\d", words[-1]) and not re.search(r"[a-z]{3}", words[-1]):
        words.pop()
    return " ".join(words)


def _ending(words: list[str], told: frozenset[str], shelf: frozenset[str]) -> tuple[Purpose | None, tuple[str, ...]]:
    """The class whose name ends the words, what only measures or colours it put aside, and the name. `told`: words of
    the title; `shelf`: of the category."""
    words, near = list(words), frozenset(words)
    while words:
        for name, purpose in _by_last().get(words[-1], ()):
            if tuple(words[-len(name) :]) == name and _fits(purpose, near, told, shelf):
                return purpose, name
        if not _TRAILING.fullmatch(words[-1]):
            break
        words.pop()
    return None, ()


def _fits(purpose: Purpose, near: frozenset[str], told: frozenset[str], shelf: frozenset[str]) -> bool:
    """Whether nothing speaks against the class: `near` are the words that its name was found among."""
    own, around = purpose.own, told | shelf
    if purpose.needs and not purpose.needs & around:
        return False
    if any(bar <= near | (around & _SAID_ANYWHERE) for bar in purpose.bars if not bar <= _PARTS):
        return False
    return not (_ELSEWHERE - own) & told and (purpose.leisure or not (_DEPARTMENTS - own) & shelf)


def _of_category(category: str, title: str) -> tuple[Purpose | None, tuple[str, ...]]:
    """The class that one of the last parts of a category's path names, where the title's words do not contradict."""
    told, shelf = frozenset(words_of(title)), frozenset(words_of(category))
    head = words_of(_SEPARATOR.split(_COUNTED.sub("", title).strip(" ,.-"))[0])
    parts = [p for p in re.split(r"\s*(?:>>?|/|\||»|›)\s*", category) if p.strip()]
    for part in reversed(parts[-3:]):
        if re.search(r"[&,]|\band\b", part) or len(part) > 60 or part.strip() == title.strip():
            continue
        found, name = _ending(list(words_of(part)), told, shelf)
        if found is None:
            continue
        mentioned = any(set(n) <= told for n in found.names)
        barred = any(bar <= told for bar in found.bars) or len(head) <= _SHORT and _goes_on(head, found)
        if barred or not mentioned and ((_SPARES & told) - found.own or len(told) > 14):
            return None, ()
        return found, name
    return None, ()


def _goes_on(head: tuple[str, ...], purpose: Purpose) -> bool:
    """Whether words that name another thing stand behind the class's name."""
    for name in purpose.names:
        for at in range(len(head) - len(name) + 1):
            if head[at : at + len(name)] == name:
                return any(not _TRAILING.fullmatch(w) for w in head[at + len(name) :])
    return False
