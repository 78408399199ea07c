"""Whether a text has the shape that was asked for and that the channel takes: length, repetition, remnants, markup.
Knows nothing of truth, law or language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from copywriter.checks.counting import channels, limit_of, measure
from copywriter.checks.remnants import remnants
from copywriter.checks.repetition import repetitions
from copywriter.records import LENGTH_BANDS, Finding, ProductFacts, Severity

_HTML = re.compile(
    r"</?[a-z][a-z0-9]*(?:\s[^<>\n]*)?/?>|<!--|&(?:nbsp|amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"\*\*[^*\n]+\*\*|__[^_\n]+__|^#{1,6} |```|\[[^\]\n]+\]\([^)\n]+\)|^\s*[*•·-]\s+(?=\S)|^\s*>\s", re.MULTILINE
)
_LINK = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b|\b[a-z0-9-]{2,}\.(?:com|net|org|cn|shop|store|io)\b",
    re.IGNORECASE,
)
_LINK_CUES = ("http", "www.", "@", ".com", ".net", ".org", ".cn", ".shop", ".store", ".io")
#: Where signs and emoji live; the exact pattern runs only when one of these stands.
_MAYBE_EMOJI = re.compile("[\u203c\u2049\u2139\u2194-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_EMOJI = regex.compile(
    r"(?![©®™‼⁉↔-↙〰])\p{Extended_Pictographic}[\uFE0F\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}]*"
    r"|[\U0001F1E6-\U0001F1FF]{2}|[★☆♥♡✓✔✦✨❤►▶●◆■]"
)
_NOISE = re.compile(r"[!！]{2,}|[?？]{2,}|[。，,;；]{2,}|(?<!\.)\.\.(?!\.)|(?:!\?|\?!)+")
_TWO_MARKS = re.compile(r"[!！?？。，,;；.]{2}")


def run(
    text: str, product: ProductFacts, *, language: str, channel: str, kind: str, length: str = "", prompt: str = ""
) -> list[Finding]:
    """Findings on length bands (only where `length` is given), channel limits, repetition, refusals, placeholders,
    slots, prompt echo (its known forms, and lines of `prompt` where given), markup, links and emoji."""
    if not text.strip():
        return [_finding("shape.empty", "block", 0, len(text), language)]
    return sorted(
        (
            *_remnants(text, language),
            *_forbidden(text, language, channel),
            *_repeats(text, product, language, kind),
            *_echo(text, product, language, prompt),
            *_limits(text, language, channel, kind),
            *_band(text, language, length),
        ),
        key=lambda f: (f.start, f.end),
    )


def words_of(text: str, language: str) -> int:
    """Length as records.LENGTH_BANDS counts it: words in English, characters without white space in Chinese."""
    if language == "en":
        return sum(1 for word in text.split() if any(c.isalnum() for c in word))
    return sum(1 for c in text if not c.isspace())


def _remnants(text: str, language: str) -> Iterator[Finding]:
    for rule, start, end in remnants(text):
        yield _finding(rule, "block", start, end, language)
    for match in _NOISE.finditer(text) if _TWO_MARKS.search(text) else ():
        yield _finding("shape.punctuation", "note", *match.span(), language)


def _forbidden(text: str, language: str, channel: str) -> Iterator[Finding]:
    profile = channels()[channel]
    if profile.markup != "any":
        for pattern in (_HTML, _MARKDOWN) if profile.markup == "none" else (_MARKDOWN,):
            for match in pattern.finditer(text) if _may_be_marked_up(text) else ():
                yield _finding("shape.markup", "block" if pattern is _HTML else "warn", *match.span(), language)
    if profile.links and any(cue in text.lower() for cue in _LINK_CUES):
        for match in _LINK.finditer(text):
            yield _finding("shape.link", profile.links, *match.span(), language)  # type: ignore[arg-type]
    if profile.emoji and _MAYBE_EMOJI.search(text):
        for match in _EMOJI.finditer(text):
            yield _finding("shape.emoji", profile.emoji, *match.span(), language)  # type: ignore[arg-type]


def _may_be_marked_up(text: str) -> bool:
    """Whether a character of markup stands where markup would have it."""
    if any(mark in text for mark in ("<", "&", "**", "__", "```", "](")):
        return True
    return "\n" in text or text.lstrip()[:1] in ("*", "•", "·", "-", ">", "#")


def _repeats(text: str, product: ProductFacts, language: str, kind: str) -> Iterator[Finding]:
    if kind != "title":  # a title's repeated words are the platforms' rules
        for name, start, end in repetitions(text, language, product):
            yield _finding(f"shape.{name}", "warn", start, end, language)


def _echo(text: str, product: ProductFacts, language: str, prompt: str) -> Iterator[Finding]:
    if not prompt:
        return
    least = 30 if language == "en" else 14  # characters; shorter lines of a prompt are values that the text may say
    values = "\n".join((product.title, product.category, *(f.value for f in product.facts)))
    for line in {line.strip() for line in prompt.splitlines()}:
        if len(line) >= least and line not in values and (start := text.find(line)) >= 0:
            yield _finding("shape.echo", "block", start, start + len(line), language)


def _limits(text: str, language: str, channel: str, kind: str) -> Iterator[Finding]:
    for field in ("title_hard", "title") if kind == "title" else (kind,):
        limit = limit_of(channel, field)
        if limit is None:
            continue
        used = measure(text, limit.unit)
        if used > limit.limit:
            start = _cut(text, limit.limit, limit.unit)
            yield _finding(
                "shape.limit",
                limit.over,
                start,
                len(text),
                language,  # type: ignore[arg-type]
                used=used,
                limit=limit.limit,
                unit=_UNITS[language][limit.unit],
            )
            return
        if used < limit.least:
            yield _finding("shape.too_short", limit.over, 0, len(text), language, limit=limit.least)  # type: ignore[arg-type]


def _cut(text: str, limit: int, unit: str) -> int:
    """The first character that no longer fits."""
    used = 0
    for index, char in enumerate(text):
        used += measure(char, unit)
        if used > limit:
            return index
    return len(text)


def _band(text: str, language: str, length: str) -> Iterator[Finding]:
    if not length:
        return
    low, high = LENGTH_BANDS[language][length]
    used = words_of(text, language)
    if used > high:
        yield _finding("shape.long", "warn", 0, len(text), language, used=used, limit=high)
    elif used < low:
        yield _finding("shape.short", "warn", 0, len(text), language, used=used, limit=low)


_UNITS = {
    "en": {"characters": "characters", "columns": "columns (a Chinese character counts 2)", "bytes": "bytes"},
    "zh-Hans": {"characters": "个字符", "columns": "个字节位（汉字算 2）", "bytes": "个字节"},
}
#: rule → (reason en, reason zh, suggestion en, suggestion zh)
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "shape.empty": (
        "There is no text.",
        "没有文字。",
        "Write it, or ask for another.",
        "请撰写，或重新生成。",
    ),
    "shape.refusal": (
        "The model refuses or speaks of itself here; no shopper should read that.",
        "这是模型在拒绝或谈论自己，不该让顾客看到。",
        "Ask for another text.",
        "请重新生成。",
    ),
    "shape.chatter": (
        "This is the model talking to you, not copy for the shopper.",
        "这是模型对您说的话，不是给顾客看的文案。",
        "Delete it.",
        "请删去。",
    ),
    "shape.placeholder": (
        "A placeholder was left in the text.",
        "文中留有占位内容。",
        "Fill it in or delete it.",
        "请填写或删去。",
    ),
    "shape.slot": (
        "A slot or control mark was not filled.",
        "文中留有未填的槽位或控制符。",
        "Fill it in or delete it.",
        "请填写或删去。",
    ),
    "shape.echo": (
        "The text repeats its own instructions.",
        "文中重复了写作指令。",
        "Delete it.",
        "请删去。",
    ),
    "shape.punctuation": (
        "The punctuation shouts or is doubled.",
        "标点重复或过于夸张。",
        "One mark is enough.",
        "保留一个即可。",
    ),
    "shape.markup": (
        "This channel shows markup as plain characters.",
        "该渠道会把标记原样显示出来。",
        "Remove the markup.",
        "请去掉标记。",
    ),
    "shape.link": (
        "This channel does not allow links or addresses in copy.",
        "该渠道不允许在文案中放链接或邮箱地址。",
        "Remove it.",
        "请删去。",
    ),
    "shape.emoji": (
        "This channel does not allow emoji or decorative signs.",
        "该渠道不允许使用表情或装饰符号。",
        "Remove it.",
        "请删去。",
    ),
    "shape.repeated_sentence": (
        "This sentence was already said.",
        "这句话前面已经说过。",
        "Delete one of the two.",
        "请删去其一。",
    ),
    "shape.repeated_phrase": (
        "The same run of words stands here again.",
        "这里重复了前面的一段话。",
        "Say it another way or delete it.",
        "请换个说法或删去。",
    ),
    "shape.repeated_word": (
        "A word stands twice in a row.",
        "有字词连着写了两遍。",
        "Delete one.",
        "请删去一个。",
    ),
    "shape.limit": (
        "Too long for this channel: {used} of {limit} {unit}.",
        "超出该渠道的长度上限：{used}／{limit}{unit}。",
        "Cut what is marked.",
        "请删减标出的部分。",
    ),
    "shape.too_short": (
        "This channel wants at least {limit} characters.",
        "该渠道要求至少 {limit} 个字符。",
        "Say a little more.",
        "请再补充一些。",
    ),
    "shape.long": (
        "Longer than asked: {used} words, {limit} at most.",
        "比要求的长：{used} 字，上限 {limit} 字。",
        "Shorten it.",
        "请精简。",
    ),
    "shape.short": (
        "Shorter than asked: {used} words, {limit} at least.",
        "比要求的短：{used} 字，下限 {limit} 字。",
        "Add what the facts allow.",
        "请用已有事实补充。",
    ),
}


def _finding(rule: str, severity: Severity, start: int, end: int, language: str, **values: object) -> Finding:
    reason_en, reason_zh, suggestion_en, suggestion_zh = _WORDS[rule]
    reason, suggestion = (reason_en, suggestion_en) if language == "en" else (reason_zh, suggestion_zh)
    return Finding(rule, severity, start, end, reason.format(**values), suggestion)
