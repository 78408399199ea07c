"""What a model leaves behind that no shopper should read: refusals, chatter, placeholders, slots, its own instructions.
Knows the forms of such remnants in both languages; it refuses to guess at a prompt that it was not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from copywriter.checks.alternation import pieces_of


@dataclass(frozen=True, slots=True)
class Remnant:
    """`cues`: lower-case literals of which one must stand before the pattern is tried; literals are cheap to seek."""

    rule: str
    cues: tuple[str, ...]
    pattern: regex.Pattern[str]


_REFUSAL = Remnant(
    "shape.refusal",
    (
        " ai",
        "artificial",
        "language model",
        "sorry",
        "apolog",
        "unable",
        "not able",
        "i can",
        "won't",
        "not allowed",
        "openai",
        "chatgpt",
        "policy",
        "cutoff",
        "cut-off",
        "training data",
        "not have",
        "don't have",
        "作为",
        "抱歉",
        "对不起",
        "遗憾",
        "无法",
        "我不能",
        "没办法",
        "不便",
        "政策",
    ),
    regex.compile(
        r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b|"
        r"\bI(?: am|'m)? (?:sorry|apologi[sz]e),? (?:but )?(?:I|as|this|there)\b|\bmy apologies\b|"
        r"\bI(?: am|'m) (?:unable|not able) to\b|"
        r"\bI (?:cannot|can't|can not|won't|am not allowed to) (?:fulfil+|assist|help|provide|generate|create|complete|"
        r"write|comply|answer|access|browse|produce|continue)\b|"
        r"\b(?:OpenAI|ChatGPT|content policy|usage policy|use policy|knowledge cut-?off|training data)\b|"
        r"\bI (?:do not|don't) have (?:access|enough|any|real-time|information|sufficient)\b|"
        r"作为(?:一个|一名|一款)?(?:AI|人工智能|大?语言模型|智能助手|虚拟助手)|"
        r"(?:很|非常)?(?:抱歉|对不起|遗憾)[，,]?(?:我|作为|该|您的)|"
        r"我(?:无法|不能|没办法|不便)(?:为您|为你|直接|继续)?(?:提供|完成|满足|生成|回答|撰写|编写|处理|协助|访问)|"
        r"(?:违反|不符合)(?:了)?(?:内容|使用|平台)政策|无法满足(?:您|你)的(?:请求|要求)",
        regex.IGNORECASE,
    ),
)
_CHATTER = Remnant(
    "shape.chatter",
    (
        "sure",
        "certainly",
        "of course",
        "absolutely",
        "okay",
        "here is",
        "here are",
        "here's",
        "hope",
        "let me know",
        "note:",
        "好的",
        "当然",
        "没问题",
        "明白了",
        "以下",
        "希望",
        "如果",
        "如需",
        "根据",
        "文案",
        "版本",
        "选项",
        "候选",
    ),
    regex.compile(
        r"^\W*(?:sure|certainly|of course|absolutely|okay)\b[!,.:][^\n.]{0,60}(?:here|happy to|let me)|"
        r"\bhere(?:'s| is| are) (?:a|an|the|your|some|five|\d+) [^\n.:]{0,50}"
        r"(?:description|copy|version|draft|options?|variations?|recommendations?|rewrite)s?\b[^\n.]{0,60}:|"
        r"\b(?:I )?hope (?:this|that) helps\b|"
        r"\blet me know if (?:you|this|there)\b[^\n]{0,40}(?:change|adjust|need|want|help|like)|"
        r"\bnote: (?:this|the) (?:description|copy|text|product)\b|"
        r"^\W*(?:好的|当然|没问题|明白了)[，,。！!：:][^\n]{0,30}(?:以下|这是|为您|为你|如下)|"
        r"以下(?:是|为)[^\n。]{0,20}(?:文案|描述|推荐语|版本|介绍)[^\n。]{0,6}[：:]|"
        r"希望(?:这|以上|对您|对你|能)[^\n。]{0,14}(?:帮助|满意|喜欢)|"
        r"如(?:果)?(?:您|你)?(?:需要|需|有)(?:进一步|其他|任何)?(?:修改|调整)|根据(?:您|你)(?:提供|给出)的(?:信息|资料|要求)|"
        r"^\W*(?:文案|版本|选项|候选)[一二三四五1-5][：:.、]",
        regex.IGNORECASE | regex.MULTILINE,
    ),
)
_PLACEHOLDER = Remnant(
    "shape.placeholder",
    ("[", "<", "【", "(", "（", "lorem", "dolor", "tbd", "todo", "undefined", "nan", "%s", "xx", "某某", "\ufffd"),
    regex.compile(
        r"\[\s*(?:task|insert|your|the|product|brand|name|placeholder|price|color|colour|size|material|customer|audience|"
        r"link|add|fill|describe|feature|benefit|todo|tbd|xxx?|unk|\.\.\.|…)\b?[^\]\n]{0,40}\]|"
        r"<\s*(?:product|brand|name|insert|your|price|unk|color|material)\b[^>\n]{0,30}>|"
        r"[【\[（(](?:请?(?:插入|填写|填入|补充|输入)|此处|这里|占位|待定|待补充|(?:产品|商品|品牌|店铺)(?:名称?|特点|卖点)|"
        r"任务\s?\d)[^】\]）)\n]{0,20}[】\]）)]|"
        r"\blorem ipsum\b|\bdolor sit amet\b|\bTBD\b|\bTODO\b|\bundefined\b|\bNaN\b|%s\b|\bX{3,}\b|"
        r"(?<![A-Za-z])[Xx]{2,}(?=品牌|公司|产品|系列|元|年)|某某(?:品牌|公司|产品)|\uFFFD",
        regex.IGNORECASE,
    ),
)
_SLOT = Remnant(
    "shape.slot",
    ("{", "<", "[", "$"),
    regex.compile(
        r"\{\{?[^{}\n]{0,40}\}?\}|\$\{[^}\n]*\}|<\|[^|\n]{1,30}\|>|</?s>|\[/?INST\]|\[(?:PAD|UNK|SEP|CLS|MASK)\]|"
        r"</?(?:think|answer|facts?|slot)>"
    ),
)
_ECHO = Remnant(
    "shape.echo",
    (":", "：", "write", "generate", "create", "写", "生成"),
    regex.compile(
        r"^\W*(?:write|generate|create) (?:a|an|the|five|\d+) [^\n]{0,60}"
        r"(?:description|copy|recommendation|line|words)|"
        r"^\W*(?:product facts|facts|tone|audience|instructions?|output|answer|"
        r"system|user|assistant|channel|keywords)\s*:|"
        r"^\W*(?:请)?(?:写|撰写|生成)(?:一|几|五|\d)[^\n]{0,30}(?:文案|描述|推荐语|介绍)|"
        r"^\W*(?:产品事实|商品事实|事实|语气|受众|要求|指令|输出|回答|系统|用户|助手|字数|渠道|关键词)\s*[：:]",
        regex.IGNORECASE | regex.MULTILINE,
    ),
)
_ALL = (_REFUSAL, _CHATTER, _PLACEHOLDER, _SLOT, _ECHO)


def remnants(text: str) -> Iterator[tuple[str, int, int]]:
    """(rule, start, end) of everything that only a model or its prompt can have left there."""
    lower = text.lower()
    for remnant in _ALL:
        if any(cue in lower for cue in remnant.cues):
            pattern = pieces_of(remnant.pattern)
            for match in pattern.finditer(text, 0, len(text), pattern.standing_in(lower)):
                yield remnant.rule, *match.span()
