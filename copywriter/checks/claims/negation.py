"""Whether a text denies what it names: without, free of, 不含, 无, 免; and what only looks like a denial (not only,
不仅).
Knows no product."""

from __future__ import annotations

import re

_BEFORE_EN = re.compile(
    r"(?:\b(?:no(?!-show)|not|without|never|cannot|can't|isn't|aren't|doesn't|don't|won't|lacks?|zero|0%|neither|nor"
    r"|free of|free from|skip the"
    r"|minus the|leaves out|instead of|rather than|unlike|non|un)\b[\s-]*(?:(?:a|an|any|the|added|in|use|be|being"
    r"|support|come|include|offer|feature|carry|take|allow|provide|belong|like|enjoy|survive|stand|tolerate|want|adjust"
    r"|having|getting|ever|even|made|with"
    r"|of|contain|need|have|suitable"
    r"|for|to|go|put|it|is|are|certified|quite|all|artificial|single|trace|work|works|on|used|meant|rated|intended|designed|fit|go"
    r"|\w+ly)\s+){0,3}(?:[a-z]+(?:,|,? or|,? and| nor) ){0,3})$"
)
_NOT_EN = re.compile(
    r"\b(?:not only|not just|no matter|no doubt|no longer|not merely|no less|not to mention|can't wait|don't miss"
    r"|don't forget)\b"
)
_AFTER_EN = re.compile(
    r"^(?:[ -]free\b(?! (?:gift|shipping|delivery|returns|of charge))|\s?(?:(?:is|are) (?:not|never)|isn't"
    r"|aren't) (?:used|added"
    r"|included|present|needed|in it|required|part of)\b| not included| sold separately|: ?(?:no|none)\s*(?:$|[.,;\n])"
    r"|[ -]less\b| (?:is|are|was|were) (?:missing|absent|off limits|forbidden|banned|excluded|left out|impossible"
    r"|out of (?:the question|bounds)|nowhere|a no\b|not (?:an option|allowed|safe|possible))"
    r"| (?:should |must |has to |have to )?stays? (?:out|away|outside|at home)\b| (?:has|have) no place\b)"
)
#: "never without it", "cannot do without": two denials that affirm.
_TWICE_EN = re.compile(
    r"\b(?:not|never|cannot|nothing|\w+n't) (?:\w+ ){0,2}(?:without|free (?:of|from)|lack(?:s|ing)?)\b"
)
#: "leave the bleach in the cupboard": what is put away is not used; asked only of what a feature names.
_PUT_AWAY = re.compile(r"\b(?:leave|keep|store|park) (?:the |any |your |all )?$")
_AWAY = re.compile(r" (?:in|on|at|out|away|off|behind|under) (?!(?:it|hand|stock|mind|all)\b)")
_STAYS_AWAY = re.compile(r" (?:stays?|remains?|belongs?|lives?) (?:in|on|at|behind|under) (?:the|its|your) (?!box|set)")
_BEFORE_ZH = re.compile(
    r"(?:不含|不添加|无添加|未添加|未检出|0添加|零添加|没有|没|不带|不是|并非|非|无(?!线|缝|绳|袖|领|人|痕|尘|极|级|骨|刷|叶"
    r"|框|扇|损|界|穷|忧)|免|不加|不用|不使用|未经|未|用不着装?|没有?[掺加放添用]|不会|[连接用装插放进上找]不(?:了|上|进|着|到)|不(?:连|接|插|装|配|送|附|放|掺|兑|染|喷|涂|刷|镀|打|走|进|入|吃|支持|具备|提供|包|自带|靠)|不(?!锈|粘|沾"
    r"|易|同|规则|倒翁|干胶|少|错|到|妨)|零|0|拒绝|告别|杜绝|远离|勿|禁止|避免)"
    r"(?:任何|一点|可|能|宜|适用|适合|采用|含有|加入|加|放|检出|检测出|使用|以|是|会|有|人工|额外|[\u3400-\u9fff]{1,4}、|[a-z]{2,8}、){0,4}$"
)
_NOT_ZH = re.compile(
    r"(?:不仅|不只|不但|不止|不光|无论|无惧|无需担心|无限|无比|不怕|不妨|无一不|毫无疑问|不失|无非|不愧|未来|非常"
    r"|除非|不同)[\u3400-\u9fff]{0,4}$"
)
_AFTER_ZH = re.compile(
    r"^(?:[？?：:](?:没有|没加|没放|没添|不含|未检出|不添加|零添加|压根没|未添加|都没|一点没|无(?=[，。；]))"
    r"|，(?:没有|没加|没放|没添|不含|不加|未添加|未检出|零添加)(?=[，。；！]|$)"
    r"|(?:也|都|一点|一滴)*(?:没|不)(?:有|加|放|含|添|掺)"
    r"|[:：]?(?:标注|写作|为|是)?(?:否|无弹|无$|不支持)|不可用|不含|除外|不适用|零添加|0添加)"
)


#: "free from sulphates and cruelty free": what follows is another adjective and not denied with the nouns.
_ADJECTIVE = re.compile(r"[ -](?:free|safe|friendly|proof|resistant)$|(?:proof|able|ible)$")
_NOUNS_DENIED = re.compile(r"\b(?:free (?:of|from)|without|no)\b[^.,;]* and ")
_MARK = re.compile(r"[.;:!?。，；！？\n()（）]")
_ENDS_CHINESE = re.compile(r"[\u3400-\u9fff]\W?$")


def is_negated(folded: str, start: int, end: int) -> bool:
    """Whether the clause around [start, end) denies it."""
    left = cut = max(0, start - 36)
    for mark in _MARK.finditer(folded, left, start):
        cut = mark.end()
    before = folded[cut:start]
    after = folded[end : end + 16]
    if folded[start] > "\u3000" or (not before.isascii() and _ENDS_CHINESE.search(before)):
        if _AFTER_ZH.match(after):
            return True
        before = before.rstrip(" ")
        return bool(_BEFORE_ZH.search(before)) and not _NOT_ZH.search(before)
    if _AFTER_EN.match(folded[end : end + 30]):
        return True
    if _ADJECTIVE.search(folded, start, end) and (cut := _NOUNS_DENIED.search(before)):
        before = before[cut.end() :]
    if not before:
        return False
    return bool(_BEFORE_EN.search(before)) and not _NOT_EN.search(before) and not _TWICE_EN.search(before)


def is_put_away(folded: str, start: int, end: int) -> bool:
    """Whether a thing is left or kept elsewhere: "leave the bleach in the cupboard"."""
    if _STAYS_AWAY.match(folded, end):
        return True
    return bool(_AWAY.match(folded, end) and _PUT_AWAY.search(folded, max(0, start - 12), start))
