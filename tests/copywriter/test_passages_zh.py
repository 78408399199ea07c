"""The Chinese passages read by the grammar of their README: roles, kinds, tones, conditions, words.
Knows nothing of how the model learns from them; whether a passage is good prose is an editor's call."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "copywriter" / "training" / "passages" / "zh"
FILES = sorted(FOLDER.glob("*.txt"))
KINDS = {"description", "recommendation", "marketing", "clause"}
TONES = {"plain", "warm", "playful", "premium", "urgent"}
#: Slots that are no role: the product itself, its reader and its moment; `a:` with a role is the fact's own name.
FREE = {"name", "brand", "category", "aud", "occ"}
#: Words that the advertising law or the README keeps out of copy that no fact carries.
FORBIDDEN = (
    "最", "第一", "唯一", "顶级", "国家级", "极致", "完美", "首选", "必备", "神器", "绝对", "永久", "万能", "独家",
    "限时", "折扣", "库存", "好评", "优惠", "特价", "包邮", "热销", "爆款", "秒杀", "销量", "治疗", "疗效", "养生",
    "抗菌", "抑菌", "杀菌", "助眠", "缓解", "防病", "排毒", "不二之选", "尽享", "让您的生活",
    "史上", "全网", "零风险", "无毒", "保证",
)  # fmt: skip
FORBIDDEN_SHAPES = re.compile(r"！！|!|，，|。。|[,;?](?=[\u4e00-\u9fff])")
SLOT = re.compile(r"\{(?:a:)?([^{}]*)\}")
PREFIX = re.compile(r"^\?? ?(?:\[([^\]]*)\])?")
CONDITION = re.compile(r"^(?:!?[a-z_]+|[a-z_]+~[^,~&\]]+(?:,[^,~&\]]+)*)$")


@dataclass(frozen=True)
class Passage:
    """One line under a heading, with the place it stands for messages."""

    place: str
    family: str
    kind: str
    tone: str
    text: str

    @property
    def sentences(self) -> list[str]:
        return self.text.split(" | ")


@cache
def roles() -> frozenset[str]:
    return frozenset(yaml.safe_load((ROOT / "copywriter" / "knowledge" / "roles.yaml").read_text("utf-8")))


@cache
def passages() -> tuple[Passage, ...]:
    found = []
    for path in FILES:
        kind = tone = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.startswith("@ "):
                _, kind, tone = line.split(" ")
            elif line and kind:
                found.append(Passage(f"{path.name}:{number}", path.stem, kind, tone, line))
    return tuple(found)


def header(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").split("\n@ ", 1)[0].splitlines()
    return dict(line.split(": ", 1) for line in lines if line)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_header_names_the_file_and_known_roles(path: Path) -> None:
    head = header(path)
    assert head.pop("family") == path.stem
    assert head.pop("names")
    assert set(head) <= roles()
    assert all(value.strip() for values in head.values() for value in values.split(" | "))


def test_headings_name_known_kinds_and_tones() -> None:
    assert [p.place for p in passages() if p.kind not in KINDS or p.tone not in TONES] == []


def test_slots_are_roles_or_free() -> None:
    known = roles() | FREE
    assert [(p.place, s) for p in passages() for s in SLOT.findall(p.text) if s not in known] == []
    assert [p.place for p in passages() if re.search(r"[{}]", SLOT.sub("", p.text))] == []


def test_conditions_parse_and_name_roles() -> None:
    wrong = []
    for p in passages():
        for sentence in p.sentences:
            condition = PREFIX.match(sentence).group(1)  # type: ignore[union-attr]
            for part in (condition or "").split(" & ") if condition is not None else ():
                if not CONDITION.match(part) or re.split("~", part.lstrip("!"))[0] not in roles():
                    wrong.append((p.place, part))
            if re.search(r"[\[\]?|]", PREFIX.sub("", sentence)):
                wrong.append((p.place, sentence))
    assert wrong == []


def test_slots_and_conditions_have_values_in_the_header() -> None:
    wrong = []
    for path in FILES:
        if path.stem == "_any":
            continue
        head = header(path)
        for p in passages():
            if p.family != path.stem:
                continue
            wrong += [(p.place, s) for s in SLOT.findall(p.text) if s not in FREE and s not in head]
            for sentence in p.sentences:
                condition = PREFIX.match(sentence).group(1)  # type: ignore[union-attr]
                for part in (condition or "").split(" & ") if condition else ():
                    role, _, words = part.lstrip("!").partition("~")
                    if role not in head or words and not any(word in head[role] for word in words.split(",")):
                        wrong.append((p.place, part))
    assert wrong == []


def test_first_sentence_is_unconditional_and_says_the_name_or_the_reader() -> None:
    assert [p.place for p in passages() if p.text.startswith(("?", "["))] == []
    spoken = re.compile(r"\{name\}")
    assert [p.place for p in passages() if p.kind != "clause" and not spoken.search(p.text)] == []
    assert [p.place for p in passages() if p.kind == "description" and "{name}" not in p.sentences[0]] == []


def test_no_forbidden_words() -> None:
    assert [(p.place, w) for p in passages() for w in FORBIDDEN if w in p.text] == []
    said = ((p.place, PREFIX.sub("", sentence)) for p in passages() for sentence in p.sentences)
    assert [(place, text) for place, text in said if FORBIDDEN_SHAPES.search(text)] == []


def test_sentences_end_in_full_width_marks() -> None:
    assert [(p.place, s) for p in passages() for s in p.sentences if s[-1] not in "。？！…”"] == []


def test_lengths_of_passages() -> None:
    bounds = {"description": (4, 8), "recommendation": (1, 3), "marketing": (2, 4), "clause": (1, 2)}
    wrong = [p.place for p in passages() if not bounds[p.kind][0] <= len(p.sentences) <= bounds[p.kind][1]]
    assert wrong == []


def test_no_passage_is_written_twice() -> None:
    assert [text for text, n in Counter(p.text for p in passages()).items() if n > 1] == []
    long = Counter(s for p in passages() if p.kind != "clause" for s in set(p.sentences) if len(SLOT.sub("", s)) > 12)
    assert [(s, n) for s, n in long.items() if n > 3] == []


def test_every_family_has_all_kinds_and_tones() -> None:
    wrong = []
    for path in FILES:
        own = [p for p in passages() if p.family == path.stem and p.kind != "clause"]
        kinds = Counter(p.kind for p in own)
        if kinds["description"] < 11 or kinds["recommendation"] < 7 or kinds["marketing"] < 7:
            wrong.append((path.stem, dict(kinds)))
        if {(p.kind, p.tone) for p in own} != {(k, t) for k in KINDS - {"clause"} for t in TONES}:
            wrong.append((path.stem, "tones"))
    assert wrong == []


def test_every_role_worth_saying_has_three_clauses() -> None:
    worth = [r for r, v in yaml.safe_load((ROOT / "copywriter/knowledge/roles.yaml").read_text("utf-8")).items()
             if v.get("worth", True) is not False and v.get("worth") != "no"]  # fmt: skip
    said = Counter(s for p in passages() if p.kind == "clause" for s in set(SLOT.findall(p.text)))
    assert {r: said[r] for r in worth if said[r] < 3} == {}


def test_there_is_enough_to_learn_from() -> None:
    whole = [p for p in passages() if p.kind != "clause"]
    assert len(whole) >= 2050
    assert len({p.family for p in whole} - {"_any"}) >= 84
