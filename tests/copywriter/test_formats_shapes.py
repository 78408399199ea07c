"""Each shape of product file, on small files written here: what becomes a product, what is refused and why."""

import json

import pytest

from copywriter.formats import ParsedProduct, RowError, UnreadableFile, read_products, sniff
from copywriter.records import Fact


def read(text, **options):
    found = list(read_products(text.encode() if isinstance(text, str) else text, **options))
    return [p for p in found if isinstance(p, ParsedProduct)], [e for e in found if isinstance(e, RowError)]


OLD_SHOPIFY = """Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src
linen-shirt,Linen Shirt,"<p>Airy &amp; light.</p><table><tr><td>Care</td><td>Wash cold</td></tr></table>",Loom,Shirts,"men, summer",Size,S,LS-S,40,https://img.example/1.jpg
linen-shirt,,,,,,,M,LS-M,42,
linen-shirt,,,,,,,,,,https://img.example/2.jpg
jar,Glass Jar,,Loom,Kitchen,,Title,Default Title,JAR,9.50,
"""  # noqa: E501


def test_shopify_rows_are_grouped_under_their_handle_and_options_stay_with_the_variants():
    (shirt, jar), errors = read(OLD_SHOPIFY)
    assert not errors
    assert (shirt.facts.sku, shirt.facts.title, shirt.facts.brand, shirt.facts.category) == (
        "linen-shirt",
        "Linen Shirt",
        "Loom",
        "Shirts",
    )
    assert [v.facts for v in shirt.facts.variants] == [(Fact("Size", "S"),), (Fact("Size", "M"),)]
    assert [v.sku for v in shirt.facts.variants] == ["LS-S", "LS-M"]
    assert shirt.facts.facts == (Fact("Care", "Wash cold"),)
    assert shirt.own_text == "Airy & light."
    assert shirt.rows == (2, 3, 4)
    assert shirt.tags == ("men", "summer")
    assert shirt.image_url == "https://img.example/1.jpg"
    assert jar.facts.variants == () and jar.facts.facts == ()
    assert jar.facts.price == "9.50"


def test_shopify_new_headers_read_the_same_and_remember_their_generation():
    new = (
        "Title,URL handle,Description,Vendor,Type,Option1 name,Option1 value,SKU,Price,"
        "Fabric (product.metafields.shopify.fabric),Notes (product.metafields.countersign.recommendation)\n"
        "Linen Shirt,linen-shirt,Airy.,Loom,Shirts,Size,S,LS-S,40,linen; cotton,ours\n"
        ",linen-shirt,,,,,M,LS-M,42,,\n"
    )
    (shirt,), errors = read(new)
    assert not errors and shirt.source["layout"] == "new"
    assert shirt.facts.facts == (Fact("Fabric", "linen, cotton"),)
    assert len(shirt.facts.variants) == 2


def test_shopify_product_without_a_title_is_refused_with_its_first_row():
    products, errors = read(OLD_SHOPIFY + "ghost,,,,,,,,G-1,5,\n")
    assert len(products) == 2
    assert [(e.row, e.code) for e in errors] == [(6, "no_title")]
    assert errors[0].cells["Handle"] == "ghost"


WOO = """ID,Type,SKU,Name,Published,Short description,Description,Regular price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Weight (kg)
1,variable,tee,Cotton Tee,1,This is a variable product.,Lorem ipsum dolor sit amet.,20,"Clothing > Tees, Sale",https://img.example/t.jpg,,Color,"Blue, Red",0.2
2,variation,tee-blue,Tee - Blue,1,,,20,,,tee,Color,Blue,
3,variation,tee-red,Tee - Red,1,,,20,,,id:1,Color,Red,
4,simple,mug,Stone Mug,1,,A stoneware mug.,12,Kitchen,,,Material,Stoneware,
5,variation,lost,Lost,1,,,1,,,nowhere,Color,Red,
"""  # noqa: E501


