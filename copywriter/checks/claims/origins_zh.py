"""Where a Chinese text says the product was made or comes from: the places that stand beside a word of origin.
Knows no fact: `origins.py` rules on what is found. 日式, 西湖边 and a list of towns to visit are no origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Verbs that take a place after 自 or 于; and words that name the home of a thing.
_MADE_VERBS = "产出采取选纺织缝做造制烧浇铸酿印种养炒晒烘窖灌装裁绣染雕刻吹磨锻生长摘捞捕焙榨"
_BEFORE = re.compile(
    rf"(?:[{_MADE_VERBS}来源][自于](?!己)|进口自|诞生[于在]|[产原]产?地(?:[为是:：]|[\u3400-\u9fff]{{0,3}})?"
    rf"|老家(?:在|是|：)?|籍贯"
    rf"|故乡(?:在|是)?|出身|(?:生长|种植|养殖|生产|制造|组装|加工|灌装|酿造|烧制|手工?制?|[{_MADE_VERBS}])在"
    rf"|甄选|精选"
    r"|地道的?|(?:产地|产自哪|来路)[\u3400-\u9fff]{0,3}，?(?:写着|写的是|是|标着)|根在|厂(?:子)?在|窑在|作坊在"
    r"|工厂在)$"
)
#: What makes the place before it an origin. People, styles and dishes of a place (北京人, 川味) do not.
_AFTER = re.compile(
    r"(?:(?:[\u3400-\u9fff]{2,3}?)?(?:浇铸|制造|生产|出品|烧制|缝制|织造|酿造|采摘|印制|印刷|装订|组装|装配|加工"
    r"|灌装|分装|染织|刺绣"
    r"|编织|种植|养殖|发货的?窑)|原装|进口|制造|生产|出品|原产|产的?(?![品后生自业])|直供|直邮|工厂|匠人|工匠"
    r"|手工|工艺|品牌"
    r"|制(?![作定服度药冷])|本土|货源|当地|的?窑|的?工坊|的?作坊|工作室|籍贯|出身|纱线|浇铸|缝制|烧的|织的|造的"
    r"|做的|烧制|烧成|出厂"
    r"|来的|装订|烘焙|造(?=[，。、！；]|$)"
    r"|(?:的|[这那]家|当地)[\u3400-\u9fff]{0,3}?(?:匠|厂|窑|坊|师傅|车间|手艺|基地|产区|农场|牧场|茶园|果园|酒庄"
    r"|老字号|货)"
    r"|[\u3400-\u9fff]{1,4}?(?:产|造)(?=[，。；的]|$)|[\u3400-\u9fff]{0,4}?货(?=[，。；！]|$)"
    r"|[\u3400-\u9fff]{0,2}?(?:匠人?|厂家?|厂子|窑口|师傅|手艺人)(?=[，。；、！的做出]|$)"
    r"|(?![人式风味系菜餐面语货队])(?:的?[\u3400-\u9fff]{0,6}?)[做造印烘灌织摘浇烧缝酿裁编刻炒晒种养出装铸吹磨绣染](?:出来|成|订|制)?"
    r"的(?![人时确话]))"
)
#: 灵感来自敦煌: an idea comes from there, the product does not.
_IDEA = re.compile(
    r"(?:灵感|创意|设计|图案|花纹|纹样|名字|想法|配方|故事|造型|配色|风格|做法|工艺|技法)[都也就最]?(?:来源于"
    r"|来自于?|源自|源于|取自|出自)$"
)
_ALONE_BEFORE = re.compile(r"(?:^|[，。：；、\s])$")
_ALONE_AFTER = re.compile(r"[，。；、]|$")
_UNKNOWN = re.compile(
    r"(?:[产出采纺织缝做造制烧浇酿印](?:自(?![己然动由身在行带家备这那一每])|于)|浇铸于|缝制于|原产于"
    r"|产地[为是:：]|制造于|进口自)"
    r"([\u3400-\u9fff]{2,8}?)(?<![料材皮毛棉麻丝纸石木果叶花草豆茶家队人手])(?=[的，。；！？、,.\s]|$)"
    # what one comes from may be anything: only what ends as places do is one
    r"|[来源取选]自([\u3400-\u9fff]{1,5}[省市县区镇乡村岛州沟])(?=[的，。；！？、,.\s]|$)"
)


def find_origins(folded: str, names: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """(start, end, place) of every statement of origin. `names`: every place that the text names."""
    found: list[tuple[int, int, str]] = []
    for start, end in _whole(names):
        before, after = folded[max(0, start - 10) : start], folded[end : end + 16]
        if (
            (_BEFORE.search(before) and not _IDEA.search(before))
            or _AFTER.match(after)
            or (_ALONE_BEFORE.search(before[-1:]) and _ALONE_AFTER.match(after))
        ):
            found.append((start, end, folded[start:end]))
    for match in _UNKNOWN.finditer(folded) if "自" in folded or "于" in folded or "产地" in folded else ():
        start, end = match.span(match.lastindex or 1)
        if not any(a < end and start < b for a, b, _ in found):
            found.append((start, end, folded[start:end]))
    return found


def _whole(names: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The places in reading order: the longest at one place, and a town with the region that stands before it."""
    whole: list[tuple[int, int]] = []
    for start, end, _ in sorted(names, key=lambda n: (n[0], -n[1])):
        if whole and start < whole[-1][1]:
            continue
        if whole and start == whole[-1][1]:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


