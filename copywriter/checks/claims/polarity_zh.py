"""What a Chinese clause says of a thing: that it is so (能拆, 附赠), that it is not (拆不下来, 另购), or nothing.
Knows no fact and no synonym: only the words before and after."""

from __future__ import annotations

import re

from copywriter.checks.claims.replies_zh import clause_at, reply_after

_NEGATED = re.compile(r"(?:不|没|无|未|别|免|非|勿|莫|拒|零|0|禁止|忌|难)[^，。]{0,4}$")
#: What looks like a denial: 不仅, 不怕, 无需担心.
_ONLY_LOOKS = re.compile(
    r"(?:不仅|不只|不但|无论|不管|不光|不止|不怕|无惧|不愧|不同|非常|无需担心|不用担心|没想到|不妨|少不了|离不开"
    r"|免不了|不得不|不能没有)"
)
_DENIED_AFTER = re.compile(
    r"^[^，。；]{0,4}?(?:不能|不可|不行|不用|不适用|不适合|不支持|不需|不要|不宜|没法|无法"
    r"|[用装进上放洗拆取折调换卸拿摘收转合分熨烫淋冲]不[了下得开掉动起进上])"
)
_LACKING_AFTER = re.compile(
    r"^[^，。；]{0,4}?(?:不在[^，。；]{0,5}(?:里|内)|(?:也|都|一点|一滴)?没(?:有|加|放|含|添|掺|送|配|带|做|印"
    r"|过)|不含|不送|不附|不带|不配|不提供|不在内|不算在内|没有|不能用|不可用|不适用|不适合|不支持|不行|用不了"
    r"|装不了|另购|另买|另配|另备|另算|自备|自理|自己备|自己买"
    r"|单买|单独买|单卖|除外|得自己|要自己|要另|免谈|欠奉)"
)
#: 拆不下来: the complement of the verb itself denies it.
_CANNOT = re.compile(r"^(?:[\u3400-\u9fff]?)不(?:下来?|了|得|开|掉|动|起来?|进去?|上去?|出来?|住|走)")
_CAN_DO = re.compile(r"^(?:[\u3400-\u9fff]?)得(?:下来?|了|开|掉|动|起来?|进去?|上去?|出来?|住)")
_HAS = re.compile(
    r"(?:有|带|含|附赠|附送|附|赠|送|配|自带|内置|支持|做了|加了|装了|已经|已|具备|添加|加|放|掺|留|包|管|提供"
    r"|做过|通过|过了|连|能接|用上)"
    r"(?:了|着|上|有|入|过|的|一)?[^，。不没无]{0,3}$"
)
_CAN = re.compile(
    r"(?:可以|可|能|支持|进|上|放|用|走|装|接|有|带|含|附赠|附送|附|赠|送|配|自带|做了|已经|已|经过|适合|敢|包"
    r"|管|提供|随便|尽管|连|禁得住|经得起|扛得住)"
    r"[^，。不没无]{0,3}$"
)
_CAN_AFTER = re.compile(
    r"^[^，。不没无]{0,4}?(?:可以|可|能|都行|也行|行|适用|可用|照样|放心|随便|附送|也送|在内|都有|齐全|备好|配好"
    r"|正合适|正好|没问题|合适|随意)"
)
_NEEDED = re.compile(r"(?:需要|需|要|得|必须|靠|非得|务必)[^，。不没无]{0,4}$")
_NOT_NEEDED = re.compile(r"(?:不用|无需|不需要?|不必|免|不要|省去|省了|用不着|无须|不消|别)[^，。]{0,4}$")
#: 墨水盒里已经附上了, 地布也一并附带.
_GIVEN_AFTER = re.compile(
    r"^[^，。不没无另自]{0,4}?(?:已经|都|一并|一起|随箱|随盒)?(?:附带|附赠|赠送|(?:附|配|送|装|带|放|备|加"
    r"|给)(?:上|好|有|了|着|齐)+)"
)
#: 是左手专用款.
_IS = re.compile(r"(?:^|[^不可还要若只算])(?:是|属于)$")
#: Right before a listed thing: it has none of it, or does not suit it.
_FLATLY = re.compile(
    r"(?:不能用|不能上|不能装|不能放|不能接|不能|不可用|不可|不支持|不带|不含|不是|并非|没(?:有|做|装|抽|送|印"
    r"|开|上|配|加|放|涂|刷|附|带|给|含|赠|掺|添|设|留|备|用)?|无|不配|不附|不送|不适合|不适用|不提供|不给|不做"
    r"|没有做|没有经过|没经过|没做过|未做|未经|未通过|没通过|没过|没带"
    r"|没配|不连|不接|不具备|不设|不装|不留|缺|不需要?|无需|不必|用不了|装不了)(?:任何|什么)?$"
)
_FLATLY_AFTER = re.compile(
    r"^(?:以外|之外|除外)|^(?:都|也|就|上|里|皮肤?|人群|处|机)?(?:不能用?|不可用?|不适合|不适用|用不了|装不了"
    r"|放不了|上不了|不行|没有|不支持|不送|不带|不附|不配|另购|另买|没法用|无法用)"
)
#: 没有钢的冷, 没有棉那么闷: a comparison.
_COMPARED = re.compile(r"^(?:那么|那样|那种|的(?![，。；]|$)|味(?![，。；]|$)|感|就|也|一样|似的|可比)")
_ASKS = re.compile(r"是否|能不能|可不可以|有没有|要不要|吗|如果|若|万一|假如|要是")


