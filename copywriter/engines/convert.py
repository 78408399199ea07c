"""How a Hugging Face model becomes the folder that the openvino engine loads: int8 weights, tokenizer included.
Knows no engine at work; the converter lives in an environment of its own, made for the occasion and thrown away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

#: The converter needs an older transformers than the site; these were tried together (November 2026, Python 3.11):
#: GPT-2 with a byte-level tokenizer and added special tokens comes out whole.
PINS = (
    "optimum-intel==2.2.0",
    "optimum==2.3.0",
    "nncf==3.4.0",
    "transformers==5.5.4",
    "tokenizers==0.22.2",
    "openvino==2026.4.1",
    "openvino-tokenizers==2026.4.1.0",
)
NEEDED = ("openvino_model.xml", "openvino_model.bin", "tokenizer.json", "config.json")


class ConversionFailed(Exception):
    """The model could not be converted; the message says why and what works instead."""


def convert(
    name: str, folder: Path, *, environment: Path | None = None, say: Callable[[str], object] = lambda text: None
) -> None:
    """Writes the converted model to `folder` (made anew; an existing one is replaced only when all went well).

    Takes one to some minutes, most of it fetching the converter (about 400 MB; torch is borrowed from this
    environment). `environment` keeps the converter for the next time. Raises ConversionFailed.
    """
    if name.startswith((".", "/", "~")) and not Path(name).expanduser().is_dir():
        raise ConversionFailed(f"There is no folder {name}.")
    with tempfile.TemporaryDirectory(prefix="copywriter-convert-") as scratch:
        home = environment or Path(scratch) / "environment"
        python = _environment(home, say)
        made = Path(scratch) / "model"
        say(f"Converting {name} …")
        command = [python, "-m", "optimum.commands.optimum_cli", "export", "openvino", "--model", name]
        command += ["--task", "text-generation-with-past", "--weight-format", "int8", str(made)]
        _run(command, f"{name} could not be converted")
        missing = [file for file in NEEDED if not (made / file).is_file()]
        if missing:
            raise ConversionFailed(f"{name} came out without {', '.join(missing)}. {_instead(name)}")
        forget_where(made / "openvino_config.json")
        folder = folder.expanduser()
        if folder.exists():
            shutil.rmtree(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, folder)
    size = sum(f.stat().st_size for f in folder.iterdir()) / 1e6
    say(f"{folder}: {size:.1f} MB")


def forget_where(config: Path) -> None:
    """Takes out the tokenizer's folder that the converter noted: nothing reads it, and it tells of the machine."""
    if not config.is_file():
        return
    noted = json.loads(config.read_text(encoding="utf-8"))
    if (noted.get("quantization_config") or {}).pop("tokenizer", None):
        config.write_text(json.dumps(noted, indent=2) + "\n", encoding="utf-8")


def _environment(home: Path, say: Callable[[str], object]) -> str:
    """The converter's Python. It sees this environment's torch behind its own packages."""
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (home / "ready").is_file():
        return str(python)
    say(f"Making the converter's environment in {home} …")
    venv.create(home, with_pip=True, clear=True)
    own = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    _run([str(python), "-m", "pip", "install", "--quiet", *PINS], "The converter could not be installed")
    (home / "ready").touch()
    return str(python)


def _run(command: list[str], failed: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise ConversionFailed(f"{failed}: {lines[-1][:300] if lines else 'no reason given'}. {_instead('NAME')}")


def _instead(name: str) -> str:
    return f"It still runs as transformers:{name}, several times slower on a CPU."
