"""Approved copy written back: only our columns, never an empty cell, and the file reads again."""

import csv
import io

import pytest

from copywriter.formats import ApprovedText, ExportProduct, Label, export, read_products, sniff

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Variant Price\n"
    'cup,Blue  Cup,"<p>Old text.</p><table><tr><td>Care</td><td>Hand wash</td></tr></table>'
    '<img src=""a.png"">",Loom,9\n'
    "jar,Glass Jar,,Loom,5\n"
)
WOO = "ID,Type,SKU,Name,Published,Description\n7,variable,tee,Cotton Tee,1,Old\n8,simple,,No Sku Mug,1,Old\n"
GOOGLE = "id\ttitle\tlink\tdescription\titem_group_id\tcolor\nA-1\tCap\tx\tOld\tA\tBlue\nA-2\tCap\tx\tOld\tA\tRed\n"
PLAIN = "货号,商品名称,简介\nA1,青瓷茶杯,旧文案\n"


def approved(data, *texts, **extra):
    return [
        ExportProduct(p.facts.sku, p.facts.title, p.facts.language, p.source, p.own_html, texts, **extra)
        for p in read_products(data.encode())
    ]


DESCRIPTION = ApprovedText("description", 'A cup, 30% "off"-white.\n\nIt holds < 1 l.')
RECOMMENDATION = ApprovedText("recommendation", "For slow mornings.", audience="new parents")


def rows(file, delimiter=","):
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=delimiter))


def test_shopify_keeps_tables_and_pictures_and_its_header_generation():
    (file,) = export(approved(SHOPIFY, DESCRIPTION, RECOMMENDATION), "shopify")
    cup, jar = rows(file)
    assert list(cup) == [
        "Handle",
        "Title",
        "Body (HTML)",
        "Recommendation new parents (product.metafields.countersign.recommendation_new_parents)",
    ]
    assert cup["Title"] == "Blue  Cup", "to the letter"
    assert cup["Body (HTML)"] == (
        '<p>A cup, 30% "off"-white.</p><p>It holds &lt; 1 l.</p>\n'
        '<table><tr><td>Care</td><td>Hand wash</td></tr></table>\n<img src="a.png">'
    )
    assert "Old text" not in cup["Body (HTML)"] and "table" not in jar["Body (HTML)"]
    assert "Old" not in file.content.decode()


def test_products_with_different_texts_go_to_different_files_so_that_no_cell_is_empty():
    products = [*approved(SHOPIFY, DESCRIPTION)[:1], *approved(SHOPIFY, RECOMMENDATION)[1:]]
    files = export(products, "shopify")
    assert [f.name for f in files] == ["shopify-1.csv", "shopify-2.csv"]
    assert all(cell for f in files for row in rows(f) for cell in row.values())


@pytest.mark.parametrize(
    ("data", "shape", "format"),
    [
        (SHOPIFY, "shopify", "shopify"),
        (WOO, "woocommerce", "woocommerce"),
        (GOOGLE, "google", "google"),
        (PLAIN, "plain", "generic"),
        (PLAIN, "woocommerce", "woocommerce"),
        (PLAIN, "magento", "magento"),
        (PLAIN, "shopify", "shopify"),
    ],
)
def test_every_file_reads_again_and_carries_the_text(data, shape, format):
    before = list(read_products(data.encode()))
    texts = (ApprovedText("description", "A short new text."), ApprovedText("marketing", "Now in blue."))
    products = [ExportProduct(p.facts.sku, p.facts.title, "", p.source, p.own_html, texts) for p in before]
    for file in export(products, shape, label=Label("Written with AI")):
        assert sniff(file.content).format == format
        assert all(cell for row in rows(file, "\t" if shape == "google" else ",") for cell in row.values())
    after = [p for f in export(products, shape) for p in read_products(f.content, language=before[0].facts.language)]
    assert {p.own_text for p in after} == {"A short new text."}
    if shape != "google":
        assert [p.facts.title for p in after] == [p.facts.title for p in before]
    if format == before[0].source["format"] and shape != "google":
        assert [p.facts.sku for p in after] == [p.facts.sku for p in before]


def test_google_text_is_marked_as_model_written_for_each_offer_of_the_group():
    (file,) = export(approved(GOOGLE, DESCRIPTION), "google")
    found = rows(file, "\t")
    assert [r["id"] for r in found] == ["A-1", "A-2"]
    assert found[0]["structured_description"].startswith("trained_algorithmic_media:")
    assert "description" not in found[0]
    (file,) = export(approved(GOOGLE, ApprovedText("description", "By hand.", model_written=False)), "google")
    assert rows(file, "\t")[0]["description"] == "By hand."


@pytest.mark.parametrize(
    "text,cell",
    [
        ("A kettle for two.", "trained_algorithmic_media:A kettle for two."),
        ("One use: tea.", 'trained_algorithmic_media:"One use: tea."'),
        ('A 12" pan.', 'trained_algorithmic_media:"A 12"" pan."'),
        ("第一行。\n\n第二行。", "trained_algorithmic_media:第一行。 第二行。"),
    ],
)
def test_googles_source_type_and_content_have_a_colon_between_them_and_quotes_where_needed(text, cell):
    (file,) = export(approved(GOOGLE, ApprovedText("description", text)), "google")
    assert rows(file, "\t")[0]["structured_description"] == cell
    back = {p.own_text.replace(" ", "") for p in read_products(file.content, language="en")}
    assert back == {"".join(text.split())}


def test_formulas_are_disarmed_in_the_plain_file_only():
    text = ApprovedText("description", "=HYPERLINK(1)")
    (plain,) = export(approved(PLAIN, text), "plain")
    assert rows(plain)[0]["简介"] == "'=HYPERLINK(1)"
    assert next(read_products(plain.content)).own_text == "=HYPERLINK(1)"
    (woo,) = export(approved(PLAIN, text), "woocommerce")
    assert "<p>=HYPERLINK(1)</p>" in rows(woo)[0]["Description"]


def test_the_label_is_a_column_and_a_line_where_asked_and_not_on_what_people_wrote():
    (file,) = export(approved(PLAIN, DESCRIPTION), "plain", label=Label("由AI辅助生成", in_text=True))
    assert rows(file)[0]["AI label"] == "由AI辅助生成" and rows(file)[0]["简介"].endswith("由AI辅助生成")
    (file,) = export(
        approved(PLAIN, ApprovedText("description", "人写的。", model_written=False)),
        "plain",
        label=Label("由AI辅助生成"),
    )
    assert "AI" not in file.content.decode()


def test_a_product_without_texts_is_not_handed_over_and_an_unknown_shape_is_refused():
    assert export(approved(PLAIN), "plain", label=Label("x")) == []
    with pytest.raises(ValueError, match="shape is 'xls'"):
        export([], "xls")
