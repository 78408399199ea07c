"""A description cell of HTML as plain text, its tables and pictures kept aside to the letter; and text back as HTML.
Knows no products; never renders and never fetches."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from copywriter.formats.cells import clean

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "dt",
        "dd",
        "dl",
        "hr",
        "pre",
        "tr",
    ]
)
_DROPPED = frozenset({"script", "style", "noscript", "template", "head", "title", "svg"})
_KEPT = frozenset({"table", "figure", "iframe", "video", "picture"})
_PARAGRAPH = "\x1e"  # stands for a paragraph's end until runs of breaks are counted
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z!][^<>]*>")


@dataclass(frozen=True, slots=True)
class HtmlParts:
    """`text` is what people read outside tables, one block a line; `kept` the tables and pictures as they were written;
    `pairs` the name–value rows of two-column tables."""

    text: str
    kept: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


def is_html(text: str) -> bool:
    return bool(_TAG.search(text))


def to_text(text: str) -> str:
    """Plain text of a cell that may or may not be HTML; entities are read either way."""
    return read(text).text


def read(text: str) -> HtmlParts:
    """Takes a cell apart. Broken markup is read as far as browsers read it; nothing raises."""
    if not is_html(text):
        return HtmlParts(clean(entities.unescape(text)))
    parser = _Reader(text)
    parser.feed(text)
    parser.close()
    return parser.parts()


def write(text: str, kept: tuple[str, ...] = ()) -> str:
    """Plain text as paragraphs, each character escaped, then the tables and pictures that stood there before."""
    paragraphs = [p for p in re.split(r"\n\s*\n", text.strip()) if p.strip()]
    body = "".join(
        "<p>" + "<br>".join(entities.escape(line, quote=False) for line in p.split("\n")) + "</p>" for p in paragraphs
    )
    return "\n".join([body, *kept]) if kept else body


def _one_break(run: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in run.group() else "\n"


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.starts = [0, *(m.end() for m in re.finditer("\n", source))]
        self.out: list[str] = []
        self.kept: list[str] = []
        self.pairs: list[tuple[str, str]] = []
        self.dropping = 0
        self.keeping = ""  # the outermost kept tag that is open
        self.depth = 0
        self.begun = 0
        self.row: list[str] = []
        self.cell: list[str] | None = None

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.dropping += 1
        if self.keeping:
            self.depth += tag == self.keeping
            self._table_tag(tag)
            return
        if tag == "img":
            self.kept.append(self.get_starttag_text() or "")
        elif tag in _KEPT:
            self.keeping, self.depth, self.begun = tag, 1, self._offset()
            self.row, self.cell = [], None
            self.out.append("\n")
        elif tag in _BLOCKS:
            self.out.append(_PARAGRAPH if tag == "p" else "\n")

    def _table_tag(self, tag: str) -> None:
        if tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self.cell = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "hr") or self.keeping:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED and self.dropping:
            self.dropping -= 1
        if self.keeping:
            if tag in ("td", "th"):
                self._end_cell()
            elif tag == "tr":
                self._end_row()
            if tag == self.keeping:
                self.depth -= 1
                if not self.depth:
                    self._end_kept()
            return
        if tag in _BLOCKS:
            self.out.append(_PARAGRAPH if tag == "p" else "\n")

    def _end_kept(self) -> None:
        self._end_row()
        end = self.source.find(">", self._offset()) + 1 or len(self.source)
        self.kept.append(self.source[self.begun : end])
        self.keeping = ""

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.row.append(clean("".join(self.cell)))
            self.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if len(self.row) == 2 and all(self.row) and len(self.row[0]) <= 60:
            self.pairs.append((self.row[0].rstrip(":："), self.row[1]))
        self.row = []

    def handle_data(self, data: str) -> None:
        if self.dropping:
            return
        if self.keeping:
            if self.cell is not None:
                self.cell.append(data)
            return
        self.out.append(re.sub(r"\s+", " ", data))

    def parts(self) -> HtmlParts:
        if self.keeping:  # a table that is never closed: keep what there is
            self._end_row()
            self.kept.append(self.source[self.begun :] + f"</{self.keeping}>")
        runs = re.sub(
            rf"[\s{_PARAGRAPH}]*\n[\s{_PARAGRAPH}]*|\s*{_PARAGRAPH}[\s{_PARAGRAPH}]*", _one_break, "".join(self.out)
        )
        return HtmlParts(clean(runs), tuple(k for k in self.kept if k), tuple(self.pairs))
