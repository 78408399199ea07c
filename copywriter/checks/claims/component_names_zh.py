"""Makers' names where Chinese copy has a place for one: after 牌子是, before 的牌子, and of a part whose fact names its
maker (电芯由宁德供应, 芯片是高通的). Knows no name: any other word in such a place is another maker."""

from __future__ import annotations

import re
from functools import lru_cache

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.makers import unknown_name
from copywriter.checks.claims.terms import colors, materials
from copywriter.checks.claims.verdicts import Ruling, contradicted
from copywriter.checks.claims.wordlist import KNOWN_BRANDS, PLAIN_BRANDS

_HAN = "\u3400-\u9fff"
_ENDS = r"(?=的?[，。；！？、”」\s\d(（]|$)"
_SLOTS = re.compile(
    rf"(?:牌子|品牌|商标|厂牌|大名|署名|落款)(?:[{_HAN}]{{0,4}}?[：:是叫为作]"
    rf"|[：: ])?“?(?P<after>[{_HAN}\d]{{2,6}}?)”?{_ENDS}"
    rf"|(?:牌子|品牌|商标|招牌)[^。！？\n]{{0,14}}，(?:[{_HAN}]{{1,3}}?叫|[{_HAN}]{{0,2}}是|我说"
    rf"|答)?(?P<last>[{_HAN}]{{2,5}})(?=[。！？]|$)"
    rf"|(?:^|[，。；：！？\n])(?:这是|它是|正是|认准|就是)?“?(?P<before>[{_HAN}]{{2,5}}?)”?(?:的?(?:牌子|品牌"
    rf"|商标)|的标)(?=[，。；！]|$)"
    rf"|(?:这是|它是)(?P<maker>[{_HAN}]{{2,4}}?)在(?=[{_HAN}]{{2,8}}?(?:做|产|造|生产|制造|出品)的)"
)
#: Characters of a predicate: 牌子是老牌子, 牌子叫得响, 品牌故事 name no maker.
_NO_NAME = frozenset(
    "的了是不很我你他她它这那都也有没就还在和与或让给把被会能可要请看说吗呢吧啊什么怎哪谁多少个老新好牌得着过故事写印刻货型号码"
)
_PART_NAME = re.compile(r"(?:品牌|供应商|厂商|厂家|牌子|制造商|来源)$")
_WITH_CODE = re.compile(rf"^([{_HAN}]{{2,5}}|[a-z]{{2,}}) ?[a-z]*\d")
_PART_SLOT = (
    rf"(?:用|是|为|找|选|由|从|来自|出自|填|写着?|装|跳着|里是|换成|交给|取自|：|:)(?:了|的是|的|是|着)*“?"
    rf"([{_HAN}]{{2,6}}?)(?=的(?![{_HAN}]{{3}})|供应|提供|代工|来(?=[，。；])|家的|造|制造|出品|的[心芯料]"
    rf"|[，。；！]|$)"
)
_PLACES = re.compile(_PART_SLOT)


def slot_names(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    """Names in the places of the product's own maker and of its parts' makers that no fact holds."""
    found: list[Ruling] = []
    for match in _SLOTS.finditer(folded):
        group = match.lastgroup or "after"
        said, (start, end) = match[group], match.span(group)
        if start in spoken or not _is_a_name(said) or any(p in index.text for p in (said, said[:2])):
            continue
        found.append(unknown_name(index, text, start, end))
        spoken |= set(range(start, end))
    for source, heads in _makers_of_parts(index):
        if not any(head in folded for head in heads):
            continue
        for match in _PLACES.finditer(folded):
            said, (start, end) = match[1], match.span(1)
            clause = folded[max(folded.rfind(mark, 0, start) for mark in "。！？\n；，") + 1 : start]
            if start in spoken or any(p in index.text for p in (said, said[:2], said[1:])) or not _is_a_name(said):
                continue  # said[1:]: 选|用佳达隆, 适用|于比亚迪
            if not any(head in clause for head in heads):
                continue
            found.append(contradicted(source, text, start, end, "claim.brand"))
            spoken |= set(range(start, end))
    return found


def _makers_of_parts(index: FactIndex) -> list[tuple[Source, tuple[str, ...]]]:
    """The facts that name a part's maker, with the words for the part."""
    found = []
    for source in index.sources:
        if source.variant >= 0 or not isinstance(source.ref, int) or source.yes or source.no:
            continue
        if heads := _heads(source.name_folded, source.folded):
            found.append((source, heads))
    return found


@lru_cache(maxsize=4096)
def _heads(name: str, value: str) -> tuple[str, ...]:
    coded = _WITH_CODE.match(value)
    named = _PART_NAME.search(name)
    if name < "\u3000" or not (named or (coded and not _is_stuff(coded[1]))):
        return ()
    core = _PART_NAME.sub("", name)
    if not core or core in ("产品", "商品", "本品", "型", "货", "款"):
        return ()
    return tuple(dict.fromkeys((core, core[-2:], core[:2]))) if len(core) > 1 else (core,)


def _is_stuff(word: str) -> bool:
    return any(t in word for t in ("钢", "铝", "金", "铜", "铁", "版", "号", "国", "美")) or word in materials().terms


@lru_cache(maxsize=8192)
def _is_a_name(said: str) -> bool:
    """Whether two to six characters may be a maker's name: no predicate, no stuff and no colour."""
    if said in KNOWN_BRANDS or said in PLAIN_BRANDS:
        return True
    if any(c in _NO_NAME for c in said) or said[0] in "一二两三四五六七八九十几每各":
        return False
    bare = said.removesuffix("色")
    return not (said in materials().terms or said in colors().terms or bare in colors().terms)
