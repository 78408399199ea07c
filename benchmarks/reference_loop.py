"""The denominator of every speed figure: GPT-2 as its README uses it, one product a `generate`, fp32, five sequences.
Knows no engine of ours; it stays as it is, so that ratios can be compared for ever."""

from __future__ import annotations

import argparse
import json
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

CANDIDATES, NEW_TOKENS, TEMPERATURE, TOP_K = 5, 64, 0.7, 50


def reference_loop(folder: str, prompts: list[str]) -> float:
    """New tokens a second over all candidates; every sequence is drawn to its 64th token."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    tokens, start = 0, 0.0
    for place, prompt in enumerate([prompts[0], *prompts]):
        if place == 1:  # the first is a warm-up
            tokens, start = 0, time.perf_counter()
        inputs = tokenizer(prompt, return_tensors="pt")
        length = inputs["input_ids"].shape[1]
        outputs = model.generate(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            do_sample=True,
            max_length=length + NEW_TOKENS,
            min_new_tokens=NEW_TOKENS,
            temperature=TEMPERATURE,
            top_k=TOP_K,
            num_return_sequences=CANDIDATES,
            pad_token_id=tokenizer.eos_token_id,
        )
        tokens += outputs.shape[0] * (outputs.shape[1] - length)
    return tokens / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="a model folder or hub name")
    parser.add_argument("prompts", help="a file with one JSON string a line")
    arguments = parser.parse_args()
    with open(arguments.prompts, encoding="utf-8") as file:
        prompts = [json.loads(line) for line in file]
    print(f"{reference_loop(arguments.folder, prompts):.0f} tokens/s over {len(prompts)} products")


if __name__ == "__main__":
    main()
