"""Where a Chinese word that could be a claim is none: scenes, similes, the things it is worn with, 棉花糖.
Knows no fact and no English; `nouns` holds the parts that the product has."""

from __future__ import annotations

import re

#: What is drilled, tiled or walked on more often than sold.
SURFACES = {"concrete", "brick", "cement", "plaster"}
SOFT_ONLY = {
    "sugar",
    "salt",
    "lead",
    "alcohol",
    "nut",
    "soy",
    "fragrance",
    "organic",
    "colorant",
    "preservative",
    "additive",
    "caffeine",
    "lactose",
}

_OTHER_THING_ZH = re.compile(
    r"(?:搭配|搭|配(?!色)|配上|像|如|好似|仿佛|宛如|犹如|好比|堪比|媲美|不输|胜似|比|同|和你的|你的|替代|代替|别再用|别用"
    r"|扔掉|换掉|旧的?|放在|铺在|盖在|穿在|套在|靠着|挨着)(?:一(?:条|件|双"
    r"|块|张|片|只|把)|[^，。；！？]{0,3})$"
)
_COLOR_SLOT_ZH = re.compile(r"(?:颜色|色调|配色|色)(?:是|为|取|用|选|写作|名叫|：|:|,|，)?$|[穿着披取选染]$|[、和与]$")
_COLOUR_SCENE_ZH = re.compile(
    r"^(?:的?(?:天空|海|大海|墙|衬衫|衣服|裤子|牛仔|夜|灯(?![身臂罩体座杆])|雪|叶|花|草地|旅游|经典|收获|年华|时光|阳光|沙滩|童年"
    r"|情人节|星期|预警|主题|系))"
)
_SCENE_ZH_AFTER = re.compile(
    r"^(?:色|感|般|纹|风|味|光泽|质感|调|糖|花糖|球|棍|匠|牛|饼|生|耳|香|签|林|叶|海|花(?!边|朵)|器时代|粉|丝|锅|铲"
    r"|链|艺(?!术)|路(?!线)|道|轨|钱|牌|行|河|杏|幕|发|婚|色系|触感"
    r"|手感|一样|头|服|和家具|窗|上(?!釉|漆|色|胶))"
)
SINGLE_CUE = re.compile(r"(?:纯|全|%|烛芯用|取|选|为|是|用|由|材质|面料|材料|含|实|真|加|镀|外|以)[:： ]?$")


#: Parts of things by their last character: 铝瓶, 木盖, 棉芯. What a product has of them stands in its facts.
PARTS_ZH = frozenset("瓶罐盒盖芯袋杯壶桶碗盘锅勺架柄座框板扣链带绳垫套筒管骨臂腿夹梁壳杆尖")
_PART_AFTER = re.compile(f"(?:[皮质制]|[\\u3400-\\u9fff]{{1,2}}?)?([{''.join(sorted(PARTS_ZH))}])")
_PAIR_AFTER = re.compile("[白黑灰红粉橙黄绿蓝紫棕褐金银]{0,2}(?:相间|撞色|拼色|拼接|双色|两色|三色)")
_SHARED = re.compile(r"(?:[一二三四五六七八九]成[一二三四五六七八九半]?|分之[一二三四五六七八九]|\d%)的?$")
_WITH_COLOUR = re.compile(r"[白黑灰红粉橙黄绿蓝紫棕褐青金银色]配$")


#: What a thing makes more often than it is made of it: 打出泡沫.
_SEEN = frozenset(("泡沫",))
_MADE_OF = re.compile(r"[制材做垫板箱盒内芯填]|的[箱垫盒芯板]")
_LISTED = re.compile(r"的[、，](?:[白黑灰红粉橙黄绿蓝紫棕褐金银]|随|都|任|各|一)|的(?:都|各)|的。")
#: 纯素党, 敏感肌人群: the readers, not the product.
_READERS = re.compile(r"(?:党|人群|人士|爱好者|星人|一族|玩家|控(?!制|温|油)|患者|的?(?:朋友|宝子|姐妹|同学|宝宝们))")


#: 加海绵擦一擦, 用软布抹: what it is cleaned with.
#: 往米白沙发旁一铺, 铲饭请用木勺, 对面车玻璃: things that are not sold.
_BY_THE_SIDE = re.compile(r"[\u3400-\u9fff]{1,3}(?:旁|边|上一|前一|里一|底下)")
_PUT = re.compile(r"(?:往|在|朝|靠)$")
_ASKED_TOOL = re.compile(r"(?:请|要|得|最好|建议|改)用$")
_WIPES = re.compile(r"(?:一?[擦抹刷揩洗]|轻轻|蘸|沾|[擦抹刷]洗)")