#: 涂了夜光, 掺着玉米: any verb that is done.
_DONE = re.compile(r"[\u3400-\u9fff][了着过](?:一?[层点些个])?$")
#: Characters that make a listed word the first half of another: 充电头 of 充电.
_GOES_ON = frozenset("头线器盒机灯箱宝桩口站台板")


def is_open(clause: str) -> bool:
    """Whether a clause asks or supposes, and so says nothing."""
    return bool(_ASKS.search(clause))


def denied(before: str, after: str, *, can: bool = True) -> bool:
    """Whether the words around a thing deny it, or (`can`) that it may be done. The two strings: the rest of its
    clause."""
    if _LACKING_AFTER.match(after) or (can and (_CANNOT.match(after) or _DENIED_AFTER.match(after))):
        return True
    return bool(_NEGATED.search(before[-6:]) and not _ONLY_LOOKS.search(before))


def affirmed(before: str, after: str, *, can: bool) -> bool:
    """Whether they say that it is there, or (`can`) that it may be done."""
    if _CAN_DO.match(after) or _CAN_AFTER.match(after) or _GIVEN_AFTER.match(after) or _IS.search(before):
        return True
    return bool(
        _DONE.search(before)
        or _HAS.search(before[-8:])
        or (can and _CAN.search(before[-8:]))
        or re.search(r"(?:可以|能|可)[^，。不没无]{0,3}$", before[-6:])
    )


def needed(before: str) -> bool | None:
    """Whether the words before a thing say that it is needed; None where they do not say."""
    if _NOT_NEEDED.search(before[-7:]):
        return False
    return True if _NEEDED.search(before[-8:]) else None


def flatly_denied(before: str, after: str) -> bool:
    """Whether the very words beside a thing deny it: 没有纱窗, 墨囊用不了."""
    if _COMPARED.match(after) or after[:1] in _GOES_ON or _ONLY_LOOKS.search(before):
        return False
    return bool(_FLATLY.search(before) or _FLATLY_AFTER.match(after))


#: 碳板鞋跑不惯的看过来, 纯素党请注意: a clause that calls readers says nothing of the product.
_CALLS = re.compile(
    r"(?:看过来|请?注意|划走|留意|绕道|请看|听好|别冲|进来|收下|入|注意啦)(?:了|啦|哦)?$"
    r"|(?:党|人士|人群|爱好者|星人|一族|玩家|用户|的朋友|的人)"
)


def says_so(folded: str, start: int, end: int) -> bool:
    """Whether the clause around [start, end) says for certain that there is such a thing, or that it may be so."""
    left, right = clause_at(folded, start)
    clause = folded[left:right]
    reply = reply_after(folded, left, right, end - start)
    if reply.asked and reply.said is None and (start, end) == (left, right) and folded[right : right + 1] == "，":
        return bool(_DOES.match(folded, start))  # 自动开合，慢一点才有味道
    if reply.asked:
        return reply.said is True
    if is_open(clause) or _CALLS.search(clause):
        return False
    before, after = clause[: start - left], clause[end - left :]
    if after[:1] in _GOES_ON or denied(before, after):
        return False
    return affirmed(before, after, can=True) or bool(_DOES.match(folded, start) and not after)


#: 按一下自动开合: what does so says so.
_DOES = re.compile(r"自动|手动|一键|防|免|可|能|支持|遥控|自")