def test_woocommerce_variations_join_their_parent_by_sku_or_by_id():
    (tee, mug), errors = read(WOO)
    assert tee.facts.title == "Cotton Tee"
    assert [v.facts for v in tee.facts.variants] == [(Fact("Color", "Blue"),), (Fact("Color", "Red"),)]
    assert tee.facts.facts == (Fact("Weight", "0.2 kg"),), "the colours differ, so they are the variants' alone"
    assert tee.own_text == "", "placeholder Latin is no description"
    assert tee.facts.category == "Clothing > Tees"
    assert tee.rows == (2, 3, 4)
    assert mug.facts.facts == (Fact("Material", "Stoneware"),)
    assert [(e.row, e.code, e.params["parent"]) for e in errors] == [(6, "variant_without_parent", "nowhere")]
    assert "nowhere" in errors[0].reason


def test_magento_attribute_columns_and_packed_attributes_become_facts():
    text = (
        "sku,attribute_set_code,name,price,description,additional_attributes,material,configurable_variations,qty\n"
        'B-1,Bag,Day Bag,30,<p>Roomy.</p>,"color=Blue,style_bags=Tote|Sling","Nylon\nCanvas",,9\n'
        'B-2,Bag,Trail Bag,40,Tough.,,,"sku=B-2-R,color=Red|sku=B-2-G,color=Green",9\n'
        "B-2-R,Bag,Trail Bag Red,40,,,,,9\n"
    )
    (day, trail), errors = read(text)
    assert not errors
    assert day.facts.facts == (Fact("Material", "Nylon, Canvas"), Fact("Color", "Blue"), Fact("Style", "Tote, Sling"))
    assert [v.facts for v in trail.facts.variants] == [(Fact("Color", "Red"),), (Fact("Color", "Green"),)] or [
        v.facts for v in trail.facts.variants
    ] == [(Fact("color", "Red"),), (Fact("color", "Green"),)]
    assert trail.rows == (3, 4)


