"""Model cards: what a folder of weights is, what it was made from, what was measured, what it cannot do.
Writes only what it is given: no figure is made up here."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def write_house_card(folder: Path, *, facts: dict[str, Any]) -> None:
    """The house model's card as far as training knows it; what `evaluate` measures is added under its heading."""
    rows = "\n".join(f"| {name} | {value} |" for name, value in facts.items())
    (folder / "card.md").write_text(
        f"""# The house model

A small GPT-2 (`GPT2LMHeadModel`) for product copy in English and Simplified Chinese: facts are shown to it as slots.
Trained from scratch by this project's own code on passages that the project wrote (`copywriter/training/passages`); no
other text, no other weights. Same licence as the project.

| | |
|---|---|
{rows}

The prompt holds control tokens, the product's family, one key token a fact and the condition words that its value
holds; the answer opens each sentence on the keys that it says. Prompted otherwise the model is of no use.

## How a text is made

The model chooses and orders the scenes, and the sentences in which its family says a fact in its own way. The rest
is not its work. `copywriter/prompts/house` reads the answer: a sentence with a slot that is not there, a fact said
before, a condition not met, or words that the passages do not have (`heard.bin`) is refused. The opening scene is
now and then another of the family's, so that candidates differ. Every fact not yet said is told beside its reason where
a line of its class of thing fits the value (`reasoning.py` with `forms/reasons_en.yaml`, `lines.py` with
`forms/zh_lines/`), else joined by grammar (`joining.py`, `joining_en.py`, `forms/en.yaml`, `forms/zh.yaml`); often such
a sentence opens the text. Short recommendations and marketing lines get what their kind needs, an address, a hook, a
reason, a call (`persuading.py`, `forms/calls.yaml`). A text short of its band takes scenes and remarks of its family
(`sentences.json`) and what follows from a value (`knowledge/benefit_lines.yaml`), and nothing else: where the facts
carry no more, it stays short (`knowledge/lengths.py`). So nearly every sentence that a reader sees was written by
hand or made by grammar; the model's own is the choice and the order.

## Limits

It knows the passages' families and otherwise speaks plainly. It cannot follow a free instruction, write a title,
translate a value, or weigh two facts against each other. It does not know whether a fact is true.

## Measured
""",
        encoding="utf-8",
    )


def write_tuning_card(folder: Path, *, kind: str, tuning: Any, result: Any) -> None:
    """The card of an adapter or a full copy, beside its weights."""
    better = "lower" if result.after < result.before else "not lower: do not use it without reading its texts"
    (folder / "card.md").write_text(
        f"""# {folder.name}: a {kind} of {Path(tuning.model).name}

| | |
|---|---|
| base | {Path(tuning.model).name} |
| trained on | {result.trained} approved texts, {tuning.epochs} epochs, seed {tuning.seed} |
| held out | {result.held_out} texts |
| loss a token on the held-out texts before | {result.before:.4f} |
| after | {result.after:.4f} ({better}) |
| sentences left out because they name a figure that no fact holds | {result.left_out} |

The loss is the next-token cross-entropy over the text's tokens, in nats. It says how well the model expects this shop's
wording, not whether the wording is true or lawful: every text still passes the checks.
""",
        encoding="utf-8",
    )
