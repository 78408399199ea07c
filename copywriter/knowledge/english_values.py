"""What English files write otherwise than a sentence does: measures, names of sixty words, values in the wrong field.
Refuses to change what a value means; finds nothing wrong with what it does not know."""

from __future__ import annotations

import re

from copywriter.knowledge.english import is_adjective, is_style
from copywriter.knowledge.families import family_of
from copywriter.knowledge.roles import fold
from copywriter.records import Fact, ProductFacts

_NO_DECIMALS = re.compile(r"(?<![\d.,])(\d+)\.0+(?= ?(?:cm|mm|m|ml|kg|g|l|inch(?:es)?|in|w|lbs?|oz)\b)", re.IGNORECASE)
_SHOUTED_UNIT = re.compile(r"(?<=\d)( ?)(ML|OZ|CM|MM|KG|GM|INCH|Inch|Cm|Kg|Gm)\b")
_TIMES = re.compile(r"(?<=\d)(cm|mm|in)? ?[xX*×] ?(?=\d)")
_EITHER = re.compile(r"^(\d[\d.]*) ?([A-Za-z]+) ?/ ?(\d[\d.]*) ?([A-Za-z]+)$")
_MEASURES = frozenset(
    ("dimensions", "length", "width", "height", "depth", "diameter", "thickness", "weight", "size", "capacity")
)


def _times(match: re.Match[str]) -> str:
    return f" {match[1]} x " if match[1] else " × " if "×" in match[0] else " x "


def measured(text: str, role: str) -> str:
    """Measures as one writes them: 60 cm for "60.0 cm", 20 oz for "20 OZ", 15 x 275 cm for "15x275cm", one length in
    two units, and how heavy a cloth is before the cloth: 200 gsm cotton rib."""
    text = _SHOUTED_UNIT.sub(lambda m: m[1] + m[2].lower(), _NO_DECIMALS.sub(r"\1", text))
    if role in _MEASURES and re.match(r"(?:about )?\d", text, re.IGNORECASE):
        text = re.sub(r"^About ", "about ", _TIMES.sub(_times, _EITHER.sub(r"\1 \2 (\3 \4)", text)))
        text = re.sub(r"(?<=\d)(cm|mm|inch|ml)\b", r" \1", text)
        text = re.sub(r"(?<![\d.])((?!1 )\d[\d.]*) inch\b", r"\1 inches", text)
    if role == "material":
        text = re.sub(r"^([^\d,/]+) (\d+) ?gsm$", r"\2 gsm \1", text, flags=re.IGNORECASE)
    return text


#: Words of other languages in the names of fields: what they say stands in no English sentence.
_FOREIGN = re.compile(
    r"(?i)\b(?:stok|merek|tipe|jenis|bahan|warna|ukuran|negara|asal|koneksi|garansi|huruf|kapasitas|berat|panjang|lebar|"
    r"tinggi|tipo|de|talla|longitud|estilo|cantidad|marca|modelo|país|temporada|género|diseño|peso|ancho|altura|para|con|"
    r"tamaño|tamanho|gênero|estampa|comprimento|produk|kondisi|nama|kategori)\b"
)
_OF_A_UNIT = frozenset(("weight", "length", "width", "height", "depth", "diameter", "thickness", "capacity", "power"))
_SIZE = re.compile(
    r"one[ -]size|free size|(?:extra |x+-?)?(?:small|medium|large)|(?:XS|S|M|L|\d?X+L|\d?XL)(?:\b.*)?|about \d.*|"
    r"\d+[A-Z]{1,3}|"
    r"(?:queen|king|twin|full|double|single|super king)(?: size| bed)?|"
    r"[A-Z]{0,3}\d[\d.,/x×* -]*(?: ?(?!sets?|pcs?|piece)[a-z\"″]{1,6})?(?: [x(].*)?",
    re.IGNORECASE,
)


def strays(first: Fact, role: str, value: str, source: str) -> bool:
    """Whether the value has strayed into its field: another language's, a number of nothing, a variant's name."""
    if _FOREIGN.search(first.name) or re.match(r"N/?A\b", source):
        return True
    if (role in _OF_A_UNIT or role == "voltage") and re.fullmatch(r"[\d.]+", value) and fold(first.name) != "gsm":
        return True  # "Weight: 500": of what, the file does not tell
    items = re.split(r", | and ", value)
    if role == "style":  # of a bag: "exercise, tote"
        return not all(is_adjective(item) or is_style(item) for item in items)
    if role == "pattern":
        return len(items) > 2
    if role == "model":
        return not re.search(r"\d", value)
    if role == "series":
        return all(word in _CLASSES for word in re.findall(r"[a-z]+", value.casefold()))
    if role == "other" and not re.match(r"\d", value):
        return _names_a_sort(fold(first.name), value, items)
    if role == "size":
        return not all(_SIZE.fullmatch(part) for part in re.split(r", | and ", value))
    return role == "color" and bool(re.search(r"\bmuti\b|sudoku|view|\bset of\b|\d ?pcs", value, re.IGNORECASE))


#: Series that are a shop's shelf.
_CLASSES = frozenset(
    """baby care sports sport party wedding gold silver casual formal men women kids home fashion daily accessories
    new classic fashionable summer winter basic""".split()  # noqa: SIM905
)
#: Fields by which a shop sorts its goods: "Style type", "Crowd", "Novelty feature".
_SORTED_BY = re.compile(
    r"(?:style|container|color|colour|organic|design|print|case|product|glass|fabric) type|product technique|element|"
    r"crowd|curl|novelty features?|other .*|multi functions?|system requirements|applicable .*|painting (?:type|theme)|"
    r"suitable age|hem shaped|warranty duration|cartridge type|usage area|lan/wan|led indicator|ideal for"
)


def _names_a_sort(name: str, value: str, items: list[str]) -> bool:
    if name in ("type", "product type", "item type"):
        return len(value.split()) < 2 or not family_of(value)
    return bool(_SORTED_BY.fullmatch(name)) or len(items) > 3


def names_itself(value: str, product: ProductFacts) -> bool:
    """Whether what is said to be in the package is the product, called as its title or its shelf calls it."""
    own = {w.removesuffix("s") for w in re.findall(r"[a-z]+", f"{product.title} {product.category}".casefold())}
    words = [w.removesuffix("s") for w in re.findall(r"[a-z]+", value.casefold())]
    return " and " not in value and (not words or any(w in own for w in words))


#: Letters and words of the longest title that reads as a name in a sentence.
_NAME_LETTERS, _NAME_WORDS = 60, 7


def english_name(title: str) -> str:
    """A title up to what only tells it apart (", in/outdoor", " - 16 cm", "| Pack of 2"), where that is short enough to
    be a name; "" for a string of search words."""
    title = re.sub(r"^1 ?(?:pcs?|pieces?) ", "", title, flags=re.IGNORECASE)
    head = re.split(r"\s+[-–—|]\s+|\s*\|\s*|[,;，]\s*|\s+\(", title)[0].strip(" -–—|,，")
    name = head if " " in head and len(head) >= 4 else title
    fits = len(name) <= _NAME_LETTERS and len(name.split()) <= _NAME_WORDS and not re.search(r"[+]|\w/\d| w ", name)
    return name if fits and len(name) > 0 else ""