#: 竹青色: a colour by the name of a stuff.
_HUE = re.compile(r"[红橙黄绿蓝紫黑白灰棕褐青粉]色")
#: 和木色床头很搭: what it stands beside.
_GOES_WITH = re.compile(r"(?:和|与|跟|同)[\u3400-\u9fff]{0,3}$")
_MATCHES = re.compile(
    r"的?[\u3400-\u9fff]{1,6}?(?:都|也)?(?:很|特别|更|最|超|挺|格外)?(?:搭|配|相[配衬称]|般配|协调|和谐|合拍|合得来|呼应)(?=[，。；！]|$)"
)


def scene_zh(word: str, before: str, after: str, kind: str, concept: str, nouns: frozenset[str]) -> bool:
    """Whether a Chinese word says nothing of the product; `before` and `after`: 40 and 24 characters around it."""
    if before.endswith(("能不能", "可不可以", "要不要", "是不是", "有没有", "能不能上", "能不能用")):
        return True
    if kind == "feature":
        if _READERS.match(after):
            return True
        if concept in SOFT_ONLY and not re.search(
            r"(?:无|不含|零|0|添加|不加|含|没有|免|成分|、|和)(?:任何|有|人工)?$", before
        ):
            return True
        if word == "电磁炉":
            return not (
                re.search(r"(?:可|能|适|通用|兼容|用于|支持|上|都|燃气灶?[、和及]?)[\u3400-\u9fff、]{0,5}$", before)
                or re.match(r"(?:可用|适用|通用|也能|都能|加热|上)", after)
            )
        return word in ("机制",) or (
            word == "进口" and bool(re.match(r"[感即化融袋]|之", after)) or (word == "有线" and before.endswith("没"))
        )
    if after[:2] in nouns or (len(word) > 1 and after[:1] == "的" and after[1:3] in nouns):
        return False  # 黑鞋面, 海绵耳塞, 墨绿的罐身: a part that a fact names
    if kind == "color" and len(word) == 1 and _LISTED.match(after) and re.search(r"(?:^|[，。；：、])$", before):
        return False  # 红的、黄的
    part = _PART_AFTER.match(after) if nouns else None
    own_part = part is not None and part[1] in nouns
    if own_part and part is not None and (len(word) == 1 or before.endswith("配")) and part.end() < 3:
        return False
    if _WITH_COLOUR.search(before):
        return False
    if kind == "material" and len(word) == 1 and _HUE.match(after):
        return True
    if kind == "material" and (_WIPES.match(after) or (_ASKED_TOOL.search(before) and after[:1] in "勺铲筷刷布")):
        return True
    if word == "玻璃" and before.endswith(("车", "窗", "手机")):
        return True
    if _PUT.search(before) and _BY_THE_SIDE.match(after):
        return True
    if _SHARED.search(before):  # 配上三成腈纶: what has a share is in it
        return False
    if _OTHER_THING_ZH.search(re.split(r"[，。；！？、\n]", before)[-1]):
        return True
    if kind == "color":
        if _GOES_WITH.search(before) and _MATCHES.match(after):
            return True
        if _PAIR_AFTER.match(after):
            return False
        if len(word) == 1 or _COLOUR_SCENE_ZH.match(after):
            return not (
                len(word) == 1
                and (_COLOR_SLOT_ZH.search(before) or not before)
                and re.match(r"[，。、；和与]|$", after)
            )
        if (
            word[0] in "白黑灰红粉橙黄绿蓝紫棕褐银金青"
            and len(word) == 3
            and re.search(r"(?:^|[，。；！？的是色])$", before)
        ):
            return False  # 红通通的
        if not re.search(r"[色黑白灰红粉橙黄绿蓝紫棕褐青金银驼咖]$", word):  # 燕麦, 琥珀: things first
            return not (
                own_part
                or _COLOR_SLOT_ZH.search(before)
                or (re.search(r"(?:^|[，。；、：])$", before) and re.match(r"[，。、；]|一色|$", after))
            )
    if concept in SURFACES and not re.search(r"(?:用|是|为|材质|由|仿|预制)$", before):
        return True
    if word in _SEEN and not (SINGLE_CUE.search(before) or own_part or _MADE_OF.match(after)):
        return True
    if len(word) == 1:
        if word in "棉麻铜铁铝银木竹藤瓷陶钛锡玉镍钢":
            return not (
                (SINGLE_CUE.search(before) and not _SCENE_ZH_AFTER.match(after))
                or re.match(r"^(?:\d+(?:\.\d+)?%|制|质(?!感)|料|材质|合金)", after)
            )
        return True
    return bool(_SCENE_ZH_AFTER.match(after)) or before.endswith(("仿", "人造", "假"))
