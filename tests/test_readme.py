"""What the README quotes exists: paths of its tree, make targets, variables, commands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_path_of_the_tree_is_there() -> None:
    tree = README.rpartition("## Where things are")[2].partition("```")[2].partition("```")[0]
    missing, folder = [], ""
    for line in tree.strip().splitlines():
        if not line.startswith(" "):
            folder = ""
        names = re.split(r"\s{2,}", line.strip())
        paths = names if all(re.fullmatch(r"[\w./<>-]+", name.split(" ")[0]) for name in names) else names[:1]
        for name in paths:
            if not re.fullmatch(r"[\w./<>-]+", name) or not ("/" in name or "." in name):
                continue
            path = ROOT / folder / name.replace("<app>", "home")
            if not path.exists():
                missing.append(str(path.relative_to(ROOT)))
        if not line.startswith(" ") and names[0] in {"copywriter/", "merchant_portal/"}:
            folder = names[0]
    assert not missing, missing


def test_every_make_target_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|^)make (\w+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_variable_is_read_and_every_one_read_is_told() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "merchant_portal").rglob("*.py"))
    table = README.partition("| variable |")[2].partition("```")[0]
    told = set(re.findall(r"`([A-Z][A-Z_]+)`", table))
    assert told == set(re.findall(r"""\bread(?:_bool|_list)?\(\s*"([A-Z][A-Z_]+)\"""", source))


def test_the_commands_of_the_library_answer() -> None:
    for command in set(re.findall(r"python -m copywriter (\w+)", README)):
        argv = [sys.executable, "-m", "copywriter", command, "--help"]
        subprocess.run(argv, cwd=ROOT, check=True, capture_output=True)
