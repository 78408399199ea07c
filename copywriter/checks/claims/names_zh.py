"""Finds Chinese makers' names that no fact holds: before 出品 and 家的, before a model code, where a maker acts.
Knows no Latin name and no number; a common word, a place and a label (编号) name no maker."""

from __future__ import annotations

import re
from functools import cache

from copywriter.checks.claims.component_names_zh import slot_names
from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.makers import unknown_name
from copywriter.checks.claims.origins import place_terms
from copywriter.checks.claims.reading import fold, occurrences
from copywriter.checks.claims.terms import colors, materials
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.checks.claims.wordlist import KNOWN_BRANDS, PLAIN_BRANDS, is_common, known_pairs
from copywriter.checks.literals import Literals

_CN_BRAND_CUE = re.compile(
    r"(?:品牌[:：是为]?|选择|来自|认准|由|出自)([\u3400-\u9fff]{2,5}?)(?=品牌|家的|出品|设计|打造|制造|推出|团队|匠造"
    r"|旗下)"
    r"|(?:^|[。！？\n，；、\s「“])([\u3400-\u9fff]{2,5}?)(?=牌的|牌[」”]|出品|旗下|旗舰店|家的?这|品牌|官方|匠造|匠心)"
    r"|(?:^|[。！？\n，；\s])([\u3400-\u9fff]{2,4}?)(?:的?这(?:款|只|件|把|双|台|支|条|张|套|块|盏|个|瓶|盒|袋|床|副"
    r"|顶|辆|口|本|组|对)(?!事))"
)


#: Where a product with a maker names another one: 南渡把它放进了日常; 它来自云朴，… .
_CN_MAKER_ACTS = re.compile(
    r"(?:^|[。！？\n，；\s“])([\u3400-\u9fff]{2,4}?)(?=将它|把它|把这|将这|以[^，。；]{1,8}[为造制]|为你|为它"
    r"|为[\u3400-\u9fff]{2,4}做|给它|让它"
    r"|在[\u3400-\u9fff]{1,5}上(?:花|下)|的(?:手艺|匠人|作坊|设计师?|新品|出品|东西|老?师傅|大厨|裁缝|主理人|调香师|烘焙师|工程师|厂长|团队|老板|店|人(?=说|讲|都|劝|建议)))"
    r"|(?:(?:(?<![\u3400-\u9fff])|(?<=[它品款是]))来自|出自|出身(?:于)?[：:]?|品牌[是为：:]|署名)([\u3400-\u9fff]{2,4}?)(?=[，。；、！？]|$|之手|制|做|织"
    r"|烧|出|设计)"
)


#: A clause that opens with two to four characters that act or own: a maker's name, unless they make a common word.
_CN_OPENS = re.compile(
    r"(?:^|[。！？\n，；\s“])([\u3400-\u9fff]{2,4}?)(?=的([\u3400-\u9fff]{2})|的[a-z]+-?\d|把|将|建议|劝|提醒"
    r"|在(?=[^，。]{1,6}?[留写绣刻放缝印做花加])|这[只款件把双台支条张套块盏个瓶盒](?![事回点])|[a-z-]{1,5}\d)"
)


#: 嘴馋的时候, 养花的人, 配方以椰油为主: a state, what somebody does, what is chiefly in it.
_STATE = re.compile(r"的(?:时候|日子|季节|主子|毛孩子|瞬间|那?天|早上|晚上)|以[^，。；]{1,16}为(?:主|辅|底)")
_DOES = re.compile(r"[养种喝吃爱挑怕想嘴懒忙累困馋追赶写画跑骑睡用玩逛嫌钓练学做带住租下上出]")
_DOERS = re.compile(r"的(?:人|朋友|姐妹|同学|宝子|老饕|家庭|妈妈|爸爸|上班族|老人|孩子)")


def _everyday(folded: str, said: str, end: int) -> bool:
    """Whether a clause opens with somebody's state or doing rather than with a maker."""
    if said in PLAIN_BRANDS or said in KNOWN_BRANDS:
        return False
    return bool(_STATE.match(folded, end) or (_DOES.match(said) and _DOERS.match(folded, end)))


