"""Where a Chinese text says the product was made or comes from: the places that stand beside a word of origin.
Knows no fact: `origins.py` rules on what is found. 日式, 西湖边 and a list of towns to visit are no origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Verbs that take a place after 自 or 于; and words that name the home of a thing.
_MADE_VERBS = "产出采取选纺织缝做造制烧浇铸酿印种养炒晒烘窖灌装裁绣染雕刻吹磨锻生长摘捞捕焙榨"
_BEFORE = re.compile(
    rf"(?:[{_MADE_VERBS}来源][自于](?!己)|进口自|诞生[于在]|[产原]产?地(?:[为是:：]|[\u3400-\u9fff]{{0,3}})?|老家(?:在|是|：)?|籍贯"
    rf"|故乡(?:在|是)?|出身|(?:生长|种植|养殖|生产|制造|组装|加工|灌装|酿造|烧制|手工?制?|[{_MADE_VERBS}])在|甄选|精选"
    r"|地道的?|(?:产地|产自哪|来路)[\u3400-\u9fff]{0,3}，?(?:写着|写的是|是|标着)|根在|厂(?:子)?在|窑在|作坊在|工厂在)$"
)
#: What makes the place before it an origin. People, styles and dishes of a place (北京人, 川味) do not.
_AFTER = re.compile(
    r"(?:(?:[\u3400-\u9fff]{2,3}?)?(?:浇铸|制造|生产|出品|烧制|缝制|织造|酿造|采摘|印制|印刷|装订|组装|装配|加工|灌装|分装|染织|刺绣"
    r"|编织|种植|养殖|发货的?窑)|原装|进口|制造|生产|出品|原产|产的?(?![品后生自业])|直供|直邮|工厂|匠人|工匠|手工|工艺|品牌"
    r"|制(?![作定服度药冷])|本土|货源|当地|的?窑|的?工坊|的?作坊|工作室|籍贯|出身|纱线|浇铸|缝制|烧的|织的|造的|做的|烧制|烧成|出厂"
    r"|来的|装订|烘焙|造(?=[，。、！；]|$)"
    r"|(?:的|[这那]家|当地)[\u3400-\u9fff]{0,3}?(?:匠|厂|窑|坊|师傅|车间|手艺|基地|产区|农场|牧场|茶园|果园|酒庄|老字号|货)"
    r"|[\u3400-\u9fff]{1,4}?(?:产|造)(?=[，。；的]|$)|[\u3400-\u9fff]{0,4}?货(?=[，。；！]|$)"
    r"|[\u3400-\u9fff]{0,2}?(?:匠人?|厂家?|厂子|窑口|师傅|手艺人)(?=[，。；、！的做出]|$)"
    r"|(?![人式风味系菜餐面语货队])(?:的?[\u3400-\u9fff]{0,6}?)[做造印烘灌织摘浇烧缝酿裁编刻炒晒种养出装铸吹磨绣染](?:出来|成|订|制)?"
    r"的(?![人时确话]))"
)
#: 灵感来自敦煌: an idea comes from there, the product does not.
_IDEA = re.compile(
    r"(?:灵感|创意|设计|图案|花纹|纹样|名字|想法|配方|故事|造型|配色|风格|做法|工艺|技法)[都也就最]?(?:来源于|来自于?|源自|源于|取自|出自)$"
)
_ALONE_BEFORE = re.compile(r"(?:^|[，。：；、\s])$")
_ALONE_AFTER = re.compile(r"[，。；、]|$")
_UNKNOWN = re.compile(
    r"(?:[产出采纺织缝做造制烧浇酿印](?:自(?![己然动由身在行带家备这那一每])|于)|浇铸于|缝制于|原产于|产地[为是:：]|制造于|进口自)"
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
