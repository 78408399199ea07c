"""What a file is, from its bytes: encodings, delimiters, workbooks, limits and bombs; never a crash."""

import gzip
import io
import random
import zipfile

import openpyxl
import pytest

from copywriter.formats import (
    MAX_BYTES,
    ParsedProduct,
    RowError,
    UnreadableFile,
    parsed,
    propose,
    read_products,
    sniff,
    tables,
)

TEXT = "sku,name,材质\nA,云锦围巾,桑蚕丝\nB,青瓷茶杯,陶瓷\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_encoding_merchants_use_reads_the_same(encoding):
    titles = [p.facts.title for p in read_products(TEXT.encode(encoding))]
    assert titles == ["云锦围巾", "青瓷茶杯"]


def test_western_text_from_excel_is_not_taken_for_chinese():
    data = "sku,name\nA,Café crème für Köche\n".encode("cp1252")
    assert sniff(data).encoding == "cp1252"
    assert next(read_products(data)).facts.title == "Café crème für Köche"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_even_where_texts_hold_commas(delimiter):
    rows = [["sku", "name", "description"], ["A", "Cup", "Blue, round, small"], ["B", "Mug", "Red, tall"]]
    text = "\n".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in rows)
    found = sniff(text.encode())
    assert found.delimiter == delimiter and found.rows == 2 and found.headers == ("sku", "name", "description")


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_reads_like_a_table_and_numbers_stay_as_shown():
    data = workbook([["sku", "name", "price"], [1001, "Oak stool", 45.0], [1002, "Pine stool", 39.5]])
    products = list(read_products(data, name="x.xlsx"))
    assert [(p.facts.sku, p.facts.price) for p in products] == [("1001", "45"), ("1002", "39.5")]


def test_a_cover_sheet_is_passed_over():
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Products")
    sheet.append(["sku", "name"])
    sheet.append(["A", "Cup"])
    out = io.BytesIO()
    book.save(out)
    assert [p.facts.sku for p in read_products(out.getvalue())] == ["A"]


def test_a_workbook_that_unpacks_to_far_more_than_it_weighs_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(UnreadableFile) as refusal:
        list(read_products(out.getvalue()))
    assert refusal.value.code == "bomb"


def test_a_damaged_workbook_is_refused_with_a_sentence():
    data = workbook([["sku", "name"], ["A", "Cup"]])
    with pytest.raises(UnreadableFile) as refusal:
        list(read_products(data[: len(data) // 2]))
    assert refusal.value.code == "bad_workbook"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf  \n", "empty_file"),
        (gzip.compress(b"sku,name\nA,B\n"), "compressed"),
        (b"\xd0\xcf\x11\xe0rest", "old_excel"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"<html><body>hello</body></html>", "not_a_table"),
        (b"Just a sentence of prose, with one comma.\nAnd another line\nand more prose here\n", "not_a_table"),
        (b"<?xml version='1.0'?><catalog><thing/></catalog>", "not_a_feed"),
        (b"a" * (MAX_BYTES + 1), "too_big"),
    ],
)
def test_what_is_no_product_table_is_refused_with_a_sentence(data, code):
    with pytest.raises(UnreadableFile) as refusal:
        list(read_products(data))
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".") and "{" not in str(refusal.value)


def test_a_row_with_a_huge_cell_is_refused_and_the_next_row_is_read():
    found = list(read_products(f'sku,name,description\nA,Cup,"{"x" * 40_000}"\nB,Mug,ok\n'.encode()))
    assert isinstance(found[0], RowError) and found[0].code == "long_cell" and found[0].row == 2
    assert found[1].facts.sku == "B"


def test_a_row_with_too_many_cells_is_refused_since_its_columns_have_moved():
    found = list(read_products(b"sku,name,price\nA,Cup, blue, and round,9\nB,Mug,4\n"))
    assert [type(f) for f in found] == [RowError, ParsedProduct]
    assert found[0].code == "too_many_cells"


def test_a_broken_byte_costs_one_row_not_the_file():
    rows = "".join(f"{i},青瓷茶杯\n" for i in range(30)).encode()
    found = list(read_products(b"sku,name\n" + rows + b"99,\xe9\x9d\xff\n"))
    assert sum(isinstance(f, ParsedProduct) for f in found) == 30
    assert found[-1].code == "bad_characters"


def test_rows_beyond_the_ceiling_are_told_once(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    found = list(read_products("".join(["sku,name\n", *(f"{i},Cup {i}\n" for i in range(9))]).encode()))
    assert [isinstance(f, ParsedProduct) for f in found] == [True, True, True, False] or [
        f.code for f in found if isinstance(f, RowError)
    ] == ["too_many_rows"]


def test_too_many_columns_refuse_the_file():
    with pytest.raises(UnreadableFile) as refusal:
        list(read_products((",".join(f"c{i}" for i in range(201)) + "\n").encode()))
    assert refusal.value.code == "too_many_columns"


def test_every_sentence_can_be_filled():
    class Any(dict):
        def __missing__(self, key):
            return "7"

    for code, text in parsed.SENTENCES.items():
        assert text.format_map(Any()).strip().endswith("."), code


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with a few wounds: flipped, cut, doubled, or strewn with what means something to a reader."""
    bytes_ = bytearray(data)
    for _ in range(draw.randint(1, 5)):
        place = draw.randrange(len(bytes_) or 1)
        match draw.randrange(4):
            case 0 if bytes_:
                bytes_[place] = draw.randrange(256)
            case 1:
                del bytes_[place : place + draw.randint(1, 200)]
            case 2:
                bytes_[place:place] = bytes_[place : place + draw.randint(1, 200)]
            case _:
                bytes_[place:place] = draw.choice(
                    [b'"', b",", b"\n", b"\x00", b"<table>", b"[", b"=>", b"#:#", b"\xff\xfe"]
                )
    return bytes(bytes_)


def test_damaged_files_are_read_or_refused_and_never_crash():
    samples = [
        TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        workbook([["sku", "name"], ["A", "Cup"]]),
        b"Handle,Title,Body (HTML),Option1 Name,Option1 Value\na,Cup,<p>x<table><tr><td>a</td>,Size,S\na,,,,M\n",
        b'<?xml version="1.0"?><rss><channel><item><id>1</id><title>Cup</title></item></channel></rss>',
        b'{"sku": "1", "title": "Cup", "facts": [{"name": "a", "value": "b"}]}\n',
        b'sku,name,specs\nA,Cup,"{""spec""=>[{""key""=>""Type"", ""value""=>""Mug""}]}"\n',
    ]
    draw = random.Random(4)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(600):
        data = mutated(draw.choice(samples), draw)
        try:
            for found in read_products(data, language=draw.choice([None, "en"])):
                if isinstance(found, ParsedProduct):
                    propose(found.facts, found.own_text, found.tags)
            outcomes["read"] += 1
        except UnreadableFile as refusal:
            assert str(refusal)
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50, outcomes