def test_a_magento_attribute_table_is_refused_by_name():
    with pytest.raises(UnreadableFile, match="attributes, not products"):
        list(read_products(b"frontend_label,attribute_code,option\nColor,color,Red\n"))


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
<item><g:id>J-1-B</g:id><g:title>Rain Jacket - Blue</g:title><g:description>No description available</g:description>
<g:item_group_id>J-1</g:item_group_id><g:color>Blue</g:color><g:material>Nylon</g:material><g:brand>Nor</g:brand>
<g:product_detail><g:section_name>General</g:section_name><g:attribute_name>Hood</g:attribute_name>
<g:attribute_value>Yes</g:attribute_value></g:product_detail><g:price>80.00 USD</g:price></item>
<item><g:id>J-1-R</g:id><g:title>Rain Jacket - Red</g:title><g:item_group_id>J-1</g:item_group_id><g:color>Red</g:color>
<g:material>Nylon</g:material></item>
<item><g:id>K-1</g:id><g:title>Kettle</g:title><g:structured_description>
<g:digital_source_type>trained_algorithmic_media</g:digital_source_type><g:content>Boils a litre.</g:content>
</g:structured_description></item>
</channel></rss>"""


def test_google_xml_groups_offers_and_reads_structured_descriptions():
    (jacket, kettle), errors = read(FEED)
    assert not errors
    assert (jacket.facts.sku, jacket.facts.title, jacket.facts.price, jacket.facts.currency) == (
        "J-1",
        "Rain Jacket",
        "80",
        "USD",
    )
    assert jacket.own_text == ""
    assert Fact("Hood", "Yes") in jacket.facts.facts and Fact("Material", "Nylon") in jacket.facts.facts
    assert [v.facts for v in jacket.facts.variants] == [(Fact("Color", "Blue"),), (Fact("Color", "Red"),)]
    assert jacket.source["columns"]["ids"] == ["J-1-B", "J-1-R"]
    assert kettle.own_text == "Boils a litre."


def test_google_text_feeds_read_tabs_and_repeated_ids_are_refused():
    tsv = "id\ttitle\tdescription\tlink\tcolor\nA\tLamp\tA desk lamp.\thttps://x.example\tBlack\nA\tLamp\t\t\t\n"
    (lamp,), errors = read(tsv)
    assert sniff(tsv.encode()).delimiter == "\t"
    assert lamp.facts.facts == (Fact("Color", "Black"),)
    assert [(e.row, e.code) for e in errors] == [(3, "duplicate")]


def test_a_feed_that_breaks_off_keeps_the_items_before_and_says_where():
    products, errors = read(FEED[: FEED.index("<item><g:id>K-1")] + "<item><g:id>")
    assert [p.facts.sku for p in products] == ["J-1"]
    assert [e.code for e in errors] == ["bad_xml"]


def test_entities_in_a_feed_are_refused():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel><item><id>&a;</id></item></channel></rss>'
    )
    with pytest.raises(UnreadableFile) as refusal:
        list(read_products(bomb.encode()))
    assert refusal.value.code == "unsafe_xml"


def test_a_chinese_table_is_read_by_guessed_columns():
    text = (
        "商品编号,商品名称,一级类目,二级类目,简介,零售价,参数,关键词\n"
        'A1,云锦围巾,服饰,围巾,柔软亲肤,199.00,"材质：100%桑蚕丝\n尺寸：180×70厘米\n温馨提示：请冷水手洗",礼物，围巾\n'
    )
    (scarf,), errors = read(text)
    assert not errors
    assert scarf.facts.language == "zh-Hans"
    assert scarf.facts.category == "服饰 > 围巾"
    assert scarf.facts.facts == (Fact("材质", "100%桑蚕丝"), Fact("尺寸", "180×70厘米"))
    assert scarf.own_text == "柔软亲肤"
    assert scarf.tags == ("礼物", "围巾")


def test_a_mapping_reads_any_table_and_can_name_a_fact():
    text = "ref;what;x\n1;Oak Stool;45 cm\n2;;50 cm\n"
    mapping = {"ref": "sku", "what": "title", "x": "fact:Height"}
    (stool,), errors = read(text, mapping=mapping)
    assert stool.facts.facts == (Fact("Height", "45 cm"),)
    assert [(e.row, e.code) for e in errors] == [(3, "no_title")]


def test_a_table_without_a_name_column_asks_for_a_mapping():
    with pytest.raises(UnreadableFile) as refusal:
        list(read_products(b"alpha,beta\n1,2\n3,4\n"))
    assert refusal.value.code == "needs_mapping"
    assert sniff(b"alpha,beta\n1,2\n3,4\n").needs_mapping


def test_rows_that_share_a_group_column_become_variants():
    text = "parent_sku,sku,name,color,material\nP,P-1,Cap,Blue,Cotton\nP,P-2,Cap,Red,Cotton\n"
    (cap,), _ = read(text)
    assert cap.facts.sku == "P"
    assert cap.facts.facts == (Fact("Material", "Cotton"),)
    assert [v.facts for v in cap.facts.variants] == [(Fact("Color", "Blue"),), (Fact("Color", "Red"),)]


def test_the_same_sku_twice_is_refused_naming_the_first_row():
    (_,), errors = read("sku,name\nA,Cup\nA,Mug\n")
    assert [(e.row, e.code, e.params["row"]) for e in errors] == [(3, "duplicate", 2)]
    assert "row 2" in errors[0].reason


def test_product_lines_of_the_shell_contract_are_read_as_they_are():
    line = {"sku": "1", "title": "Cup", "language": "en", "facts": [{"name": "Material", "value": "Glass"}]}
    products, errors = read(json.dumps(line) + "\n{broken\n" + json.dumps({"title": "x", "facts": [1]}) + "\n")
    assert products[0].facts.to_dict()["facts"] == line["facts"]
    assert [e.code for e in errors] == ["bad_json", "bad_record"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Camiseta de algodón para hombre con cuello redondo y mangas cortas", "Spanish"),
        ("เสื้อยืดผ้าฝ้ายคุณภาพดี", "Thai"),
        ("純棉寬鬆短袖圓領運動衫", "Traditional Chinese"),
        ("綿100%のやわらかいシャツです", "Japanese"),
    ],
)
def test_other_languages_are_refused_with_their_name_and_kept_when_the_merchant_says_so(title, name):
    text = f"sku,name\nA,{title}\n"
    products, errors = read(text)
    assert not products and errors[0].params["name"] == name and name in errors[0].reason
    products, errors = read(text, language="en")
    assert products[0].facts.language == "en" and not errors


def test_present_tells_an_absent_column_from_an_empty_one():
    (cup,), _ = read("sku,name,description\nA,Cup,\n")
    assert "own_text" in cup.present and cup.own_text == ""
    (cup,), _ = read("sku,name\nA,Cup\n")
    assert "own_text" not in cup.present
