"""Which prompt style goes by which name: `style_named("house")`.
Knows no engine; an engine says in `Engine.style` which of these it wants."""

from __future__ import annotations

from copywriter.prompts.base import PromptStyle
from copywriter.prompts.chat import ChatStyle
from copywriter.prompts.continuation import ContinuationStyle

STYLES = ("house", "continuation", "chat")


def style_named(name: str) -> PromptStyle:
    """The style of that name. Raises KeyError for a name that is not in STYLES."""
    if name == "house":
        from copywriter.prompts.house import HouseStyle  # noqa: PLC0415  (reads the knowledge tables: only when asked)

        return HouseStyle()
    return {"continuation": ContinuationStyle, "chat": ChatStyle}[name]()


__all__ = ["STYLES", "ChatStyle", "ContinuationStyle", "PromptStyle", "style_named"]
