"""The house model's tokenizer: byte-level BPE over the passages, each token of the house language whole.
Knows no product: any string of any script can be read, since the alphabet is the 256 bytes."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from copywriter.prompts.house import tokens
from copywriter.training.passages import Family, body_text

#: 6,144 entries: 256 bytes, ~260 tokens of the house language, the rest merges. At width 256 that is 1.6 M parameters.
VOCABULARY = 6144
LONGEST = 512


def texts(languages: Iterable[dict[str, Family]]) -> Iterable[str]:
    """What the merges are learnt from: every sentence's own text, and the words of the conditions."""
    for families in languages:
        for family in families.values():
            sentences = [s for p in family.passages for s in p.sentences]
            sentences += [s for clauses in family.clauses.values() for s in clauses]
            for sentence in sentences:
                for piece in tokens.split(body_text(sentence, family.language)):
                    if not tokens.is_token(piece):
                        yield piece
                yield from (w for c in sentence.conditions for w in c.words)


def train_tokenizer(languages: Iterable[dict[str, Family]], size: int = VOCABULARY) -> PreTrainedTokenizerFast:
    """Trains on the passages. The tokens of the house language are ordinary added tokens, so that decoding keeps them
    even where an engine skips special tokens; only the end and the padding are special."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    own = tokens.all_tokens()
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(own),
        min_frequency=2,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(texts(languages), trainer)
    special = (tokens.END, tokens.PAD)
    backend.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in special])
    backend.add_tokens([AddedToken(t, special=False, normalized=False) for t in own if t not in special])
    return PreTrainedTokenizerFast(
        tokenizer_object=backend,
        eos_token=tokens.END,
        pad_token=tokens.PAD,
        model_max_length=LONGEST,
        clean_up_tokenization_spaces=False,
    )
