"""Product data that tries to instruct the model: found, flagged, and made harmless before a prompt shows it.
Knows no prompt style and no engine; it refuses to judge what a merchant may sell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from copywriter.records import Finding, ProductFacts, Variant

#: An order to a writer of text, in the two languages. Each needs a verb of command with an object that only a model has
#: (instructions, prompt, role, answer), so that "ignore the seam allowance" or "请忽略色差" stay what they are.
_ORDER = regex.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.\n]{0,30}\b(?:above|previous|prior|preceding|earlier|all|any|other|system|"
    r"these|your)\b[^.\n]{0,25}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|text|messages?|context|facts?|constraints?)\b|"
    r"\bignore (?:the |all )?(?:above|previous|everything)\b|\bdisregard (?:the |all )?(?:above|previous|everything)\b|"
    r"\b(?:you are now|from now on,? you|pretend (?:to be|you are)|"
    r"act as (?:an? )?(?:ai|assistant|model|system|expert|dan\b)|roleplay as)\b|"
    r"\b(?:new|updated|real|hidden) (?:system )?instructions?\b\s*[:：]|\bsystem (?:prompt|message|override)\b|"
    r"\b(?:reveal|print|repeat|show|output|leak)\b[^.\n]{0,20}\b(?:your|the|system|hidden)\b[^.\n]{0,15}\b(?:prompt|instructions?)\b|"
    r"\b(?:instead,? |now |must |always |please |only )?(?:write|say|reply|respond|answer|output|state|claim|"
    r"append|insert|mention|include|add)\b[^.\n]{0,50}\b(?:in (?:the|your|every|each|all) "
    r"(?:description|copy|text|answer|reply|response|output|sentence)s?|"
    r"(?:the|this) (?:product|item) (?:is|cures|has)|instead of (?:the|a) description|"
    r"(?:exactly|only|the following) (?:words?|text|sentence|phrase)|nothing else)\b|"
    r"\bdo not (?:mention|follow|write|obey|apply|use)\b[^.\n]{0,30}\b"
    r"(?:instructions?|rules?|prompts?|facts?|competitors?|checks?)\b|"
    r"\b(?:the model|the ai|the assistant|language model|chatgpt|llm)\b[^.\n]{0,30}"
    r"\b(?:must|should|shall|will|has to|please)\b|"
    r"\b(?:end|start|begin)\s+of\s+(?:the )?(?:prompt|instructions?|facts|data|system)\b",
    regex.IGNORECASE,
)
_ORDER_ZH = regex.compile(
    r"(?:请)?(?:忽略|无视|忘记|忘掉|跳过|不要理会|不用管|别管|推翻|覆盖)[^。\n]{0,14}(?:以上|上述|上面|前面|之前|先前|此前|所有|全部|系统|其他|原有)[^。\n]{0,12}"
    r"(?:指令|指示|提示词?|要求|规则|内容|设定|说明|命令|约束|限制)|"
    r"(?:忽略|无视)(?:以上|上述|上面|前面|之前)(?:的)?(?:内容|一切|全部|所有)?(?=[，,。并\s]|$)|"
    r"(?:从现在起|现在起|从现在开始)[，,]?你(?:是|要|必须|将)|你现在(?:是|扮演)|(?:请)?(?:扮演|充当)(?:一个|一名)?(?:AI|助手|模型|系统|专家)|"
    r"(?:新的?|真正的|隐藏的?)(?:系统)?(?:指令|提示词|指示)[：:]|系统(?:提示词|指令|消息)|"
    r"(?:输出|打印|显示|泄露|告诉我|重复)[^。\n]{0,10}(?:你的|系统|隐藏)[^。\n]{0,6}(?:提示词?|指令|设定)|"
    r"(?:请|必须|务必|只能|改为|转而|一定要)(?:直接|只)?(?:写|输出|回答|回复|声称|写明|说|加上|加入|插入)[^。\n]{0,30}"
    r"(?:文案|描述|回答|回复|正文|推荐语|这句话|以下(?:内容|文字|句子)|本品|治愈|最好|第一)|"
    r"(?:文案|描述|推荐语|回答)(?:中|里)?(?:必须|务必|一定要|只能|应当)(?:写|说|包含|出现|加上|声称|提到)|"
    r"不(?:要|得|许)(?:提及|遵守|遵循|执行|理会)[^。\n]{0,12}(?:指令|规则|要求|事实|提示|审核|检查)|"
    r"(?:语言模型|大模型|AI助手|人工智能)[^。\n]{0,12}(?:必须|应当|应该|请|需要|务必)",
    regex.IGNORECASE,
)
#: What frames a conversation for a model; no product value needs it.
_FRAME = regex.compile(
    r"<\|[^|\n]{1,30}\|>|\[/?(?:INST|SYS|SYSTEM)\]|<</?SYS>>|</?(?:system|user|assistant|instructions?|prompt|facts?|think)>|"
    r"(?:^|[\n.。;；])\s*#{2,}\s*(?:system|instruction|response|user|assistant|系统|指令)|"
    r"(?:^|[\n.。;；])\s*(?:system|assistant|user|系统|助手|用户)\s*[:：]\s*"
    r"(?=you\b|your\b|ignore|please|write|say\b|from now|do not|always|never|respond|"
    r"你|请|忽略|从现在|必须|写|不要|回答)|"
    r"-{3,}\s*(?:end|begin)\b|```",
    regex.IGNORECASE,
)
_SENTENCE = regex.compile(r"[^.。！？!?\n;；]*(?:[.。！？!?\n;；]+|$)")


@dataclass(frozen=True, slots=True)
class Attempt:
    """An order found in the data. `where` is title, category, brand, "fact 3" or "variant 2 fact 1" (from 0)."""

    where: str
    words: str


@lru_cache(maxsize=1024)  # asked for each candidate of a product
def attempts(product: ProductFacts) -> tuple[Attempt, ...]:
    """Every order that the product's data gives to a model."""
    return tuple(Attempt(where, words.strip()) for where, value in _fields(product) for words in _orders(value))


