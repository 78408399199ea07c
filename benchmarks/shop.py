"""A made-up shop of real size: products in English and Chinese, eight to twelve facts each, none like the next.
Knows no engine and no page; the same seed gives the same shop. Numbers are drawn, so that values do not repeat.

    python -m benchmarks.shop 1000 > shop.csv
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from random import Random

from copywriter.records import Fact, ProductFacts

#: category → fact name → values; {a-b} is a number drawn from a to b, {a-b/10} one with a decimal.
SHELVES: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "Travel mug": {
            "Material": ("stainless steel", "glazed stoneware", "borosilicate glass", "enamelled steel"),
            "Capacity": ("{25-60}0 ml",),
            "Color": ("moss green", "chalk white", "rust", "midnight blue"),
            "Height": ("{120-240/10} cm",),
            "Weight": ("{180-420} g",),
            "Lid": ("screw lid with silicone seal", "press-fit lid", "flip lid"),
            "Care": ("dishwasher safe", "hand wash only"),
            "Keeps warm": ("{4-12} hours",),
            "Base": ("cork base", "silicone base"),
            "Made in": ("Portugal", "Vietnam", "Poland"),
            "Package contents": ("1 mug, 1 brush", "1 mug"),
            "Fits cup holders": ("yes", "no"),
        },
        "Backpack": {
            "Material": ("recycled polyester", "waxed cotton canvas", "ripstop nylon"),
            "Volume": ("{14-38} l",),
            "Dimensions": ("{42-52} x {28-34} x {12-20} cm",),
            "Weight": ("{550-1400} g",),
            "Laptop pocket": ("up to {13-17} inches",),
            "Pockets": ("{3-9}",),
            "Closure": ("roll top", "two-way zip", "magnetic buckle"),
            "Color": ("charcoal", "sand", "bottle green", "navy"),
            "Water resistance": ("PU coating, {1-9}000 mm", "taped seams"),
            "Straps": ("padded, adjustable", "mesh-backed"),
            "Lining": ("polyester", "cotton twill"),
            "Made in": ("Vietnam", "Bangladesh", "Italy"),
        },
        "Desk lamp": {
            "Material": ("aluminium and steel", "oak and brass", "powder-coated steel"),
            "Power": ("{4-14} W",),
            "Brightness": ("{300-1200} lm",),
            "Color temperature": ("{27-40}00 K",),
            "Dimming": ("{3-10} steps", "stepless"),
            "Height": ("{340-580/10} cm",),
            "Cable length": ("{12-24/10} m",),
            "Voltage": ("220-240 V", "100-240 V"),
            "Color": ("black", "sage", "brushed brass"),
            "Lamp life": ("{15-50}000 hours",),
            "USB port": ("USB-A, 5 V", "USB-C, 18 W"),
            "Weight": ("{900-2400} g",),
        },
        "Bath towel": {
            "Material": ("100% organic cotton", "70% bamboo viscose, 30% cotton", "linen"),
            "Size": ("{60-80} x {120-160} cm",),
            "Fabric weight": ("{40-70}0 g/m²",),
            "Color": ("oat", "sea blue", "terracotta", "white"),
            "Weave": ("waffle", "terry", "velour"),
            "Care": ("machine wash at {40-60} °C", "tumble dry low"),
            "Hanging loop": ("yes", "no"),
            "Set": ("{2-6} pieces",),
            "Certificate": ("OEKO-TEX Standard 100",),
            "Made in": ("Portugal", "Turkey", "India"),
            "Edge": ("double-stitched", "fringed"),
        },
        "Wireless headphones": {
            "Battery life": ("{18-60} hours",),
            "Charging time": ("{12-30/10} hours",),
            "Driver": ("{28-50} mm",),
            "Bluetooth": ("5.{0-4}",),
            "Weight": ("{160-310} g",),
            "Microphones": ("{2-8}",),
            "Color": ("graphite", "cream", "forest"),
            "Charging port": ("USB-C",),
            "Foldable": ("yes", "no"),
            "Ear pads": ("protein leather", "velour"),
            "Cable": ("{10-18/10} m, detachable",),
            "Package contents": ("headphones, cable, pouch", "headphones, cable"),
        },
    },
    "zh-Hans": {
        "保温杯": {
            "材质": ("316不锈钢", "304不锈钢", "钛合金内胆"),
            "容量": ("{26-75}0毫升",),
            "颜色": ("月白", "松绿", "雾霾蓝", "樱粉"),
            "高度": ("{180-290/10}厘米",),
            "净重": ("{210-460}克",),
            "保温时长": ("{6-24}小时",),
            "杯盖": ("弹跳盖", "旋盖", "双饮盖"),
            "口径": ("{42-66/10}厘米",),
            "产地": ("浙江永康", "广东潮州"),
            "清洗方式": ("可拆洗", "手洗"),
            "适用场景": ("通勤", "办公", "户外"),
            "包装清单": ("杯子1个、杯刷1个", "杯子1个"),
        },
        "四件套": {
            "材质": ("100%长绒棉", "60%天丝40%棉", "亚麻"),
            "支数": ("{40-100}支",),
            "被套尺寸": ("{200-220}×{230-240}厘米",),
            "枕套尺寸": ("48×{74-80}厘米",),
            "适用床": ("1.{2-8}米床",),
            "颜色": ("燕麦色", "雾蓝", "豆沙粉"),
            "工艺": ("活性印染", "提花", "贡缎"),
            "洗涤说明": ("30℃机洗", "手洗，不可漂白"),
            "件数": ("{3-6}件",),
            "安全类别": ("B类", "A类"),
            "产地": ("江苏南通", "山东滨州"),
        },
        "电热水壶": {
            "容量": ("{12-20/10}升",),
            "功率": ("{12-22}00瓦",),
            "内胆材质": ("304不锈钢", "316L不锈钢", "高硼硅玻璃"),
            "电压": ("220V",),
            "线长": ("{7-12/10}米",),
            "控温": ("{4-10}档控温", "不控温"),
            "净重": ("{800-1500}克",),
            "颜色": ("奶白", "墨绿", "石墨灰"),
            "保温": ("{2-24}小时", "无"),
            "防干烧": ("支持",),
            "产地": ("广东佛山", "浙江宁波"),
            "包装清单": ("水壶1个、底座1个、说明书1份",),
        },
        "双肩包": {
            "材质": ("再生涤纶", "尼龙", "帆布"),
            "容量": ("{15-36}升",),
            "尺寸": ("{42-50}×{28-33}×{12-18}厘米",),
            "净重": ("{520-1300}克",),
            "电脑隔层": ("{13-17}英寸",),
            "口袋数": ("{3-9}个",),
            "开合方式": ("拉链", "卷口", "磁扣"),
            "颜色": ("炭灰", "卡其", "藏青"),
            "里料": ("涤纶", "棉"),
            "防泼水": ("支持",),
            "产地": ("福建泉州", "河北白沟"),
        },
        "茶叶": {
            "净含量": ("{5-50}0克",),
            "等级": ("一级", "特级"),
            "产地": ("福建安溪", "云南勐海", "浙江杭州"),
            "采摘时间": ("{2-5}月", "秋季"),
            "保质期": ("{12-36}个月",),
            "储存方式": ("密封、避光、干燥", "冷藏"),
            "包装": ("铁罐", "独立小袋", "纸盒"),
            "香型": ("清香", "花香", "焙火香"),
            "冲泡水温": ("{80-98}℃",),
            "配料": ("茶叶",),
            "原料": ("一芽一叶", "一芽二叶"),
        },
    },
}
#: Sounds of coined names.
_SOUNDS = {"en": ("bdfgklmnprstv", "aeiou", "nrl"), "zh-Hans": ("栖屿澄禾砚岚沐青野拾光羽溪棠序", "", "")}


def products(count: int, *, seed: int = 7) -> Iterator[ProductFacts]:
    """`count` products, English and Chinese by turns."""
    random = Random(seed)
    for number in range(count):
        language = ("en", "zh-Hans")[number % 2]
        category = random.choice(list(SHELVES[language]))
        shelf = SHELVES[language][category]
        names = random.sample(list(shelf), random.randint(8, min(12, len(shelf))))
        names.sort(key=list(shelf).index)
        brand = _coined(language, random)
        words = (brand, _coined(language, random), category)
        yield ProductFacts(
            sku=f"S{number:05d}",
            title=(" " if language == "en" else "").join(words),
            category=category,
            brand=brand,
            language=language,
            facts=tuple(Fact(name, _drawn(random.choice(shelf[name]), random)) for name in names),
        )


def table(count: int, language: str, *, seed: int = 7) -> bytes:
    """The products of one language as the CSV file that a shop would bring; an empty cell where a fact is missing."""
    rows = [p for p in products(count, seed=seed) if p.language == language]
    columns = list(dict.fromkeys(f.name for p in rows for f in p.facts))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["sku", "title", "category", "brand", *columns])
    for product in rows:
        values = {f.name: f.value for f in product.facts}
        writer.writerow(
            [product.sku, product.title, product.category, product.brand, *(values.get(c, "") for c in columns)]
        )
    return out.getvalue().encode()


def _coined(language: str, random: Random) -> str:
    first, second, last = _SOUNDS[language]
    if not second:
        return "".join(random.choices(first, k=2))
    return "".join(random.choice(first) + random.choice(second) + random.choice(("", *last)) for _ in "ab").capitalize()


def _drawn(value: str, random: Random) -> str:
    """Each {a-b} of a value by a number, each {a-b/10} by a tenth of one."""
    said, rest = "", value
    while "{" in rest:
        before, _, tail = rest.partition("{")
        span, _, rest = tail.partition("}")
        span, _, tenth = span.partition("/")
        low, high = span.split("-")
        number = random.randint(int(low), int(high))
        said += before + (f"{number / 10:.1f}" if tenth else str(number))
    return said + rest


if __name__ == "__main__":
    sys.stdout.buffer.write(table(int(sys.argv[1]) if sys.argv[1:] else 1000, "en"))
