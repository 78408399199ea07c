"""Every string of the site speaks Chinese: the catalogue is whole, compiled, and keeps its placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
IN_TEMPLATES = re.compile(r"""\{% translate (?:"([^"]+)"|'([^']+)')""")
#: Written alike in both languages.
SAME = {"SKU", "Google", "Amazon", "eBay", "Shopify"}


def test_no_string_is_left_in_english() -> None:
    catalogue = polib.pofile(str(FOLDER / "django.po"))
    left = [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy]
    copied = [entry.msgid for entry in catalogue if entry.msgstr == entry.msgid and entry.msgid not in SAME]
    assert not left + copied


def test_placeholders_survive() -> None:
    broken = []
    for entry in polib.pofile(str(FOLDER / "django.po")):
        text = entry.msgstr or entry.msgstr_plural.get(0, "")
        wanted = [set(PLACEHOLDER.findall(form)) for form in (entry.msgid, entry.msgid_plural or entry.msgid)]
        if set(PLACEHOLDER.findall(text)) not in wanted:
            broken.append((entry.msgid, text))
    assert not broken


def test_the_compiled_catalogue_is_the_written_one() -> None:
    written = {e.msgid: e.msgstr for e in polib.pofile(str(FOLDER / "django.po")) if e.msgstr}
    compiled = {e.msgid: e.msgstr for e in polib.mofile(str(FOLDER / "django.mo")) if e.msgstr}
    assert written == compiled


def test_every_word_of_the_templates_is_in_the_catalogue() -> None:
    """Without xgettext: a template whose string was never collected would stay English."""
    known = {entry.msgid for entry in polib.pofile(str(FOLDER / "django.po"))}
    missing = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for double, single in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            if (text := double or single) not in known:
                missing.add(f"{path.relative_to(ROOT)}: {text}")
    assert not missing, "\n".join(sorted(missing))
