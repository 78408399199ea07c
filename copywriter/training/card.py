"""Model cards: what a folder of weights is, what it was made from, what was measured, what it cannot do.
Writes only what it is given: no figure is made up here."""

from __future__ import annotations

from pathlib import Path
from typing import Any


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
