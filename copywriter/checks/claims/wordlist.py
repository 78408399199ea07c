"""Words that a capital or a place before a noun does not make into a maker's name; and makers' names known by heart.
Knows no product. The two text files beside it hold common words (en) and pairs of characters (zh)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from copywriter.checks.claims.reading import stem

#: Latin letters that stand for a thing or a property, not a maker.
ACRONYMS = frozenset(
    """led lcd oled usb hdmi diy ok faq uv ac dc tv pc cd dvd vr ai 3d hd uhd eu us uk usa ph abs pvc pu pp pe eva tpu tpr pet bpa hepa rgb
    wifi wi-fi wi fi bluetooth nfc gps id ip ipx spf pa cm mm ml kg mah gb tb hz khz ghz mhz w v a s m l xl xxl xxxl xs cctv vip ins ootd diy pro max mini plus
    app apps ios type type-c typec a4 a5 a6 b5 ok cp pos kol t t恤 v领 u型 u形 v形 y o x h cool hold up wow hi am pm bbq spa edc cpu gpu ram rom ssd
    anc tws fm aux sd tf micro sim nas lan usb-c usb-a mp3 q dpi fps rpm psi bar ppi ce iso gmo tsa sku vs tpe sls pfas pfoa ptfe hifi hi-fi ufo
    logo polo oversize bb cc crop emmm yyds citywalk city walk vlog mbti pk gym office style line tote tie dye ctrl alt esc enter tab""".split()  # noqa: SIM905
)
COMMON_CAPITALS = frozenset(
    """i i'm i'd i've i'll monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
    january february march april may june july august september october november december christmas easter halloween thanksgiving ramadan diwali hanukkah valentine valentine's
    valentines mother's father's mothers fathers mum's dad's mum dad mom english french british american italian chinese japanese european nordic scandinavian western eastern
    northern southern bluetooth wi-fi usb internet alps atlantic pacific arctic moon earth sun god lord mr mrs ms dr ok sundays' new year's eve black friday
    bohemian victorian georgian gothic renaissance roman greek persian moroccan latin celtic t-shirt t-shirts v-neck v-necks a-line x-ray o-ring u-shaped l-shaped t-shaped c-shaped
    santa xmas instagram tiktok zoom netflix lego latte americano velcro""".split()  # noqa: SIM905
)

#: Makers known by heart: said of a product whose facts hold another, they contradict it. Lower case.
KNOWN_BRANDS = frozenset(
    """nike adidas puma reebok converse vans fila asics new\u00a0balance under\u00a0armour levi's levis gucci prada chanel dior hermes burberry zara uniqlo h&m gap ikea samsung apple
    iphone ipad macbook airpods huawei xiaomi oppo vivo oneplus sony lg panasonic philips bosch siemens dyson braun miele tefal kitchenaid cuisinart nespresso keurig breville
    bose jbl beats sennheiser logitech razer dell hp lenovo asus acer canon nikon gopro dji fujifilm casio seiko rolex omega citizen fossil swatch tissot garmin fitbit
    hydroflask yeti stanley contigo thermos tupperware pyrex staub lodge zwilling wusthof victorinox leatherman makita dewalt milwaukee ryobi stihl karcher patagonia columbia
    timberland crocs birkenstock skechers clarks ray-ban oakley samsonite tumi herschel eastpak pampers huggies nivea dove l'oreal loreal maybelline neutrogena cerave olay lancome
    lego mattel hasbro fisher-price barbie disney pixar marvel nintendo playstation xbox steam tesla bmw audi toyota honda ford volkswagen
    耐克 阿迪达斯 彪马 安踏 李宁  鸿星尔克   斯凯奇 匡威 优衣库 海澜之家 波司登 雅戈尔 太平鸟 森马 美特斯邦威 海尔  格力 苏泊尔 九阳 小熊电器  老板电器
    华为   联想 大疆 松下 索尼 飞利浦 西门子 博世 戴森 三星  佳能 尼康 卡西欧 罗莱 水星家纺 富安娜 梦洁 南极人 恒源祥 全棉时代 网易严选 无印良品 宜家 名创优品  
    膳魔师   哈尔斯  双立人 张小泉 十八子作 欧莱雅 兰蔻 雅诗兰黛 资生堂 珀莱雅 百雀羚 自然堂 完美日记 花西子 薇诺娜  蓝月亮  心相印   洁柔 蒙牛  三只松鼠 良品铺子
    百草味 农夫山泉 茅台 五粮液 星巴克 瑞幸 周大福 周生生 老凤祥 潘多拉 施华洛世奇 乐高 奥特曼 迪士尼 泡泡玛特 迪卡侬  探路者 始祖鸟  新秀丽 外交官""".replace(
        "\u00a0", "_"
    ).split()
) | {
    "new balance",
    "under armour",
    "the north face",
    "hydro flask",
    "le creuset",
    "calvin klein",
    "ralph lauren",
    "tommy hilfiger",
    "louis vuitton",
    "black+decker",
}

_CHINESE = frozenset(
    """喜欢 选择 有了 拥有 我们 你们 他们 所以 因此 就是 正是 不妨 试试 认识 遇见 带上 穿上 戴上 换上 爱上 还有 推荐 入手 收下 看看 打开 拿起 握住 装进 放下 其实 如果 因为 只要 只有 但是 而且 于是 然后
    今天 明天 周末 早上 晚上 夏天 冬天 春天 秋天 孩子 老人 家人 朋友 同事 自己 大家 妈妈 爸爸 女生 男生 宝宝 学生 送给 适合 需要 想要 买下 背上 铺上 盖上 点亮 点上 泡上 倒进 自用 送人 送礼 整套 这样 那么 现在 从此
    全新 新款 经典 简约 日常 家用 办公 户外 旅行 厨房 客厅 卧室 书房 阳台 餐桌 桌面 店里 本店 本品 产品 商品 此款 该款 这款 一款 一只 一件 一把 一双 一台 一支 一条 一张 一套 一块 一盏 一个 一瓶 一盒 这只 这件
    这把 这双 这台 这支 这条 这张 这套 这块 这盏 这个 这瓶 这盒 那款 那只 那件 每款 每只 每件 我家 你家 自家 国货 大牌 名牌 什么 哪个 好的 好物 老牌 新锐 国产 进口 同一 多个 知名 独立 原创 小众 自有 各大 高端 一线
    可以 不是 就用 试过 用过 请把 请给 关于 对于 至于 说说 说到 聊聊 介绍 认准 不如 何不 快把 快给 把它 给它 等你 为你 为您 陪你 随手 顺手 出门 回家 上班 下班 通勤 露营 徒步 开车 做饭 喝水 喝茶 睡前 起床 换季 降温
    入秋 入冬 入夏 初春 深秋 寒冬 盛夏 雨天 晴天 午后 清晨 深夜 傍晚 这回 这次 这时 每天 每次 有时 总有 也许 或许 大概 只是 无论 不管 即使 哪怕 尤其 特别 非常 十分 真的 确实 当然 显然 原来 终于 已经 正好 恰好 刚好""".split()  # noqa: SIM905
)
#: Characters that no maker's name of two to four carries, or hardly any: pronouns, particles, common verbs, numbers, places.
_CHINESE_PLAIN = frozenset(
    "它他她我你您这那的了着过在是有要会能可就都也还再又很更最把被给让为和与或从到向对用换加送买选看说坐停时先赶紧索性不没别今天昨回左右上下里外前后"
    "一二三四五六七八九十两几每各吧吗呢啊呀么什哪谁怎做穿戴背拿放铺盖等请快随跟像比如将该此其些点个件只款双条套组装电量事人于靠照备菜清洁按依凭列以及完走来想当定写扫洗擦己女男老新旧大小多少好"
)


@cache
def _english() -> frozenset[str]:
    file = Path(__file__).with_name("words_en.txt")
    words = file.read_text(encoding="utf-8").split() if file.exists() else []
    return frozenset(words) | {stem(w) for w in words}


@cache
def known_pairs() -> frozenset[str]:
    """Pairs of Chinese characters that ordinary copy uses; a maker's invented name has none of them."""
    return frozenset(Path(__file__).with_name("pairs_zh.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=8192)
def is_common(word: str) -> bool:
    """Whether a word is one of the language rather than a maker's name."""
    if not word:
        return False
    if word[0] > "\u3000":
        return word in _CHINESE or any(c in _CHINESE_PLAIN for c in word)
    known = _english()
    return word in known or stem(word) in known or word.removesuffix("'s") in known
