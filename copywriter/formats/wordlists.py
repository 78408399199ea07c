"""The readers' word lists, from words.yaml beside this file.
Knows no meaning of a list: each reader says what its words are for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


@functools.cache
def _lists() -> Mapping[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """One flat list. Raises KeyError for a list that is not there."""
    return frozenset(_lists()[name].split())


def rows(name: str) -> dict[str, list[str]]:
    """A list of lists, by their names, words in the order of the file."""
    return {key: str(value).split() for key, value in _lists()[name].items()}


def groups(name: str) -> dict[str, frozenset[str]]:
    """A list of lists, by their names, in the order of the file."""
    return {key: frozenset(value) for key, value in rows(name).items()}


def inverted(name: str) -> dict[str, str]:
    """Word → the name of the list it stands in."""
    return {word: key for key, value in rows(name).items() for word in value}
