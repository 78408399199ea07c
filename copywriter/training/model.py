"""The house model's shape, its new and its re-tokenized form, and the optimizers that train it.
Knows torch and transformers; knows nothing of passages."""

from __future__ import annotations

import torch
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from copywriter.training.tokenizer import LONGEST

#: Chosen for two AVX2 cores: 4.7 M parameters in the blocks, 1.6 M in the tied embedding, int8 form about 7 MB.
LAYERS, WIDTH, HEADS = 6, 256, 8


def new_model(tokenizer: PreTrainedTokenizerFast, *, layers: int = LAYERS, width: int = WIDTH) -> GPT2LMHeadModel:
    """Fresh weights. No dropout: every pair is drawn anew, so no example is seen twice."""
    config = GPT2Config(
        vocab_size=len(tokenizer),
        n_positions=LONGEST,
        n_embd=width,
        n_layer=layers,
        n_head=HEADS,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        activation_function="gelu_pytorch_tanh",  # "gelu_new" in one kernel: the same values, 13 % more tokens a second
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        tie_word_embeddings=True,
    )
    return GPT2LMHeadModel._from_config(config, attn_implementation="sdpa")


def retokenized(model: GPT2LMHeadModel, old: PreTrainedTokenizerFast, new: PreTrainedTokenizerFast) -> GPT2LMHeadModel:
    """The same model under a new vocabulary: a token that both know keeps its row, another starts as the mean of the
    old tokens that spell it."""
    other = new_model(new, layers=model.config.n_layer, width=model.config.n_embd)
    state = {k: v for k, v in model.state_dict().items() if "wte" not in k and "lm_head" not in k}
    other.load_state_dict(state, strict=False)
    known, rows = old.get_vocab(), model.transformer.wte.weight.data
    with torch.no_grad():
        for token, place in new.get_vocab().items():
            if token in known:
                ids = [known[token]]
            else:
                ids = old(new.convert_tokens_to_string([token]), add_special_tokens=False)["input_ids"]
            if ids:
                other.transformer.wte.weight[place] = rows[ids].mean(0)
    return other


class Muon(torch.optim.Optimizer):
    """Momentum whose update is orthogonalised by Newton–Schulz steps, for matrices only (K. Jordan, 2024). In fp32:
    torch.optim.Muon computes in bf16, which on a CPU without bf16 instructions took 15 of a step's 17 seconds."""

    def __init__(self, params, lr: float, momentum: float = 0.95, decay: float = 0.01) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(parameter)
                state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                update = _orthogonal(parameter.grad.lerp(state["momentum"], group["momentum"]))
                # 0.2 * sqrt(longer side) gives the update the root mean square of AdamW's, so both share one rate.
                parameter.mul_(1 - group["lr"] * group["decay"])
                parameter.add_(update, alpha=-group["lr"] * 0.2 * max(parameter.shape) ** 0.5)


def _orthogonal(gradient: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """Newton–Schulz on the Gram matrix: with A = X Xᵀ each step is X ← P X for a polynomial P of A, so only the small
    square matrices are multiplied until the end; a third less work for a matrix four times as long as wide."""
    x = gradient.T if gradient.shape[0] > gradient.shape[1] else gradient
    x = x / (x.norm() + 1e-7)
    gram, whole = x @ x.T, None
    identity = torch.eye(len(x), device=x.device, dtype=x.dtype)
    for step in range(steps):
        polynomial = torch.addmm(3.4445 * identity - 4.775 * gram, gram, gram, alpha=2.0315)
        whole = polynomial if whole is None else polynomial @ whole
        if step + 1 < steps:
            gram = polynomial @ gram @ polynomial
    x = whole @ x
    return x.T if gradient.shape[0] > gradient.shape[1] else x


def optimizers(model: GPT2LMHeadModel, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the blocks' matrices, AdamW for embeddings, norms and biases. The schedule scales `initial_lr`."""
    matrices = [p for n, p in model.transformer.h.named_parameters() if p.ndim == 2]
    chosen = {id(p) for p in matrices}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    pair: list[torch.optim.Optimizer] = [
        Muon(matrices, lr=rate),
        torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.98), weight_decay=0.0),
    ]
    for optimizer in pair:
        for group in optimizer.param_groups:
            group["initial_lr"] = rate
    return pair
