"""Whether a text is in the language asked for, in one script, without invisible characters, and easy to read.
Knows nothing of what the text claims. Names, codes and the product's own words may stand in any script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import regex
import yaml

from copywriter.checks.reading import LONG_CLAUSE_ZH, LONG_SENTENCE_EN, LONG_SENTENCE_ZH, hard_parts
from copywriter.checks.script import traditional
from copywriter.records import Finding, ProductFacts, Severity

_HAN = re.compile(r"[\u3400-\u9fff]+")
_MAYBE_OTHER = re.compile("[\u0370-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af]")
_OTHERS = r"\p{Hiragana}\p{Katakana}\p{Hangul}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Thai}\p{Devanagari}"
_OTHER_SCRIPT = regex.compile(rf"[{_OTHERS}]+(?:[ ・ー]?[{_OTHERS}]+)*")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,]+[A-Za-z][A-Za-z'’-]*){3,}")
#: A Latin word with Cyrillic or Greek letters that look Latin: a slip of a keyboard, or a way round a word list.
_LOOKALIKE = regex.compile(r"(?=\p{L}*\p{Latin})(?=\p{L}*[\p{Cyrillic}\p{Greek}])[\p{Latin}\p{Cyrillic}\p{Greek}]{3,}")
_MAYBE_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_INVISIBLE = regex.compile(
    r"[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u200E\u200F\u2028\u2029\u2060-\u2064\u206A-\u206F\u3164"
    r"\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E007F]+|(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|"
    r"[\u202A-\u202E\u2066-\u2069]+|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]+"
)
_DANGEROUS = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
_WORDS_FILE = Path(__file__).resolve().parents[1] / "rules" / "languages.yaml"


@lru_cache(maxsize=1)
def _common_words() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """English words, and for each word of the other languages the languages that have it."""
    rows: dict[str, list[str]] = yaml.safe_load(_WORDS_FILE.read_text(encoding="utf-8"))
    english = frozenset(rows.pop("English"))
    others: dict[str, tuple[str, ...]] = {}
    for name, words in rows.items():
        for word in words:
            if word not in english:
                others[word] = (*others.get(word, ()), name)
    return english, others


def run(text: str, product: ProductFacts, *, language: str) -> list[Finding]:
    """Findings on wrong language, mixed scripts, traditional characters, invisible Unicode, reading ease and sentence
    length."""
    found = list(_invisible(text, language))
    wrong = _wrong(text, product, language)
    if wrong:
        found.append(wrong)
    else:
        found.extend(_mixed(text, product, language))
        found.extend(_hard(text, language))
    return sorted(found, key=lambda f: (f.start, f.end))


def _own_words(product: ProductFacts) -> str:
    return "\n".join(
        (
            product.title,
            product.category,
            product.brand,
            *(f.value for f in product.facts),
            *(f.name for f in product.facts),
            *(f.value for v in product.variants for f in v.facts),
        )
    )


def _invisible(text: str, language: str) -> Iterator[Finding]:
    if not _MAYBE_INVISIBLE.search(text):
        return
    for match in _INVISIBLE.finditer(text):
        severity: Severity = "block" if _DANGEROUS.search(match.group()) else "warn"
        yield _finding("language.invisible", severity, *match.span(), language)


def _wrong(text: str, product: ProductFacts, language: str) -> Finding | None:
    """The text as a whole is in another language. Below twelve letters nothing is said."""
    han = sum(m.end() - m.start() for m in _HAN.finditer(text))
    words = _WORD.findall(text.lower()) if text.isascii() else [w.casefold() for w in _WORD.findall(text)]
    foreign = 0
    if _MAYBE_OTHER.search(text):
        foreign = sum(m.end() - m.start() for m in _OTHER_SCRIPT.finditer(text))
    latin = sum(map(len, words))
    if han + latin + foreign < 12:
        return None
    if language != "en":
        if han * 2.5 < latin or han < foreign:  # a Chinese character says about as much as two and a half letters
            own = _own_words(product).casefold()
            latin = sum(len(w) for w in words if len(w) > 1 and w not in own)
            if han * 2.5 < latin or han < foreign:
                return _finding(
                    "language.wrong", "block", 0, len(text), language, name="英语" if latin >= foreign else "其他语言"
                )
        return None
    if han * 2.5 > latin or foreign > latin:
        name = "Chinese" if han >= foreign else "another language"
        return _finding("language.wrong", "block", 0, len(text), language, name=name)
    common, others = _common_words()
    seen = Counter(w for w in words if w in others)
    if not seen:
        return None
    english = sum(w in common for w in words)
    for name, total in _tally(seen, others):
        if total > max(2, english) and sum(name in others[w] for w in seen) >= 2:
            return _finding("language.wrong", "block", 0, len(text), language, name=name)
    return None


def _tally(seen: Counter[str], others: dict[str, tuple[str, ...]]) -> list[tuple[str, int]]:
    """(language, how many of the words it has), most first."""
    tally: Counter[str] = Counter()
    for word, times in seen.items():
        for name in others[word]:
            tally[name] += times
    return tally.most_common()


def _mixed(text: str, product: ProductFacts, language: str) -> Iterator[Finding]:
    own = None
    if language == "en":
        if text.isascii():
            return
        own = _own_words(product)
        for match in _HAN.finditer(text):
            if match.group() not in own:
                yield _finding("language.mixed", "warn", *match.span(), language, name="Chinese")
    else:
        for match in _LATIN_RUN.finditer(text):
            own = own or _own_words(product)
            if match.group().casefold() not in own.casefold():
                yield _finding("language.mixed", "warn", *match.span(), language, name="英文")
        for match in _traditional_runs().finditer(text):
            own = own or _own_words(product)
            if match.group() not in own:
                yield _finding("language.traditional", "warn", *match.span(), language)
    if not _MAYBE_OTHER.search(text):
        return
    for match in _LOOKALIKE.finditer(text):
        yield _finding("language.lookalike", "block", *match.span(), language)
    for match in _OTHER_SCRIPT.finditer(text):
        own = own or _own_words(product)
        if len(match.group()) > 1 and match.group() not in own and not _touches_latin(text, *match.span()):
            name = "Another script" if language == "en" else "其他文字"
            yield _finding("language.mixed", "warn", *match.span(), language, name=name)


def _touches_latin(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(c.isalpha() and c < "\u0250" for c in around)


@lru_cache(maxsize=1)
def _traditional_runs() -> re.Pattern[str]:
    """Runs of traditional characters. Those that GB 2312 has (乾, 著, 瞭) are written in simplified text too."""
    chars = [chr(code) for code in traditional() if not _in_gb2312(chr(code)) and code < 0xA000]
    return re.compile(f"[{''.join(chars)}]+")


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _hard(text: str, language: str) -> Iterator[Finding]:
    limits = {
        "long_clause": LONG_CLAUSE_ZH,
        "long_sentence": LONG_SENTENCE_EN if language == "en" else LONG_SENTENCE_ZH,
    }
    for name, start, end, amount in hard_parts(text, language):
        yield _finding(f"language.{name}", "note", start, end, language, amount=amount, limit=limits.get(name, 0))


#: rule → (reason en, reason zh, suggestion en, suggestion zh)
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "language.wrong": (
        "The text should be English; this reads as {name}.",
        "应为简体中文，这段文字是{name}。",
        "Ask for it again in English.",
        "请重新生成简体中文。",
    ),
    "language.mixed": (
        "{name} stands in an English text and is no word of the product.",
        "中文文案里夹着{name}，也不是商品自带的名称。",
        "Say it in English.",
        "请改用中文。",
    ),
    "language.traditional": (
        "Traditional characters stand in a simplified text.",
        "简体文案里夹着繁体字。",
        "Write them simplified.",
        "请改为简体。",
    ),
    "language.lookalike": (
        "Letters of another alphabet that look Latin stand in this word.",
        "这个词里混有外形相同的其他字母。",
        "Type the word again.",
        "请重新输入这个词。",
    ),
    "language.invisible": ("Invisible characters stand here.", "这里有看不见的字符。", "Delete them.", "请删去。"),
    "language.hard": (
        "Hard to read: Flesch reading ease {amount}.",
        "较难读。",
        "Use shorter words and sentences.",
        "请用更短的句子。",
    ),
    "language.long_sentence": (
        "A sentence of {amount} words.",
        "这句话有 {amount} 个字。",
        "Split it: {limit} words read well.",
        "请拆开：{limit} 字以内更好读。",
    ),
    "language.long_clause": (
        "A long clause.",
        "连续 {amount} 个字没有停顿。",
        "Split it.",
        "请加标点或拆开：{limit} 字以内更好读。",
    ),
}


def _finding(rule: str, severity: Severity, start: int, end: int, language: str, **values: object) -> Finding:
    reason_en, reason_zh, suggestion_en, suggestion_zh = _WORDS[rule]
    reason, suggestion = (reason_en, suggestion_en) if language == "en" else (reason_zh, suggestion_zh)
    return Finding(rule, severity, start, end, reason.format(**values), suggestion.format(**values))
