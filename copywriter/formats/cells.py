"""What one cell of a stranger's file may hold: cleaned text, blank values, numbers as a spreadsheet shows them.
Knows no column names and no file format."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import regex

from copywriter.formats import wordlists

# Control characters but tab and newline; zero-width and bidirectional marks; the Tag block and variation selectors,
# by which instructions are hidden in text that looks innocent; private use, where feeds keep broken icons.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufe00-\ufe0f\uff9e\uffa0\U000e0000-\U000e007f\U000e0100-\U000e01ef\ue000-\uf8ff\ufffd\ud800-\udfff]"
)
# An emoji may be several, held together by invisible characters: 👩‍🍳 is a woman, a joiner and a pan.
_HIDDEN_OR_EMOJI = regex.compile(
    r"(?P<emoji>\p{Extended_Pictographic}\ufe0f?(?:\u200d\p{Extended_Pictographic}\ufe0f?)*)|" + _INVISIBLE.pattern
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

#: Cells that say "nothing", compared by `fold`.
BLANKS = wordlists.words("blanks")


def clean(text: str) -> str:
    """Plain text: NFC, no invisible characters, one kind of newline, single spaces, no blank lines at the ends."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", text)
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_invisible(text: str) -> str:
    """A person's text without what hides in it: the characters that `clean` takes out. Spaces stay as they were typed,
    and so do the joiners inside an emoji."""
    return _HIDDEN_OR_EMOJI.sub(lambda met: met["emoji"] or "", unicodedata.normalize("NFC", text))


def storable(text: str) -> str:
    """Text without what no database keeps: NUL and halves of surrogate pairs (JSON can spell both)."""
    return _UNSTORABLE.sub("", text)


def one_line(text: str, joiner: str = " ") -> str:
    """Cleaned text on one line; list-like lines ("Nylon⏎Polyester") join with `joiner`."""
    return joiner.join(part for part in clean(text).split("\n") if part)


def is_blank(text: str) -> bool:
    """Whether a cleaned value says nothing: empty, or one of the fillers that exporters write."""
    return fold(text) in BLANKS or not text.strip()


def fold(text: str) -> str:
    """For comparing: NFKC, lower case, spaces to underscores."""
    return re.sub(r"\s+", "_", unicodedata.normalize("NFKC", text).strip().lower())


def header_key(header: str) -> str:
    """For recognising a column: "Variant SKU", "variant_sku" and "Variant-SKU" are one name."""
    return re.sub(r"[\s_\-.:：()（）?？*]+", "", unicodedata.normalize("NFKC", header).lower())


def spreadsheet_text(value: Any) -> str:
    """A workbook cell as the sheet shows it: 12.0 is "12", dates are ISO, empty is ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else value.isoformat()
    return storable(str(value))


_PRICE = re.compile(r"\d[\d,.\s]*")
_CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "元": "CNY", "rmb": "CNY", "rs": "INR",
    "rs.": "INR", "₹": "INR", "dhs": "AED", "aed": "AED",
}  # fmt: skip


def price(text: str) -> tuple[str, str]:
    """(amount, currency) of a price cell: "Dhs 1,320" → ("1320", "AED"), "9.480000000000000e+01" → ("94.8", "").
    An unreadable cell gives ("", "")."""
    text = one_line(text)
    if re.fullmatch(r"[\d.]+[eE][+-]?\d+", text):
        return f"{float(text):.2f}".rstrip("0").rstrip("."), ""
    found = _PRICE.search(text)
    if not found:
        return "", ""
    number = re.sub(r"\s", "", found.group()).rstrip(".,")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", number):  # 1.299,00 as written in most of Europe
        number = number.replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", number) or re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", number):
        number = number.replace(",", "") if "," in number else number.replace(".", "")
    else:
        number = number.replace(",", ".") if number.count(",") == 1 and "." not in number else number.replace(",", "")
    word = (text[: found.start()] + text[found.end() :]).strip(" :").lower()
    currency = _CURRENCIES.get(word) or (word.upper() if re.fullmatch(r"[a-z]{3}", word) else "")
    whole, dot, cents = number.partition(".")
    return (whole if dot and not cents.strip("0") else number), currency


def join_values(values: Iterable[str], chinese: bool) -> str:
    """Repeated values of one attribute as one: order kept, repetitions dropped."""
    seen: dict[str, str] = {}
    for value in values:
        if value:
            seen.setdefault(fold(value), value)
    return ("、" if chinese else ", ").join(seen.values())
