"""The shell commands `train` and `finetune`: arguments in, a folder of weights with its card out.
Decides nothing about training; it names defaults and says what was done."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

#: Seen on two AVX2 cores shared with other work: 500 to 1,500 tokens a second.
TRAIN_HELP = """Rebuilds the house model from the project's own passages: tokenizer, weights, card. The run saves as it
goes; the same command resumes it. On two CPU cores: --minutes 100.
On a GPU: --tokens 60000000 --layers 8 --width 384 --batch 65536 --device cuda."""
FINETUNE_HELP = """Adapts a causal language model to a shop's approved copy. PAIRS.jsonl holds one object a line:
{"product": {…}, "text": "…", "kind", "language", "tone", "length", "audience", "occasion"}; every tenth is held out.
The house model becomes a full copy, trained on delexicalised pairs; any other model gets a LoRA adapter on spelled
ones."""


def train(argv: Sequence[str] | None = None) -> int:
    from copywriter.training.train import Plan, Trainer  # noqa: PLC0415  (torch)

    defaults = {f.name: f.default for f in fields(Plan)}
    parser = argparse.ArgumentParser(
        prog="copywriter train", description=TRAIN_HELP, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("folder", help="where the run lives: checkpoint, log and, under export/, the weights")
    parser.add_argument("--minutes", type=float, default=defaults["minutes"], help="time to train, from now")
    parser.add_argument("--tokens", type=int, default=defaults["tokens"], help="tokens to train on, from now")
    parser.add_argument("--batch", type=int, default=defaults["batch"], help="tokens a step")
    parser.add_argument("--rate", type=float, default=defaults["rate"], help="learning rate before its decay")
    parser.add_argument("--layers", type=int, default=defaults["layers"])
    parser.add_argument("--width", type=int, default=defaults["width"])
    parser.add_argument("--threads", type=int, default=defaults["threads"])
    parser.add_argument("--seed", type=int, default=defaults["seed"])
    parser.add_argument("--device", default=defaults["device"])
    parser.add_argument("--passages", default=defaults["passages"], help="a folder with en/ and zh/")
    parser.add_argument(
        "--retokenize", action="store_true", help="resume under a vocabulary made from today's passages"
    )
    parser.add_argument("--export-only", action="store_true", help="write the weights of the last save, train no more")
    options = vars(parser.parse_args(argv))
    export_only = options.pop("export_only")
    trainer = Trainer(Plan(**options))
    if not export_only:
        trainer.run()
    target = Path(options["folder"]) / "export"
    trainer.export(target)
    print(f"{target}: step {trainer.step}, {trainer.tokens:,} tokens, held-out loss {trainer.evaluate():.3f}")
    return 0


def finetune(argv: Sequence[str] | None = None) -> int:
    from copywriter.training.finetune import Tuning, tune  # noqa: PLC0415  (torch, peft)

    parser = argparse.ArgumentParser(
        prog="copywriter finetune", description=FINETUNE_HELP, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="PAIRS.jsonl")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the adapter or the full copy")
    parser.add_argument("--model", default="house", help="house, smollm2, a folder, or a hub name")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.0, help="0: 3e-4 for the house copy, 2e-4 for LoRA")
    parser.add_argument("--rank", type=int, default=8, help="of the LoRA matrices")
    parser.add_argument("--seed", type=int, default=1)
    result = tune(Tuning(**vars(parser.parse_args(argv))))
    print(
        f"{result.folder}: held-out loss {result.before:.3f} before, {result.after:.3f} after, {result.held_out} pairs"
    )
    return 0
