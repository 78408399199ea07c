"""What a Chinese text replies after a question or a topic: 能洗不？能。谷物呢，一点不放。一手收车，做得到。
Knows no fact: only whether the words after a clause affirm or deny what the clause names, or say nothing of it."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLAUSE_END = "，。；！？：\n,;!?:"
#: 吗, 呢, 洗不, 能不能, 是不是: the clause asks even where no question mark stands.
_ASKS = re.compile(
    r"(?:[吗呢么]|[能会可要有是行得洗放用带装]不|与否|没有?)$|是否|([能会可要有是行])(?:不|没)\1|可不可以"
    r"|适不适[合用]"
)
#: 问起碳刷, 说到定位: it names what is spoken of and says nothing of it yet.
_NAMES = re.compile(
    r"^(?:要是|有人|若|你|您)?(?:问起|问到|问|说起|说到|提到|提起|谈到|讲到|至于|关于|论|要论|要说|说说|再说"
    r"|单说|先说)"
)
_TOPIC_END = re.compile(
    r"(?:呢|嘛|吧|的话|这一?[块项条点栏]|那一?[块项条点栏]|这[事件]事?|方面|一[栏项条]|的问题|问题)$"
)
#: What may stand before the answer itself.
_FILLER = (
    r"(?:答案?(?:是|为)?|回答?(?:是)?|老实说|说实话|直说吧?|放心吧?|别担心|当然|肯定|自然|照样|照旧|一样|完全"
    r"|确实|真的?|其实|它|这个|这就|那就|就是|就"
    r"|是的|对|嗯|我们|咱|咱们|客服|师傅|老板|卖家|店家|掌柜|[\u3400-\u9fff]{2,3}答得[\u3400-\u9fff]{1,2}|都|也"
    r"|还|一点都?|一[丁滴颗粒根个]点?儿?|半点都?|压根|根本|从来|统统"
    r"|“|：|:)*"
)
_NO_VERBS = (
    r"(?:没(?:有|得)?(?:[加放添含掺装配带送附做用设留]了?|附带|附送|配备)?的?"
    r"|不(?:[加放添含掺装配带送附做设留给用]|附带|附送|配备|能|可以?|行|会|支持|适[合用]|得|是|成|需要|必|算"
    r"|提供|具备|包含)?的?"
    r"|无|否|未[加放添含掺装配带送附做]|免|别|谢绝|用不了|做不到|办不到|装不了|进不了|上不了|放不了|洗不得"
    r"|洗不了|用不着|谈不上|免了|算了|恐怕不行|另[购买配算]|自备|自理)"
)
_YES_VERBS = (
    r"(?:有的?|能的?|可以的?|行的?|会的?|含|带|支持|适[合用]的?|是的?|成|可|加了|放了|添了|装了|配了|带了|附了"
    r"|送了|做了|掺了|用了|没问题|没毛病|做得到|办得到|用得了"
    r"|装得了|进得了|上得了|放得了|洗得了|随[便意]|都行|附送|附带|赠送|标配|必须的|妥妥的|照[用洗放装]不误)"
)
_TAIL = (
    r"(?:的|了|啊|哦|呀|呢|哈|吧|啦|”|它|进去|上去|下来|一起|一块|附带|附赠|附送|另外|单独|用|吃|喝|上|放|洗"
    r"|装|进|使用|佩戴|安装|清洗|机洗|水洗)*"
)
_NO = re.compile(rf"^{_FILLER}{_NO_VERBS}{_TAIL}$")
_YES = re.compile(rf"^{_FILLER}{_YES_VERBS}{_TAIL}$")
#: An answer that goes on: 能，有夜光; 不行得自己动手组装; 有是绿茶香.
_NO_LED = re.compile(
    rf"^{_FILLER}(?:不(?:能|行|可以|会|支持|适[合用])|没有|用不了)(?![\u3400-\u9fff]{{0,2}}(?:没|不|无))"
)
_YES_LED = re.compile(rf"^{_FILLER}(?:能|可以|支持|适[合用]|有)(?![\u3400-\u9fff]{{0,4}}(?:没|不|无|限))")


class Reply(NamedTuple):
    """`said`: True it is so, False it is not, None nobody says; `asked`: whether the clause asks or only names."""

    asked: bool
    said: bool | None


def clause_at(folded: str, at: int) -> tuple[int, int]:
    """The clause that holds a place, from mark to mark."""
    left = max((folded.rfind(mark, 0, at) for mark in _CLAUSE_END), default=-1) + 1
    ends = [end for mark in _CLAUSE_END if (end := folded.find(mark, at)) >= 0]
    return left, min(ends, default=len(folded))


def names_a_topic(clause: str) -> bool:
    """Whether a clause only brings up what it speaks of: 问起碳刷."""
    return bool(_NAMES.match(clause))


def reply_after(folded: str, start: int, end: int, size: int) -> Reply:
    """What stands after the clause [start, end) about a thing of `size` characters in it."""
    clause = folded[start:end]
    mark = folded[end : end + 1]
    asked = mark in ("？", "?") or bool(_ASKS.search(clause))
    bare = len(clause) - size <= 1
    topic = asked or bool(_NAMES.match(clause) or _TOPIC_END.search(clause)) or (bare and len(clause) < 12)
    told = _NAMES.match(clause) or asked
    at = end
    for step in range(3 if told else 1):
        if at >= len(folded) or (step and folded[at] in "。！？!?\n" and not asked):
            break
        left = at + 1
        while left < len(folded) and folded[left] in " “\"'":
            left += 1
        _, right = clause_at(folded, left)
        following = folded[left:right]
        if _NO.match(following):
            return Reply(True, False)
        if _YES.match(following):
            return Reply(True, True)
        if asked and step == 0 and len(following) < 16:
            if _NO_LED.match(following):
                return Reply(True, False)
            if _YES_LED.match(following):
                return Reply(True, True)
        if not topic or folded[right : right + 1] not in ("：", ":", "，"):
            break
        at = right
    return Reply(topic, None)
