"""Text that says nothing of the product: filler, placeholder Latin, sales lines, shipping and care disclaimers.
Knows no facts: it only says what must not be taken for one."""

from __future__ import annotations

import re
import unicodedata

from copywriter.formats import wordlists
from copywriter.formats.cells import header_key

_I = re.IGNORECASE

#: A whole text that is one of these is no description at all.
_EMPTY_TEXT = re.compile(
    r"^\W*(no (product )?description( is)?( available| provided| yet)?|description (not available|coming soon)|"
    r"coming soon|tbd|tba|todo|test(ing)?( product)?|"
    r"this is an? (simple|variable|grouped|external|downloadable|virtual)[\w ,]* product|"
    r"default description|sample (text|description)|暂无(描述|简介|介绍|详情)?|无(描述|简介)|测试(商品|产品|数据)?|"
    r"(?P<same>\w)(?P=same)*|\d+)\W*$",
    _I,
)
_LATIN_FILLER = re.compile(
    r"\b(lorem ipsum|dolor sit amet|pellentesque habitant|consectetur adipiscing|vestibulum tortor|vestibulum sagittis|"
    r"donec eu libero|aenean ultricies|mauris placerat|sed do eiusmod)\b", _I,
)  # fmt: skip

#: Sentences about the sale, not the thing sold. Matched one sentence at a time.
_SALES = re.compile(
    r"^buy\b.{0,300}?\b(for|at)\s+(only\s+)?(rs\.?|₹|\$|inr)\s*[\d,]+|"
    r"\bonline at (rs\.?|best|low)|\bat best prices?\b|\bonly genuine products?\b|\breplacement guarantee\b|"
    r"\bcash on delivery\b|"
    r"\bfree (shipping|returns?|delivery)\b|\bgreat discounts?\b|\bprice\s*:\s*(rs\.?|₹|\$)|\bshop now\b|"
    r"\bonly at \w+\.(com|in)\b|"
    r"\bat shein\b|\border now\b|\badd to cart\b|\bflash sale\b|"
    r"立即(抢购|购买)|包邮|顺丰|猛戳|秒杀|领券|满\d+减|价保|下单(即|立)?|拍下|优惠券|点击(购买|查看)|爆款优惠|限时(抢购|特惠)|"
    r"(免费|极速)退换|七天无理由|7天无理由|全国联保",
    _I,
)
_ADVICE = re.compile(
    r"^[*＊·•\s\d.、]*(温馨提示|温馨提醒|友情提示|购买须知|购买提示|售后|注意事项|免责声明|色差|发货|物流|客服|请注意|"
    r"please note|note\s*:|disclaimer|notice\s*:|kind(ly)? (note|reminder)|shipping|delivery)",
    _I,
)

#: Attribute names that describe the listing, the sale or the parcel, by `header_key`.
_NOISE_NAMES = wordlists.words("noise_names")


def is_empty(text: str) -> bool:
    """Whether a whole description says nothing: "No description available", placeholder Latin, "test", "111"."""
    text = text.strip()
    return not text or bool(_EMPTY_TEXT.match(text)) or bool(_LATIN_FILLER.search(text))


def is_placeholder(name: str, value: str) -> bool:
    """Whether an attribute's value says nothing: placeholder Latin, "规格：标准", "是否进口：否"."""
    return bool(_LATIN_FILLER.search(value)) or (
        name == "规格" and value in ("标准", "默认", "常规", "正常规格", "正常")
    )


def is_noise_name(name: str) -> bool:
    """Whether an attribute of this name is no fact about the product ("Stock", "Ships From", "温馨提示")."""
    return header_key(name).lstrip("*＊·•").strip("_") in _NOISE_NAMES


def is_sales_line(sentence: str) -> bool:
    """Whether one sentence or line speaks of buying, shipping or advice rather than of the product."""
    text = unicodedata.normalize("NFKC", sentence).strip()
    return bool(_SALES.search(text) or _ADVICE.match(text) or _LATIN_FILLER.search(text))


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(A-Z0-9✓])|(?<=[。！？!?；])|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, white space trimmed; decimals and "Rs." do not end one."""
    parts, held = [], ""
    for part in _SENTENCE_END.split(text):
        held = f"{held} {part}".strip() if held else part.strip()
        if re.search(r"\b(Rs|No|vs|approx|incl|Dr|Mr|St|max|min)\.$", held):
            continue
        if held:
            parts.append(held)
        held = ""
    if held:
        parts.append(held)
    return parts


def strip(text: str) -> str:
    """The text without its sales lines; "" where nothing else is left. Paragraph breaks are kept."""
    if is_empty(text):
        return ""
    kept = []
    for paragraph in text.split("\n"):
        body = re.sub(r"(?<=[。！？；]) ", "", " ".join(s for s in sentences(paragraph) if not is_sales_line(s)))
        if body or not paragraph.strip():
            kept.append(body)
    rest = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return "" if is_empty(rest) else rest
