"""Merchants' files ↔ products: what a file is, the products in it, facts proposed from prose, and copy written back.
Knows no site, no engine and no rule; keeps nothing and fetches nothing."""

from copywriter.formats.export import ApprovedText, ExportFile, ExportProduct, Label, export
from copywriter.formats.parsed import MAX_BYTES, SENTENCES, ParsedProduct, RowError, Sniffed, UnreadableFile, sentence
from copywriter.formats.proposals import Proposal, propose
from copywriter.formats.reading import FORMATS, read_products, sniff

__all__ = [
    "FORMATS", "MAX_BYTES", "SENTENCES", "ApprovedText", "ExportFile", "ExportProduct", "Label", "ParsedProduct",
    "Proposal", "RowError", "Sniffed", "UnreadableFile", "export", "propose", "read_products", "sentence", "sniff",
]  # fmt: skip
