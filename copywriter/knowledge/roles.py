"""What a fact is about: the role behind the many names that catalogues use for it, and the shape of its value.
Refuses to rewrite a value (knowledge/sayable.py does) and to say what follows from it (knowledge/benefits.py does)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.records import Fact

_FILE = Path(__file__).with_name("roles.yaml")

_VALUES = Path(__file__).with_name("values.yaml")


_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Case, width, punctuation and spaces folded away, for looking names up."""
    return _fold_kept(text) if len(text) <= 60 else _fold(text)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("_", " ").replace("-", " ")
    return _SPACES.sub(" ", text).strip(" :：.*#·'\"")


#: The words of the tables are asked for again and again, and the names and values of a catalogue recur.
_fold_kept = lru_cache(maxsize=8192)(_fold)


def _load_words() -> dict[str, tuple[str, ...]]:
    rows = yaml.safe_load(_VALUES.read_text(encoding="utf-8"))
    return {key: tuple(map(str, words)) for key, words in rows.items()}


#: The word lists of values.yaml: empty, yes, no, measured, named, proper, shouted, units, boast.
WORDS = _load_words()
_EMPTY, _YES, _NO = (frozenset(map(fold, WORDS[key])) | {""} for key in ("empty", "yes", "no"))
MEASURED, NAMED = frozenset(WORDS["measured"]), frozenset(WORDS["named"])

_CODE = re.compile(r"^(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._/+-]{2,}$")
_UNIT = f"(?:{'|'.join(sorted(WORDS['units'], key=len, reverse=True))})"
_MEASURE = re.compile(
    r"^(?:about |approx\.? |up to |约|最大|最高|长约|高约|宽约)?[≤≥<>~±]?\d[\d.,]*\s*"
    rf"(?:[-–~～x×*/至到]\s*\d[\d.,]*\s*)*(?:{_UNIT})?(?:\s*[x×*/,，]?\s*\d*[\d.,]*\s*{_UNIT})*\)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], frozenset[str], tuple[str, ...]]:
    rows = _rows()
    names: dict[str, str] = {}
    for role, row in rows.items():
        for name in (*row["en"], *row["zh"]):
            names.setdefault(fold(name), role)
    noise = frozenset(role for role, row in rows.items() if row.get("worth") is False)
    return names, noise, tuple(rows)


def all_roles() -> tuple[str, ...]:
    """Every role, in the order of roles.yaml: what matters most to a reader first."""
    return _table()[2]


def name_role(name: str) -> str:
    """The role that a fact's name stands for, whatever its value; "other" for a name that is not in the list."""
    names = _table()[0]
    key = fold(name)
    if key in names:
        return names[key]
    for candidate in (key.removesuffix("s"), key.removesuffix("es"), key.replace("'", ""), key + "s"):
        if candidate in names:
            return names[candidate]
    head = re.sub(r"\s*[(（\[].*$", "", key)  # "Weight (kg)", "尺寸（厘米）"
    return names.get(head, "other")


def role_name(role: str, language: str) -> str:
    """A name that catalogues of this language use for the role; the role itself where the list has none."""
    names = _rows().get(role, {}).get("zh" if language.startswith("zh") else "en") or [role]
    return str(names[0])


def role_of(name: str, value: str = "") -> str:
    """The role of a fact. "other", to be said by its own name, for yes and no, and where the role wants a measure and
    the value has no number ("Capacity: large")."""
    role = name_role(name)
    if role == "other" or not value or role in _table()[1]:
        return role
    shape = shape_of(value)
    if shape in ("yes", "no") or (role in MEASURED and not re.search(r"[\d一二两三四五六七八九十]", value)):
        return "other"
    return role


def shape_of(value: str) -> str:
    """How a value looks: empty, yes, no, measure (350 ml), list_measure, code (XR-7), list, phrase or word."""
    text = unicodedata.normalize("NFKC", value).strip()
    key = fold(text)
    if not key or key in _EMPTY:
        return "empty"
    if key in _YES:
        return "yes"
    if key in _NO:
        return "no"
    if _MEASURE.match(text):
        return "measure"
    parts = [p for p in re.split(r"\s*(?:[|;；、\n]|,(?!\d)|，| and |和)\s*", text) if p]
    if len(parts) > 1:
        return "list_measure" if all(_MEASURE.match(p) for p in parts) else "list"
    if _CODE.match(text):
        return "code"
    words = len(re.findall(r"[A-Za-z0-9'’./%+-]+", text)) + len(re.findall(r"[\u3400-\u9fff]", text)) / 2.5
    return "phrase" if words > 6 else "word"


_URL = re.compile(r"https?://|www\.|\.(?:jpg|png|com|html)\b", re.IGNORECASE)
#: Whose papers a fact belongs to: a maker's address says nothing of the product.
_WHOSE = re.compile(r"地址|备案人|注册人|联系方式|电话|\b(?:address|telephone|contact)\b", re.IGNORECASE)
#: What a shop tells its buyers about an order, in a field of the product.
_ORDER = re.compile(r"发货|知悉|客服|下单|拍下")
_BOAST = re.compile("|".join(WORDS["boast"]), re.IGNORECASE)


def worth_saying(fact: Fact) -> bool:
    """False for catalogue noise: identifiers, shipping, stock, placeholders, a bare "no", links, boasts that no text
    may repeat, and values too long to stand in a sentence (over 90 letters or 45 Chinese characters)."""
    if name_role(fact.name) in _table()[1] or not fold(fact.name):
        return False
    if _WHOSE.search(fact.name) or re.fullmatch(r"[\d.]+(?:\s*[x×*]\s*[\d.]+)?\s*[A-Za-z]{0,2}", fact.name.strip()):
        return False  # a size or a number for a name heads a remark or a table, not a fact
    if (
        shape_of(fact.value) in ("empty", "no")
        or _URL.search(fact.value)
        or _BOAST.search(fact.value)
        or _ORDER.search(fact.value)
    ):
        return False
    if name_role(fact.name) == "other" and re.fullmatch(r"\s*\d\s*", fact.value):
        return False  # "Performance fabric: 1" is a switch of the shop's database
    if re.match(r"(?i)(?:as|see|refer to|same as)\b.*\b(?:picture|photo|image|description|figure)", fact.value.strip()):
        return False
    if re.search(r"\d", fact.value) and not re.search(r"[1-9]", fact.value):
        return False  # "0 inches", "0x0": a field that nobody filled in
    if re.fullmatch(r"(?i)[a-z]*\d{9,}[a-z\d]*", fact.value.strip()):
        return False  # a serial number, whatever its name
    return _width(fact.value) <= 90 and bool(re.search(r"\w", fact.value))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
