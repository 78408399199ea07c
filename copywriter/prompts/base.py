"""The one interface of every prompt style: a brief becomes a prompt, an engine's answer becomes a text.
Knows no engine and no check. Merchant text is data: fenced, capped, and cleaned of invisible characters."""

from __future__ import annotations

from typing import Protocol

from copywriter.records import Brief, Prompt


class PromptStyle(Protocol):
    """`render` is pure. `read` turns one raw answer (whole, or cut off while being written) into the text to show;
    `again` asks for another text from the same answer, where the style draws part of it: 1 for the first other one."""

    name: str

    def render(self, brief: Brief) -> Prompt: ...

    def read(self, answer: str, prompt: Prompt, *, partial: bool = False, again: int = 0) -> str: ...
