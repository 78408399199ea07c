"""What a file is, judged by its bytes: container, encoding, delimiter; and its shape, judged by the header's names.
Knows no rows and makes no products; a file name is only a hint, never believed against the bytes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from typing import Literal

from copywriter.formats.cells import header_key
from copywriter.formats.parsed import MAX_BYTES, UnreadableFile

Container = Literal["text", "xlsx", "xml", "jsonl"]


def container(data: bytes, name: str = "") -> Container:
    """Which reader opens the bytes. Raises UnreadableFile for what is no table: archives, pictures, old workbooks."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile("too_big", size=round(len(data) / 1048576, 1), limit=MAX_BYTES // 1048576)
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty_file")
    if data[:4] == b"PK\x03\x04":
        return "xlsx"
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile("old_excel")
    if (
        data[:2] == b"\x1f\x8b"
        or data[:3] == b"BZh"
        or data[:6] in (b"\xfd7zXZ\x00", b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07")
    ):
        raise UnreadableFile("compressed")
    if data[:4] in (b"%PDF", b"\x89PNG", b"GIF8", b"RIFF", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1"):
        raise UnreadableFile("not_a_table")
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ")
    if re.match(rb"<\?xml|<rss\b|<feed\b|<channel\b", head, re.IGNORECASE):
        return "xml"
    if head[:1] == b"<":
        raise UnreadableFile("not_a_table")
    if head[:1] == b"{" and re.match(rb'\{\s*"', head):
        return "jsonl"
    return "text"


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding). UTF-8 with or without a mark, UTF-16 with or without one, GB18030, then Windows Western.

    A UTF-8 file with a few broken bytes is read with U+FFFD in their place, for the rows at fault to be refused singly.
    Raises UnreadableFile where nothing fits."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                return data.decode(encoding, "replace"), encoding
    head = data[:4000]
    if head.count(0) > len(head) // 5:  # ASCII in UTF-16 is every other byte zero
        encoding = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            raise UnreadableFile("bad_encoding") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(1 for ch in text if ch > "\x7f") - broken >= 10 * broken:
        return text, "utf-8"
    return _legacy(data)


def _legacy(data: bytes) -> tuple[str, str]:
    """GB18030 or Windows-1252: nearly any bytes decode as either. In Chinese text nine of ten pairs are the everyday
    characters of GB 2312, whose second byte is ≥ 0xA1 too; accented Western letters rarely stand in such pairs."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    wide = [ch for ch in text if ch > "\x7f"]
    if wide and sum(1 for ch in wide if _in_gb2312(ch)) >= 0.9 * len(wide):
        return text, "gb18030"
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        if text:
            return text, "gb18030"
        raise UnreadableFile("bad_encoding") from None


def _in_gb2312(ch: str) -> bool:
    try:
        ch.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def delimiter(text: str) -> str:
    """The separator under which the first records split most evenly. Raises UnreadableFile where there is no table."""
    head = text[:65536]
    best, best_score = "", 0.0
    for candidate in ",\t;|":
        rows = []
        reader = csv.reader(io.StringIO(head), delimiter=candidate)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    rows.append(len(row))
                if len(rows) >= 20:
                    break
        except csv.Error:
            continue
        if not rows or rows[0] < 2:
            continue
        if len(rows) > 1 and reader.line_num and len(head) == 65536:
            rows = rows[:-1]
        even = sum(1 for width in rows if width == rows[0]) / len(rows)
        score = even * min(rows[0], 12)
        if score > best_score and even >= 0.5:
            best, best_score = candidate, score
    if best:
        return best
    first = next((line for line in text.splitlines() if line.strip()), "")
    if len(first) <= 60 and header_key(first) in _LONE_HEADERS:
        return ","
    raise UnreadableFile("not_a_table")


#: One-column files are tables only where the header says so: else every text file would be one.
_LONE_HEADERS = frozenset({"title", "name", "productname", "商品名称", "标题", "品名", "名称", "产品名称"})

# Names that, together, only one shape of file has, as `header_key` gives them.
_ANCHORS: tuple[tuple[str, str], ...] = (
    ("shopify", "handle title"),
    ("shopify", "urlhandle title"),
    ("woocommerce", "type sku name"),
    ("woocommerce", "attribute1name attribute1values name"),
    ("woocommerce", "类型 sku 名称"),
    ("magento", "sku name attributeset"),
    ("magento", "sku name attributesetcode"),
    ("magento", "sku name productwebsites"),
    ("magento", "sku name storeviewcode"),
    ("google", "id title link"),
    ("google", "id title availability"),
    ("google", "id title imagelink"),
    ("google", "id structureddescription"),
    ("google", "id structuredtitle"),
)
_ATTRIBUTE_TABLE = frozenset({"attributecode", "frontendlabel"})


def shape(headers: Iterable[str]) -> str:
    """ "shopify", "woocommerce", "magento", "google" or "generic", by the header row.
    Raises UnreadableFile for a table that lists attributes rather than products."""
    headers = tuple(headers)
    keys = {re.sub(r"^g(?=(id|title|link|availability)$)", "", header_key(h)) for h in headers}
    if keys >= _ATTRIBUTE_TABLE:
        raise UnreadableFile("attribute_table")
    if {"ID", "Type", "Name"} <= set(headers):  # so spelled by WooCommerce; products without a SKU have no more
        return "woocommerce"
    return next((name for name, anchor in _ANCHORS if keys.issuperset(anchor.split())), "generic")
