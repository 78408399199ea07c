"""A folder with the architecture of GPT-2 small (124 million parameters) and random weights, for speed only.
Knows no engine: `python -m copywriter convert` and `benchmarks.share_of_bare` take the folder from here.

    python -m benchmarks.gpt2_small var/gpt2
    python -m copywriter convert var/gpt2 -o var/gpt2-int8
    python -m benchmarks.share_of_bare --engine openvino:var/gpt2-int8 --reference var/gpt2 --products 32
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from benchmarks.shop import products

VOCABULARY, END = 50257, "<|endoftext|>"


def make(folder: Path) -> None:
    """Writes config, weights and a byte-level tokenizer of a few thousand merges into `folder`."""
    torch.manual_seed(0)
    tokenizer = _tokenizer()
    end = tokenizer.eos_token_id
    config = GPT2Config(vocab_size=VOCABULARY, bos_token_id=end, eos_token_id=end, pad_token_id=end)
    GPT2LMHeadModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _tokenizer() -> PreTrainedTokenizerFast:
    """Learnt from the made-up shop; ids beyond its vocabulary, which random weights draw too, are read as nothing."""
    inner = Tokenizer(models.BPE())
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=4000, special_tokens=[END], initial_alphabet=alphabet)
    said = (f"{p.title}. {'. '.join(f'{f.name}: {f.value}' for f in p.facts)}" for p in products(2000))
    inner.train_from_iterator(said, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=inner, eos_token=END, pad_token=END)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