#: After a place: people, styles, dishes, streets, weather and journeys are not where a thing was made.
_OTHER_AFTER = re.compile(
    r"(?:式|风|味|系(?!列)|菜|面(?![料板])|粉|汤|糕|酥|卷|咖啡|披萨|料理|寿司|香肠|餐|红茶|人(?!工)|话|语|剧|腔"
    r"|派|女|男|妹|姑娘|大[妈爷叔姐]|街|路|地铁|胡同|弄堂|机场|站|游"
    r"|旅|出差|大学|时间|以外|店|门店|馆|餐厅|饭|天气"
    r"|客|买家|网友|同学|朋友|地区|市区|市场|包邮|仓|站|到|至|往|飞|出发|回来|赶来|坐车|开车|转机|一路|这座|那边|那场|来的?(?:朋友|客)|旅行|度假|街头"
    r"|咖啡馆|奶茶|火锅|拌面|烤鸭"
    r"|的(?:冬|夏|春|秋|夜|早|晚|雨|雪|海|天|山|湖|街|路|朋友|孩子|妈|日子|生活|阳光|气候|人|姐妹|宝|家(?!的)|风"
    r"|味|老街|巷|景|月|云|小店|房|出租屋|老房|客人))"
)
#: Before a place: where one goes, sends to, lives or dreams of.
_OTHER_BEFORE = re.compile(
    r"(?:去|到|飞|逛|游|往|寄|回|住在|住|人在|坐标|出差|梦回|走进|路过|爱上|想起|想念|像在|像|仿佛|如同|不是|比"
    r"|和|跟|离|致敬|灵感[^，。]{0,4}|名字[^，。]{0,4}|开往|驶向|去过|走过"
    r"|旅居|远赴|奔赴|进军|卖到|出口到?|销往|发往|送到|寄到|邮到|带去|带到|穿越)$"
)


def mentions(folded: str, names: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """(start, end, place) of every place that is not plainly a style, a people, a scene or an aim of travel."""
    return [
        (start, end, folded[start:end])
        for start, end in _whole(names)
        if not _OTHER_AFTER.match(folded, end)
        and not _OTHER_BEFORE.search(folded, max(0, start - 8), start)
        and folded[start - 1 : end] not in ("未开封", "已开封", "没开封", "拆开封")
        and folded[end : end + 1] not in '"”'
    ]