def chinese_names(index: FactIndex, folded: str, text: str) -> list[Ruling]:
    found: list[Ruling] = []
    brand = next((s for s in index.sources if s.role == "brand"), None)
    spoken: set[int] = set()
    if brand is not None and re.search(r"[\u3400-\u9fff]", brand.folded):
        for start, end in occurrences(re.sub(r"\(.*?\)", "", brand.folded).strip(), folded):
            found.append(Ruling(start, end, "supported", "claim.brand", ("brand",)))
            spoken |= set(range(start, end))
    for name in _chinese_brand_hits(folded):
        if name[0] not in spoken and folded[name[0] : name[1]] not in index.text:
            found.append(unknown_name(index, text, *name))
            spoken |= set(range(*name))
    found += slot_names(index, folded, text, spoken)
    found += _before_marks(index, folded, text, spoken)
    found += _in_makers_slots(index, folded, text, spoken)
    for match in _CN_BRAND_CUE.finditer(folded):
        group = next(g for g in (1, 2, 3) if match[g])
        start, end = match.span(group)
        said = match[group]
        if start in spoken or _ordinary(index, said):
            continue
        found.append(unknown_name(index, text, start, end))
        spoken |= set(range(start, end))
    if brand is not None and brand.folded[0] > "\u3000":
        for match in _CN_MAKER_ACTS.finditer(folded):
            start, end = match.span(1) if match[1] else match.span(2)
            said = match[1] or match[2]
            if start in spoken or _ordinary(index, said) or any(term in said for term in place_terms()):
                continue
            if _everyday(folded, said, end):
                continue
            found.append(unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
        for match in _CN_OPENS.finditer(folded):
            start, end = match.span(1)
            said = match[1]
            if start in spoken or _ordinary(index, said) or _everyday(folded, said, end):
                continue
            if match[2] and (match[2][0] not in index.text or match[2] == "可以"):
                continue
            if re.search(r"[认准报查搜找写印记]$", said):
                continue
            found.append(unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
    found += _written_on_it(index, folded, text, spoken)
    found += _other_models(index, folded, text, spoken)
    return found + _before_the_noun(index, folded, text, spoken)


#: 鹿野，产自湖南; 鹿野，浙江永康制造; 由鹿野供应; 是鹿野一贯的样子; 鹿野提供两年质保; 一盒鹿野牌.
_MAKERS_SLOTS = re.compile(
    r"(?:^|[。！？\n])([\u3400-\u9fff]{2,4})，(?=吊牌|产自|产地|[\u3400-\u9fff]{2,8}(?:制造|出品|生产|制作)(?:[，。；]|$))"
    r"|由([\u3400-\u9fff]{2,4}?)(?=供应|供货|代工)|是([\u3400-\u9fff]{2,4}?)(?=一贯的|一向的)"
    r"|(?:^|[，。；])([\u3400-\u9fff]{2,4}?)(?=提供[^，。；]{1,8}(?:质保|保修|联保))"
    r"|[一这][盒瓶罐袋包箱支]([\u3400-\u9fff]{2,3}?)(?=牌[，。；])"
)
_MOVEMENT = re.compile(r"(?:搭载|采用|内置|装)(?:的是|了)?([\u3400-\u9fff]{2,4})(\d{4})(?!\d)")


def _in_makers_slots(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    """Names where only a maker makes, supplies or vouches, and another name before a part's number that facts hold."""
    found: list[Ruling] = []
    for match in _MAKERS_SLOTS.finditer(folded):
        group = match.lastindex or 1
        said, start, end = match[group], *match.span(group)
        if start in spoken or (_ordinary(index, said) and said not in KNOWN_BRANDS) or said in index.text:
            continue
        if said not in PLAIN_BRANDS and (_NO_NAME.search(said) or _a_thing(said)):
            continue
        found.append(unknown_name(index, text, start, end))
        spoken |= set(range(start, end))
    for match in _MOVEMENT.finditer(folded):
        if match.start(1) not in spoken and match[2] in index.text and match[1] not in index.text:
            found.append(unknown_name(index, text, *match.span(1)))
            spoken |= set(range(*match.span(1)))
    return found


_LABEL = r"(?:商品|产品|款式|型号|配件)?(?:编号|货号|款号|型号|配件号|批号|库存号|条目号?|编码|版号|批次|款)"
#: 回家, 搬家, 别人家: a home, not a house that makes things.
_HOUSE = "(?<![之回搬新在离到全大老国人妈爸娘婆公友邻谁自私厂店商居住想你我他她它咱])"
#: A name that opens a clause before what only a maker's name stands before: its code, its label, the place it works in.
_BEFORE_MARKS = re.compile(
    rf"(?:^|[。！？\n，；：、\s“])([\u3400-\u9fff]{{2,5}}?)(?:家的?|的|这一)?(?={_LABEL}(?:是|为|：)?[a-z\d]|[a-z]{{1,5}}\d*-?[a-z]*\d)"
    rf"|(?:^|[。！？\n，；\s“])((?:(?!出品|旗下)[\u3400-\u9fff]){{2,5}}?)(?=，{_LABEL}(?:是|为|：)?[a-z\d])"
    rf"|(?:^|[。！？\n，；、\s“])([\u3400-\u9fff]{{2,5}}?)(?=出品(?:[，。；！]|$)|旗下|{_HOUSE}家(?:的|[，。a-z])|牌的)"
    r"|([\u3400-\u9fff]{2,4}?(?:文化|书局|出版社|传媒|工作室|食品厂|集团))(?=\d{4}年|出的|出版|出品|制作|做的)"
)
#: What stands there and names no maker: a verb, a label, a part, a number of things.
_NO_NAME = re.compile(
    "[认准请报写查看找印着号码批次于是这那了就按照搜选补订标注贴刻底面内外侧背盒袋瓶罐壳签签牌包装品店它其该此同款系整它他她你我们大全本都也]"
    "|[一二三四五六七八九十两几每各][只件条个罐盒包台支双张片把套]|[一二三四五六七八九十两百半][年月天周岁]|质保|保修|颜色|尺码|支持|内置|搭载|采用|配|带"
    "|(?:[为是]|达到|达)$|商家|产地|编码|吊牌|条码|配方|^整"  # "防水为IPX7": a fact's name and its verb
)


def _before_marks(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    """Unknown names before a code, a label or 出品; common words count there too: nothing else stands so."""
    found: list[Ruling] = []
    for match in _BEFORE_MARKS.finditer(folded):
        group = match.lastindex or 1
        said, start, end = match[group], *match.span(group)
        if start in spoken or said in index.text:
            continue
        if said not in PLAIN_BRANDS and (_NO_NAME.search(said) or (group < 4 and _a_thing(said))):
            continue
        if group < 4 and any(said[i : i + 2] in index.text for i in range(2 if said[-1] in "自于" else 0)):
            continue  # 刀片出自SK5: a part of the product, and what is said of it
        if group == 4 and any(said[i:] in index.text for i in range(len(said) - 2)):
            continue
        found.append(unknown_name(index, text, start, end))
        spoken |= set(range(start, end))
    place = _IN_A_PLACE.finditer(folded) if "在" in folded else ()
    for match in place:
        said, start, end = match[1], *match.span(1)
        if start in spoken or said in index.text or _NO_NAME.search(said) or _a_thing(said):
            continue
        made_in = [s.folded for s in index.sources if s.role == "origin"]
        near = folded[end + 1 : end + 3]
        if any(near in place for place in made_in) or any(folded.startswith(term, end + 1) for term in place_terms()):
            found.append(unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
    return found


_IN_A_PLACE = re.compile(
    r"(?:^|[。！？\n，；、\s“])([\u3400-\u9fff]{2,4}?)在(?=[\u3400-\u9fff]{2,12}(?:的|订|产|造|制|成)(?:[，。；！？]|$|[\u3400-\u9fff]{1,2}[，。；]))"
)


def _a_thing(said: str) -> bool:
    """Whether a name is a colour, a material or two common words in a row."""
    if said in colors().terms or said in materials().terms or said.endswith("色"):
        return True
    return len(said) > 3 and said[:2] in known_pairs() and said[2:4] in known_pairs()


#: 吊牌上写着…，货号; 印着…字样: the maker's name that stands on the thing itself.
_WRITTEN = re.compile(
    r"(?:写|印|绣|刻|标|打|烙|贴|织)(?:着|的是|了|有)“?([\u3400-\u9fff]{2,5}?)(?=”?(?:，(?:货号|型号|编号|款号|条码)|字样|[两三四]个字|的(?:标|logo|名字|商标|牌子)))"
)
#: 王老吉产自襄阳, 劝你, 家出的: a clause that opens with a maker known by heart.
_OPENS_KNOWN = re.compile(
    r"(?:^|[。！？\n，；、\s“])([\u3400-\u9fff]{2,4}?)(?=产[自于]|出自|来自|生产|制造|的?[a-z]{1,5}-?\d|劝|提醒|建议|说|家|牌|的)"
)


#: 牌子是X, X家的, 这支X, X做的, 拉链用X: where only a maker's name stands. Sought for makers known by heart.
_KNOWN_PLACES = re.compile(
    r"(?:牌子(?:是|叫|为)?|品牌(?:是|叫|为)?|[这那][支把台只罐块款双件瓶袋箱张条套副口床辆盏]|(?:拉链|轴体?|笔尖|刷毛|琴?弦|电芯|屏幕?|面料|镜片|机芯|压缩机|电机|鞋底)(?:用的?是?|来自|是|选)|答案是|装的是|认的是|[两几]瓶是)"
    r"([\u3400-\u9fff]{2,5}?)(?=[，。；！？、的家\da-z]|$|这|做)"
    r"|(?:^|[，。；！？：\s是])([\u3400-\u9fff]{2,4}?)(?=家的|做的|敢保|这(?:一)?[罐支把台只块]|\d{4})"
)


_MARKED = frozenset("写印绣刻标打烙贴织")


@cache
def _plain_names() -> Literals[bool]:
    return Literals(dict.fromkeys(PLAIN_BRANDS, True))


def _written_on_it(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    found: list[Ruling] = []
    for match in _WRITTEN.finditer(folded) if not _MARKED.isdisjoint(folded) else ():
        said, start, end = match[1], *match.span(1)
        if start in spoken or (said not in PLAIN_BRANDS and said not in KNOWN_BRANDS and _ordinary(index, said)):
            continue
        if said not in index.text:
            found.append(unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
    if not _plain_names().found(folded):
        return found
    for match in (*_OPENS_KNOWN.finditer(folded), *_KNOWN_PLACES.finditer(folded)):
        group = match.lastindex or 1
        said, start, end = match[group], *match.span(group)
        if said in PLAIN_BRANDS and start not in spoken and said not in index.text:
            found.append(unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
    return found


_FITS = re.compile(
    r"(?:^|[，。；！？、\s和与])([\u3400-\u9fff]{2,4}?)(?:也|都|同样)能(?:装|用|配)|(?:兼容|适配)([\u3400-\u9fff]{2,4})"
)


def _other_models(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    """Makes and models that a product is said to fit and its compatibility fact does not name."""
    holder = next((s for s in index.sources if s.role == "compatibility" and s.variant < 0), None)
    if holder is None:
        return []
    found = []
    for match in _FITS.finditer(folded):
        group = match.lastindex or 1
        said, start, end = match[group], *match.span(group)
        if start in spoken or _ordinary(index, said):
            continue
        found.append(
            Ruling(
                start,
                end,
                "contradicted",
                "claim.brand",
                refs(holder),
                f"The text says that it fits “{text[start:end]}”; {name_of(holder)} does not name it.",
                holder.value,
                "rewrite",
            )  # fmt: skip
        )
    return found


def _ordinary(index: FactIndex, said: str) -> bool:
    """Whether two to four characters are a word, not an invented name: in the facts, or holding a pair that copy
    uses."""
    if said in PLAIN_BRANDS:
        return said in index.text
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    return said in index.text or is_common(said) or any(p in known_pairs() or p in index.text for p in pairs)


_MAKER_BEFORE = re.compile(r"(?:^|[。！？\n，；、\s“])([\u3400-\u9fff]{2,4})$")


def _before_the_noun(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    """Another maker's name before the product's own name: the title says 北山粗陶马克杯, the text 南渡粗陶马克杯."""
    brand, title = fold(index.product.brand), fold(index.product.title)
    if not brand or not title or not title.startswith(brand):
        return []
    tail = title[len(brand) :].strip(" ·-")
    tail = re.split(r"[\s,，(（]", tail)[0]
    if len(tail) < 2 or tail[0] < "\u3000":
        return []
    found = []
    for at, _ in occurrences(tail, folded):
        match = _MAKER_BEFORE.search(folded, max(0, at - 5), at)
        if match is None:
            continue
        said = match[1]
        if match.start(1) in spoken or said == brand or said in index.text or is_common(said):
            continue
        found.append(unknown_name(index, text, match.start(1), match.end(1)))
    return found


@cache
def _brand_names() -> Literals[bool]:
    return Literals({name: True for name in KNOWN_BRANDS if name[0] > "\u3000"})


def _chinese_brand_hits(folded: str) -> list[tuple[int, int]]:
    """Where makers known by heart stand, the longest at one place."""
    spans = sorted(((start, end) for end, start, _ in _brand_names().found(folded)), key=lambda s: (s[0], -s[1]))
    return [s for i, s in enumerate(spans) if not i or s[0] >= max(end for _, end in spans[:i])]
