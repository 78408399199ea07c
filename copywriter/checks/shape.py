"""Whether a text has the shape that was asked for and that the channel takes: length, repetition, remnants, markup.
Knows nothing of truth, law or language."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copywriter.checks.counting import channels, limit_of, measure
from copywriter.checks.repetition import repetitions
from copywriter.records import LENGTH_BANDS, Finding, ProductFacts, Severity

_REFUSAL = regex.compile(
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b|"
    r"\bI(?: am|'m)? (?:sorry|apologi[sz]e),? (?:but )?(?:I|as|this|there)\b|\bmy apologies\b|"
    r"\bI(?: am|'m) (?:unable|not able) to\b|"
    r"\bI (?:cannot|can't|can not|won't|am not allowed to) (?:fulfil+|assist|help|provide|generate|create|complete|write|"
    r"comply|answer|access|browse|produce|continue)\b|"
    r"\b(?:OpenAI|ChatGPT|content policy|usage policy|use policy|knowledge cut-?off|training data)\b|"
    r"\bI (?:do not|don't) have (?:access|enough|any|real-time|information|sufficient)\b|"
    r"作为(?:一个|一名|一款)?(?:AI|人工智能|大?语言模型|智能助手|虚拟助手)|"
    r"(?:很|非常)?(?:抱歉|对不起|遗憾)[，,]?(?:我|作为|该|您的)|我(?:无法|不能|没办法|不便)(?:为您|为你|直接|继续)?"
    r"(?:提供|完成|满足|生成|回答|撰写|编写|处理|协助|访问)|(?:违反|不符合)(?:了)?(?:内容|使用|平台)政策|无法满足(?:您|你)的(?:请求|要求)",
    regex.IGNORECASE,
)
_CHATTER = regex.compile(
    r"^\W*(?:sure|certainly|of course|absolutely|okay)\b[!,.:][^\n.]{0,60}(?:here|happy to|let me)|"
    r"\bhere(?:'s| is| are) (?:a|an|the|your|some|five|\d+) [^\n.:]{0,50}(?:description|copy|version|draft|options?|variations?|"
    r"recommendations?|rewrite)s?\b[^\n.]{0,60}:|\b(?:I )?hope (?:this|that) helps\b|"
    r"\blet me know if (?:you|this|there)\b[^\n]{0,40}(?:change|adjust|need|want|help|like)|"
    r"\bnote: (?:this|the) (?:description|copy|text|product)\b|"
    r"^\W*(?:好的|当然|没问题|明白了)[，,。！!：:][^\n]{0,30}(?:以下|这是|为您|为你|如下)|"
    r"以下(?:是|为)[^\n。]{0,20}(?:文案|描述|推荐语|版本|介绍)[^\n。]{0,6}[：:]|希望(?:这|以上|对您|对你|能)[^\n。]{0,14}(?:帮助|满意|喜欢)|"
    r"如(?:果)?(?:您|你)?(?:需要|有)(?:进一步|其他|任何)?(?:修改|调整)|根据(?:您|你)(?:提供|给出)的(?:信息|资料|要求)|"
    r"^\W*(?:文案|版本|选项|候选)[一二三四五1-5][：:.、]",
    regex.IGNORECASE | regex.MULTILINE,
)
_PLACEHOLDER = regex.compile(
    r"\[\s*(?:task|insert|your|the|product|brand|name|placeholder|price|color|colour|size|material|customer|audience|link|"
    r"add|fill|describe|feature|benefit|todo|tbd|xxx?|unk|\.\.\.|…)\b?[^\]\n]{0,40}\]|"
    r"<\s*(?:product|brand|name|insert|your|price|unk|color|material)\b[^>\n]{0,30}>|"
    r"[【\[（(](?:请?(?:插入|填写|填入|补充|输入)|此处|这里|占位|待定|待补充|(?:产品|商品|品牌|店铺)(?:名称?|特点|卖点)|任务\s?\d)[^】\]）)\n]{0,20}[】\]）)]|"
    r"\blorem ipsum\b|\bdolor sit amet\b|\bTBD\b|\bTODO\b|\bundefined\b|\bNaN\b|%s\b|\bX{3,}\b|"
    r"(?<![A-Za-z])[Xx]{2,}(?=品牌|公司|产品|系列|元|年)|某某(?:品牌|公司|产品)|\uFFFD",
    regex.IGNORECASE,
)
_SLOT = regex.compile(r"\{\{?[^{}\n]{0,40}\}?\}|\$\{[^}\n]*\}|<\|[^|\n]{1,30}\|>|</?s>|\[/?INST\]|\[(?:PAD|UNK|SEP|CLS|MASK)\]|"
                      r"</?(?:think|answer|facts?|slot)>")
_ECHO = regex.compile(
    r"^\W*(?:write|generate|create) (?:a|an|the|five|\d+) [^\n]{0,60}(?:description|copy|recommendation|line|words)|"
    r"^\W*(?:product facts|facts|tone|audience|instruction|instructions|output|answer|system|user|assistant|channel|keywords)\s*:|"
    r"^\W*(?:请)?(?:写|撰写|生成)(?:一|几|五|\d)[^\n]{0,30}(?:文案|描述|推荐语|介绍)|"
    r"^\W*(?:产品事实|商品事实|事实|语气|受众|要求|指令|输出|回答|系统|用户|助手|字数|渠道|关键词)\s*[：:]",
    regex.IGNORECASE | regex.MULTILINE,
)
_HTML = regex.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>\n]*)?/?>|<!--|&(?:nbsp|amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", regex.IGNORECASE)
_MARKDOWN = regex.compile(r"\*\*[^*\n]+\*\*|__[^_\n]+__|^#{1,6} |```|\[[^\]\n]+\]\([^)\n]+\)|^\s*[*•·-]\s+(?=\S)|^\s*>\s",
                          regex.MULTILINE)
_LINK = regex.compile(r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b|\b[a-z0-9-]{2,}\.(?:com|net|org|cn|shop|store|io)\b",
                      regex.IGNORECASE)
_EMOJI = regex.compile(r"(?![©®™‼⁉↔-↙〰])\p{Extended_Pictographic}[\uFE0F\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}]*"
                       r"|[\U0001F1E6-\U0001F1FF]{2}|[★☆♥♡✓✔✦✨❤►▶●◆■]")
_NOISE = regex.compile(r"[!！]{2,}|[?？]{2,}|[。，,;；]{2,}|(?<!\.)\.\.(?!\.)|(?:!\?|\?!)+")


def run(
    text: str, product: ProductFacts, *, language: str, channel: str, kind: str, length: str = "", prompt: str = ""
) -> list[Finding]:
    """Findings on length bands (only where `length` is given), channel limits, repetition, refusals, placeholders,
    slots, prompt echo (its known forms, and lines of `prompt` where given), markup, links and emoji."""
    if not text.strip():
        return [_finding("shape.empty", "block", 0, len(text), language)]
    return sorted(
        (*_remnants(text, language), *_forbidden(text, language, channel), *_repeats(text, product, language, kind),
         *_echo(text, product, language, prompt), *_limits(text, language, channel, kind), *_band(text, language, length)),
        key=lambda f: (f.start, f.end),
    )


def words_of(text: str, language: str) -> int:
    """Length as records.LENGTH_BANDS counts it: words in English, characters without white space in Chinese."""
    if language == "en":
        return sum(1 for word in text.split() if any(c.isalnum() for c in word))
    return sum(1 for c in text if not c.isspace())


def _remnants(text: str, language: str) -> Iterator[Finding]:
    for rule, pattern in (("shape.refusal", _REFUSAL), ("shape.chatter", _CHATTER), ("shape.placeholder", _PLACEHOLDER),
                          ("shape.slot", _SLOT)):
        for match in pattern.finditer(text):
            yield _finding(rule, "block", *match.span(), language)
    for match in _NOISE.finditer(text):
        yield _finding("shape.punctuation", "note", *match.span(), language)


def _forbidden(text: str, language: str, channel: str) -> Iterator[Finding]:
    profile = channels()[channel]
    if profile.markup != "any":
        for pattern in (_HTML, _MARKDOWN) if profile.markup == "none" else (_MARKDOWN,):
            for match in pattern.finditer(text):
                yield _finding("shape.markup", "block" if pattern is _HTML else "warn", *match.span(), language)
    if profile.links:
        for match in _LINK.finditer(text):
            yield _finding("shape.link", profile.links, *match.span(), language)  # type: ignore[arg-type]
    if profile.emoji:
        for match in _EMOJI.finditer(text):
            yield _finding("shape.emoji", profile.emoji, *match.span(), language)  # type: ignore[arg-type]


def _repeats(text: str, product: ProductFacts, language: str, kind: str) -> Iterator[Finding]:
    if kind != "title":  # a title's repeated words are the platforms' rules
        for name, start, end in repetitions(text, language, product):
            yield _finding(f"shape.{name}", "warn", start, end, language)


def _echo(text: str, product: ProductFacts, language: str, prompt: str) -> Iterator[Finding]:
    for match in _ECHO.finditer(text):
        yield _finding("shape.echo", "block", *match.span(), language)
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
            yield _finding("shape.limit", limit.over, start, len(text), language,  # type: ignore[arg-type]
                           used=used, limit=limit.limit, unit=_UNITS[language][limit.unit])
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


_UNITS = {"en": {"characters": "characters", "columns": "columns (a Chinese character counts 2)", "bytes": "bytes"},
          "zh-Hans": {"characters": "个字符", "columns": "个字节位（汉字算 2）", "bytes": "个字节"}}
#: rule → (reason en, reason zh, suggestion en, suggestion zh)
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "shape.empty": ("There is no text.", "没有文字。", "Write it, or ask for another.", "请撰写，或重新生成。"),
    "shape.refusal": ("The model refuses or speaks of itself here; no shopper should read that.",
                      "这是模型在拒绝或谈论自己，不该让顾客看到。", "Ask for another text.", "请重新生成。"),
    "shape.chatter": ("This is the model talking to you, not copy for the shopper.", "这是模型对您说的话，不是给顾客看的文案。",
                      "Delete it.", "请删去。"),
    "shape.placeholder": ("A placeholder was left in the text.", "文中留有占位内容。", "Fill it in or delete it.", "请填写或删去。"),
    "shape.slot": ("A slot or control mark was not filled.", "文中留有未填的槽位或控制符。", "Fill it in or delete it.", "请填写或删去。"),
    "shape.echo": ("The text repeats its own instructions.", "文中重复了写作指令。", "Delete it.", "请删去。"),
    "shape.punctuation": ("The punctuation shouts or is doubled.", "标点重复或过于夸张。", "One mark is enough.", "保留一个即可。"),
    "shape.markup": ("This channel shows markup as plain characters.", "该渠道会把标记原样显示出来。",
                     "Remove the markup.", "请去掉标记。"),
    "shape.link": ("This channel does not allow links or addresses in copy.", "该渠道不允许在文案中放链接或邮箱地址。",
                   "Remove it.", "请删去。"),
    "shape.emoji": ("This channel does not allow emoji or decorative signs.", "该渠道不允许使用表情或装饰符号。",
                    "Remove it.", "请删去。"),
    "shape.repeated_sentence": ("This sentence was already said.", "这句话前面已经说过。", "Delete one of the two.", "请删去其一。"),
    "shape.repeated_phrase": ("The same run of words stands here again.", "这里重复了前面的一段话。",
                              "Say it another way or delete it.", "请换个说法或删去。"),
    "shape.repeated_word": ("A word stands twice in a row.", "有字词连着写了两遍。", "Delete one.", "请删去一个。"),
    "shape.limit": ("Too long for this channel: {used} of {limit} {unit}.", "超出该渠道的长度上限：{used}／{limit}{unit}。",
                    "Cut what is marked.", "请删减标出的部分。"),
    "shape.too_short": ("This channel wants at least {limit} characters.", "该渠道要求至少 {limit} 个字符。",
                        "Say a little more.", "请再补充一些。"),
    "shape.long": ("Longer than asked: {used} words, {limit} at most.", "比要求的长：{used} 字，上限 {limit} 字。",
                   "Shorten it.", "请精简。"),
    "shape.short": ("Shorter than asked: {used} words, {limit} at least.", "比要求的短：{used} 字，下限 {limit} 字。",
                    "Add what the facts allow.", "请用已有事实补充。"),
}


def _finding(rule: str, severity: Severity, start: int, end: int, language: str, **values: object) -> Finding:
    reason_en, reason_zh, suggestion_en, suggestion_zh = _WORDS[rule]
    reason, suggestion = (reason_en, suggestion_en) if language == "en" else (reason_zh, suggestion_zh)
    return Finding(rule, severity, start, end, reason.format(**values), suggestion)
