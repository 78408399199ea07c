"""Facts proposed from prose: right words, right quotes, and nothing where the words say the opposite."""

import pytest

from copywriter.formats import propose
from copywriter.records import Fact, ProductFacts, Variant


def proposed(title, text="", tags=(), **fields):
    product = ProductFacts(title=title, **fields)
    found = propose(product, text, tags)
    for p in found:
        whole = {"title": [title], "text": [text], "tags": tags, "category": [product.category]}[p.field]
        assert any(p.quote in w for w in whole), p
        assert 0 <= p.start < p.end <= len(p.quote), p
    return {p.name: p.value for p in found}


@pytest.mark.parametrize(
    ("title", "text", "facts"),
    [
        (
            "Navy Field Jacket",
            "Long-sleeved waterproof jacket in 100% cotton with a soft fleece lining.",
            {
                "Color": "Navy",
                "Sleeve": "Long sleeves",
                "Water resistance": "Waterproof",
                "Material": "100% cotton",
                "Lining": "Fleece",
            },
        ),
        (
            "Grey and Black Wool Scarf",
            "Woven in a wool blend. Made in Portugal.",
            {"Color": "Grey, Black", "Material": "Wool blend", "Origin": "Portugal"},
        ),
        ("Enamel Mug 350 ml, Set of 4", "", {"Capacity": "350 ml", "Pieces": "4"}),
        ("Face Cream 50ml", "", {"Net content": "50ml"}),
        (
            "Desk Lamp DL-2040",
            'Measures 18" x 10" x 4". Weight: 2 lbs, 8 oz.',
            {"Model": "DL-2040", "Dimensions": '18" x 10" x 4"', "Weight": "2 lbs, 8 oz"},
        ),
        ("14k Gold Ring", "", {"Metal": "14k Gold"}),
        (
            "Placemats",
            "Set content: 6 mats Shape: Round Colour: Pink and blue",
            {"Set content": "6 mats", "Shape": "Round", "Colour": "Pink and blue"},
        ),
    ],
)
def test_english_words_are_read(title, text, facts):
    found = proposed(title, text)
    assert facts.items() <= found.items(), found


@pytest.mark.parametrize(
    ("title", "text", "facts"),
    [
        (
            "纯棉圆领短袖女款条纹上衣",
            "",
            {"材质": "纯棉", "领型": "圆领", "袖长": "短袖", "适用性别": "女款", "图案": "条纹"},
        ),
        ("青瓷茶杯礼盒（6只装）", "容量约180ml，产自景德镇。", {"数量": "6只", "容量": "180ml", "产地": "景德镇"}),
        ("轻薄手机 8GB+256GB 5000mAh 藏青色", "", {"存储容量": "8GB+256GB", "电池容量": "5000mAh", "颜色": "藏青色"}),
        ("丝绒哑光口红3g", "", {"净含量": "3g"}),
        ("桌布", "尺寸：120×180cm。材质：亚麻。", {"尺寸": "120×180cm", "材质": "亚麻"}),
    ],
)
def test_chinese_words_are_read(title, text, facts):
    found = proposed(title, text, language="zh-Hans")
    assert facts.items() <= found.items(), found


@pytest.mark.parametrize(
    ("title", "text", "absent"),
    [
        ("Faux Leather Bag", "Not real leather.", {"Leather"}),
        ("Vegan Bag", "Looks like leather, with no cotton inside.", {"Leather", "Cotton"}),
        ("Orange Juice", "", {"Orange"}),
        (
            "Oak Desk",
            "Enjoy the natural look of the steel age. It goes down well with geometric moods.",
            {"Steel", "Geometric"},
        ),
        ("Bed Linen Set", "", {"Linen"}),
        ("Beaded Bracelet", "In blue or black.", {"Blue", "Black"}),
        ("Rose Perfume", "Top notes of red magnolia.", {"Red"}),
        ("仿皮手提包", "不含羊毛。", {"真皮", "羊毛"}),
        ("祛黑色素精华", "", {"黑色"}),
        ("快充手机", "支持67W快充，全网通4G。", {"67W", "4G"}),
    ],
)
def test_words_that_do_not_speak_of_the_product_are_left(title, text, absent):
    language = "zh-Hans" if ord(title[0]) > 0x2E80 else "en"
    assert not absent & set(proposed(title, text, language=language).values())


def test_what_is_stated_already_is_not_proposed():
    assert "Material" not in proposed("Cotton Shirt", facts=(Fact("Fabric", "100% cotton"),))


def test_what_differs_between_variants_is_not_proposed_for_the_product():
    variants = (Variant((Fact("Color", "Blue"),)), Variant((Fact("Color", "Red"),)))
    assert "Color" not in proposed("Blue Bag", variants=variants)


def test_tags_propose_one_value_but_not_a_shelf_of_them():
    assert proposed("Scarf", tags=("Silk",)) == {"Material": "Silk"}
    assert "Material" not in proposed("Scarf", tags=("Silk", "Cotton"))


def test_sales_lines_propose_nothing():
    assert proposed("Pan", "Buy Pan 3 L for Rs.900 online at best prices.") == {}
