"""The passages as the project wrote them, parsed: families, their values, and sentences with slots and conditions.
Refuses a line it does not understand, by file and number; knows no model and draws nothing at random."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from copywriter.knowledge.benefits import holds
from copywriter.knowledge.roles import all_roles
from copywriter.prompts.house import tokens
from copywriter.records import KINDS, TONES

FOLDER = Path(__file__).with_name("passages")
#: Sentences for facts that no role covers, and for common pairs of roles: added to `_any`.
CLAUSES = Path(__file__).with_name("clauses")
LANGUAGE_FOLDERS = {"en": "en", "zh-Hans": "zh"}

_SLOT = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")


class BadPassage(ValueError):
    """A passage file does not read as README.md says: the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`role~words` (the value holds one of them), `role` (no words: it exists) or `!role` (`absent`)."""

    role: str
    words: tuple[str, ...] = ()
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """`parts` alternates text and slots (role, or ("a", role) for the fact's name). `roles`: facts said, in order."""

    parts: tuple[str | tuple[str, str], ...]
    conditions: tuple[Condition, ...] = ()
    optional: bool = False
    roles: tuple[str, ...] = ()
    specials: frozenset[str] = frozenset()
    source: str = ""

    @property
    def named(self) -> bool:
        return "name" in self.specials


@dataclass(frozen=True, slots=True)
class Passage:
    kind: str
    tone: str
    sentences: tuple[Sentence, ...]
    place: str  # file:line, for whoever has to mend it


@dataclass(slots=True)
class Family:
    name: str
    language: str
    names: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    clauses: dict[str, list[Sentence]] = field(default_factory=dict)

    def of(self, kind: str, tone: str) -> list[Passage]:
        return [p for p in self.passages if p.kind == kind and p.tone == tone]


def read_language(language: str, folder: Path = FOLDER, *, errors: list[str] | None = None) -> dict[str, Family]:
    """Every family of one language by name, "_any" among them. A bad line raises BadPassage, or with `errors` is noted
    there and left out, so that one slip does not stop a training run."""
    families = {}
    for path in sorted((folder / LANGUAGE_FOLDERS[language]).glob("*.txt")):
        family = read_family(path, language, errors=errors)
        families[family.name] = family
    more = CLAUSES / f"{LANGUAGE_FOLDERS[language]}.txt"
    if "_any" in families and more.is_file():
        for tone, sentences in read_family(more, language, errors=errors).clauses.items():
            families["_any"].clauses.setdefault(tone, []).extend(sentences)
    return families


def read_family(path: Path, language: str, *, errors: list[str] | None = None) -> Family:
    family = Family(name=path.stem, language=language)
    kind = tone = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("@"):
                kind, tone = _heading(line)
            elif kind:
                _add(family, kind, tone, line, f"{path.name}:{number}")
            else:
                _header(family, line)
        except BadPassage as error:
            message = f"{path.parent.name}/{path.name}:{number}: {error}"
            if errors is None:
                raise BadPassage(message) from None
            errors.append(message)
    return family


def _heading(line: str) -> tuple[str, str]:
    words = line[1:].split()
    if len(words) != 2 or words[0] not in (*KINDS, "clause") or words[1] not in TONES:
        raise BadPassage(f"a heading is “@ kind tone”, not {line!r}")
    return words[0], words[1]


def _header(family: Family, line: str) -> None:
    name, colon, value = line.partition(":")
    name = name.strip()
    items = tuple(v.strip() for v in value.split(" | ") if v.strip())
    if not colon:
        raise BadPassage(f"a header line is “role: values”, not {line!r}")
    if name == "family":
        family.name = value.strip()
    elif name == "names":
        family.names = items
    elif name in all_roles():
        family.values[name] = items
    else:
        raise BadPassage(f"{name!r} is no role of roles.yaml")


def _add(family: Family, kind: str, tone: str, line: str, place: str) -> None:
    sentences = tuple(read_sentence(part, place) for part in line.split(" | "))
    if kind == "clause":
        family.clauses.setdefault(tone, []).extend(sentences)
    else:
        family.passages.append(Passage(kind, tone, sentences, place))


def read_sentence(text: str, source: str = "") -> Sentence:
    """Parses `?[material~oak & !care] It is {material}.`"""
    rest, optional, conditions = text.strip(), False, ()
    while True:
        if rest.startswith("?") and not optional:
            optional, rest = True, rest[1:].strip()
        elif (match := re.match(r"\[([^\]]*)\]\s*", rest)) and not conditions:
            conditions, rest = tuple(_condition(c) for c in match[1].split(" & ")), rest[match.end() :]
        else:
            break
    parts: list[str | tuple[str, str]] = []
    roles: list[str] = []
    specials: set[str] = set()
    place = 0
    for match in _SLOT.finditer(rest):
        if match.start() > place:
            parts.append(rest[place : match.start()])
        word, named = match[1], match[2]
        if word == "a" and named:
            _known(named)
            parts.append(("a", named))
        elif word in tokens.SPECIAL:
            specials.add(word)
            parts.append(("s", word))
        else:
            _known(word)
            roles.append(word)
            parts.append(("v", word))
        place = match.end()
    if place < len(rest):
        parts.append(rest[place:])
    if not rest or re.search(r"[{}\[\]|]", "".join(p for p in parts if isinstance(p, str))):
        raise BadPassage(f"not understood: {text!r}")
    return Sentence(tuple(parts), conditions, optional, tuple(roles), frozenset(specials), source)


def _known(role: str) -> None:
    if role not in all_roles():
        raise BadPassage(f"{{{role}}} is no role of roles.yaml")


def _condition(text: str) -> Condition:
    text = text.strip()
    if text.startswith("!"):
        condition = Condition(text[1:].strip(), absent=True)
    else:
        role, _, words = text.partition("~")
        condition = Condition(role.strip(), tuple(w.strip() for w in words.split(",") if w.strip()))
    if condition.role not in tokens.SPECIAL:
        _known(condition.role)
    return condition


def lexicon(families: dict[str, Family]) -> dict[str, dict[str, list[str]]]:
    """family → role → the words that its conditions ask for, in order of first use."""
    table: dict[str, dict[str, list[str]]] = {}
    for family in families.values():
        rows: dict[str, list[str]] = {}
        sentences = [s for p in family.passages for s in p.sentences]
        sentences += [s for clauses in family.clauses.values() for s in clauses]
        for sentence in sentences:
            for condition in sentence.conditions:
                for word in condition.words:
                    if word not in rows.setdefault(condition.role, []):
                        rows[condition.role].append(word)
        table[family.name] = {role: words for role, words in rows.items() if words}
    return table


def shelf_rows(families: dict[str, Family], faulty: set[tuple[str, str]]) -> dict[str, list[list]]:
    """family → [tone, place, conditions, body] of the sentences of descriptions and clauses that say no fact, for the
    shelf: place 0 opens a passage or is a clause that names the product, 2 ends a passage, 1 is any other.
    `faulty`: sentences left out (lint.faulty_sentences)."""
    table: dict[str, list[list]] = {}
    for family in families.values():
        rows = table.setdefault(family.name, [])
        for passage in family.passages:
            if passage.kind == "description":
                last = len(passage.sentences) - 1
                rows += [
                    _shelf_row(s, passage.tone, 0 if i == 0 else 2 if i == last else 1, family.language)
                    for i, s in enumerate(passage.sentences)
                    if not s.roles and (family.name, spoken_text(s)) not in faulty
                ]
        for tone, clauses in family.clauses.items():
            rows += [_shelf_row(s, tone, _place(s), family.language) for s in clauses if not s.roles]
    return table


def _place(clause: Sentence) -> int:
    """A clause that names the product opens a text; one that says and rests on nothing can only end it."""
    return 0 if clause.named else 1 if clause.conditions else 2


def _shelf_row(sentence: Sentence, tone: str, place: int, language: str) -> list:
    conditions = [[c.role, list(c.words), c.absent] for c in sentence.conditions]
    return [tone, place, conditions, body_text(sentence, language)]


def body_text(sentence: Sentence, language: str) -> str:
    """The sentence in the house language; in English the space before a slot is left out (tokens.SPACED)."""
    out: list[str] = []
    for part in sentence.parts:
        if isinstance(part, str):
            out.append(part)
            continue
        if language == "en" and out and re.search(r"[\w.,:;!?)%] $", out[-1]):
            out[-1] = out[-1][:-1]
        out.append({"v": tokens.VALUE, "a": tokens.NAME_OF}.get(part[0]) or tokens.SPECIAL[part[1]])
    return "".join(out)


def spoken(families: dict[str, Family]) -> Iterator[tuple[str, str]]:
    """(family, sentence in the house language with each value as its role's token) of every sentence."""
    for family in families.values():
        sentences = [s for p in family.passages for s in p.sentences]
        sentences += [s for clauses in family.clauses.values() for s in clauses]
        for sentence in sentences:
            yield family.name, spoken_text(sentence)


def spoken_text(sentence: Sentence) -> str:
    """The sentence in the house language with each value as its role's token."""
    return "".join(p if isinstance(p, str) else _spoken_slot(p) for p in sentence.parts)


def _spoken_slot(part: tuple[str, str]) -> str:
    kind, word = part
    if kind == "v":
        return tokens.OTHERS[0] if word == "other" else tokens.key(word)
    return tokens.NAME_OF if kind == "a" else tokens.SPECIAL[word]


def held_word(condition: Condition, value: str) -> str:
    """The first of the condition's words that the value holds; "" for none."""
    return next((w for w in condition.words if holds(value, w)), "")
