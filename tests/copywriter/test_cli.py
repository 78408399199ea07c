"""The shell contract: order and unknown keys kept, bad lines answered in place, exit statuses, UTF-8."""

import io
import json
import sys

import pytest

from copywriter.__main__ import main

MUG = {"sku": "M1", "title": "Stoneware mug", "language": "en", "facts": [{"name": "Material", "value": "stoneware"}]}
CUP = {"sku": "C2", "title": "陶瓷杯", "language": "zh-Hans", "facts": [{"name": "材质", "value": "陶瓷"}]}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    def run(command, lines, *options):
        source = tmp_path / "in.jsonl"
        source.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
        out = tmp_path / "out.jsonl"
        status = main([command, str(source), "-o", str(out), *options])
        return status, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return run


def test_write_answers_every_product_in_order_with_its_own_keys(run):
    many = [MUG | {"sku": f"M{i}", "shelf": i} for i in range(30)] + [CUP]
    status, lines = run("write", many, "--engine", "scripted:", "-n", "3", "--seed", "40")
    assert status == 0
    assert [line["sku"] for line in lines] == [f"M{i}" for i in range(30)] + ["C2"]
    assert [line["shelf"] for line in lines[:30]] == list(range(30))
    assert all(len(line["candidates"]) == 3 for line in lines)
    assert lines[7]["seed"] == 47 and lines[7]["kind"] == "description" and lines[7]["engine"] == "scripted"
    assert lines[0]["language"] == "en" and lines[-1]["language"] == "zh-Hans"
    assert {"text", "score", "findings", "ledger"} <= set(lines[0]["candidates"][0])


def test_write_gives_the_same_texts_for_the_same_seed(run):
    texts = [run("write", [MUG], "--engine", "scripted:", "--seed", "3")[1][0]["candidates"] for _ in range(2)]
    assert texts[0] == texts[1]


def test_a_bad_line_is_answered_in_its_place_and_the_status_is_1(run):
    lines = [MUG, "{not json", {"sku": "L", "language": "fr"}, "[1]", MUG | {"facts": 3, "mine": "x"}, MUG]
    status, out = run("write", lines, "--engine", "scripted:")
    assert status == 1
    assert ["error" in line for line in out] == [False, True, True, True, True, False]
    assert out[2]["sku"] == "L" and "language" in out[2]["error"]
    assert out[4]["mine"] == "x"


def test_a_product_the_engine_fails_on_is_answered_with_the_reason(run):
    status, out = run("write", [MUG, MUG | {"sku": "B", "title": "boom"}], "--engine", "scripted:?fail_on=boom")
    assert status == 1 and "error" not in out[0]
    assert out[1]["sku"] == "B" and "could not answer" in out[1]["error"]


def test_write_reads_any_importable_file(run, tmp_path):
    table = tmp_path / "products.csv"
    table.write_text("sku,title,Material\nA1,Oak shelf,oak\nA2,Pine shelf,pine\n", encoding="utf-8")
    out = tmp_path / "o.jsonl"
    assert main(["write", str(table), "-o", str(out), "--engine", "scripted:", "-n", "1"]) == 0
    assert [json.loads(line)["sku"] for line in out.read_text().splitlines()] == ["A1", "A2"]


def test_an_engine_that_can_not_be_loaded_is_a_sentence_and_status_2(run, capsys):
    with pytest.raises(FileNotFoundError):  # nothing is written
        run("write", [MUG], "--engine", "openvino:/nowhere")
    assert "copywriter convert" in capsys.readouterr().err


def test_check_adds_findings_and_ledger_and_keeps_the_line(run):
    line = {"product": MUG, "text": "A mug made of copper.", "language": "en", "market": "US", "note": "keep"}
    good = line | {"text": "A mug made of stoneware."}
    status, out = run("check", [line, good])
    assert status == 0
    assert out[0]["note"] == "keep" and out[0]["text"] == line["text"] and out[0]["product"] == MUG
    assert any(f["severity"] == "block" for f in out[0]["findings"])
    assert not any(f["severity"] == "block" for f in out[1]["findings"])
    assert {"start", "end", "verdict", "facts", "knowledge"} <= set(out[1]["ledger"][0])


def test_check_answers_a_bad_line_in_place(run):
    good = {"product": MUG, "text": "A mug."}
    status, out = run("check", [good, {"product": MUG}, good | {"channel": "telegraph"}, "nope", good])
    assert status == 1
    assert ["findings" in line for line in out] == [True, False, False, False, True]
    assert "telegraph" in out[2]["error"]


def test_standard_input_and_output_are_used_where_no_file_is_named(monkeypatch, capsys):
    text = json.dumps({"product": CUP, "text": "这款陶瓷杯适合日常使用。"}, ensure_ascii=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text + "\n"))
    assert main(["check"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "这款陶瓷杯适合日常使用。"