def run(product: ProductFacts, *, language: str) -> list[Finding]:
    """One warning a field that tries to instruct. Start = end = 0: the words lie in the data, not in the text."""
    found = []
    for where in dict.fromkeys(a.where for a in attempts(product)):
        words = next(a.words for a in attempts(product) if a.where == where)[:60]
        if language == "en":
            reason = f"The product's {where} gives the model an order (“{words}”); it was kept out of the prompt."
            suggestion = "Correct the product's data."
        else:
            reason = f"商品资料（{where}）里有对模型下的指令（“{words}”），写作时已剔除。"
            suggestion = "请修正商品资料。"
        found.append(Finding("injection.order", "warn", 0, 0, reason, suggestion, "fact"))
    return found


def neutralise(value: str) -> str:
    """The value without the sentences that give orders and without conversation marks; unchanged where it has none."""
    if not _orders(value):
        return value
    kept = "".join(
        s for s in _SENTENCE.findall(_FRAME.sub("\n", value)) if not (_ORDER.search(s) or _ORDER_ZH.search(s))
    )
    return regex.sub(r"\s+", " ", kept).strip(" ;；,，")


def neutralised(product: ProductFacts) -> ProductFacts:
    """The same product with orders taken out of its values: what a prompt may show. A fact whose name gives an order,
    or of whose value nothing is left, is dropped; the very same object comes back where nothing was found."""
    if not attempts(product):
        return product
    return replace(
        product,
        title=neutralise(product.title),
        category=neutralise(product.category),
        brand=neutralise(product.brand),
        facts=_clean(product.facts),
        variants=tuple(Variant(facts=_clean(v.facts), sku=v.sku) for v in product.variants),
    )


def _clean(facts: tuple) -> tuple:
    cleaned = (replace(f, value=neutralise(f.value)) for f in facts if not _orders(f.name))
    return tuple(f for f in cleaned if f.value)


@lru_cache(maxsize=2048)  # "Material", "stainless steel": a catalogue's names and values recur
def _orders(value: str) -> tuple[str, ...]:
    if len(value) < 8:  # "IPX7", "black": no room for an order
        return ()
    return tuple(match.group() for pattern in (_ORDER, _ORDER_ZH, _FRAME) for match in pattern.finditer(value))


def _fields(product: ProductFacts) -> Iterator[tuple[str, str]]:
    yield from (("title", product.title), ("category", product.category), ("brand", product.brand))
    for index, fact in enumerate(product.facts):
        yield f"fact {index}", fact.name
        yield f"fact {index}", fact.value
    for number, variant in enumerate(product.variants):
        for index, fact in enumerate(variant.facts):
            yield f"variant {number} fact {index}", fact.value
