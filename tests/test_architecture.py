"""The directions of the house, read from the imports. One test a rule of DESIGN: who may know whom."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "catalog", "drafting", "review", "publishing", "insights", "home"]
LAYERS = {"urls": 5, "views": 4, "admin": 4, "services": 3, "tasks": 2, "worker": 1, "models": 0}
HEAVY = {"torch", "transformers", "openvino", "openvino_genai", "peft", "accelerate", "safetensors"}


def modules(folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(path: Path, name: str) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, also inside functions, with its line; `TYPE_CHECKING` does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
                base = ".".join([*package[: len(package) - node.level + 1], base]).rstrip(".")
            for alias in node.names:
                yield f"{base}.{alias.name}", node.lineno


def edges(folder: str) -> Iterator[tuple[str, str, str]]:
    for name, path in modules(folder):
        for target, line in imports(path, name):
            yield name, target, f"{path.relative_to(ROOT)}:{line} imports {target}"


def test_the_library_knows_no_site() -> None:
    banned = ("django", "celery", "redis", "kombu", "merchant_portal")
    found = [where for _, target, where in edges("copywriter") if target.split(".")[0] in banned]
    assert not found, "\n".join(found)


#: Who lies below whom in the library; equals do not count as below.
COPYWRITER = {
    "records": 0,
    "knowledge": 1,
    "rules": 1,
    "keeping": 1,
    "formats": 2,
    "prompts": 2,
    "engines": 2,
    "checks": 2,
    "ranking": 2,
    "outcomes": 3,
    "differing": 3,
    "writer": 4,
    "lines": 5,
    "evaluation": 6,
    "training": 6,
    "__main__": 7,
}


def copywriter_layer(name: str) -> int | None:
    return COPYWRITER.get(name.split(".")[1] if "." in name else "")


def test_every_part_of_the_library_has_its_layer() -> None:
    parts = {name.split(".")[1] for name, _ in modules("copywriter") if "." in name}
    assert parts - set(COPYWRITER) == set()


def test_the_library_imports_only_what_lies_below() -> None:
    found = []
    for name, target, where in edges("copywriter"):
        mine, theirs = copywriter_layer(name), copywriter_layer(target)
        if target.startswith("copywriter.") and mine is not None and theirs is not None and theirs > mine:
            found.append(where)
    assert not found, "\n".join(found)


def test_prompts_engines_and_checks_do_not_know_each_other() -> None:
    three = {"prompts", "engines", "checks"}
    found = []
    for name, target, where in edges("copywriter"):
        mine = name.split(".")[1] if "." in name else ""
        theirs = target.split(".")[1] if target.startswith("copywriter.") else ""
        if mine in three and theirs in three and mine != theirs:
            found.append(where)
    assert not found, "\n".join(found)


def test_models_are_loaded_in_engines_and_training_only() -> None:
    found = [
        where
        for folder in ("copywriter", "merchant_portal")
        for name, target, where in edges(folder)
        if target.split(".")[0] in HEAVY and not name.startswith(("copywriter.engines", "copywriter.training"))
    ]
    assert not found, "\n".join(found)


def test_apps_import_only_leftwards() -> None:
    found = []
    for name, target, where in edges("merchant_portal"):
        mine = name.split(".")[1] if "." in name else ""
        parts = target.split(".")
        theirs = parts[1] if parts[0] == "merchant_portal" and len(parts) > 1 else ""
        if mine in APPS and theirs in APPS and APPS.index(theirs) > APPS.index(mine):
            found.append(where)
    assert not found, "\n".join(found)


def test_inside_an_app_imports_go_down() -> None:
    """urls → views → services → tasks → worker → models. A task or worker may call an act of services that sends no
    task itself (the same act that a person's press calls); then there is no way round."""
    known = {name for name, _ in modules("merchant_portal")}
    sending = {
        name
        for name, path in modules("merchant_portal")
        if any(".tasks" in target for target, _ in imports(path, name))
    }
    found = []
    for name, target, where in edges("merchant_portal"):
        mine, theirs = name.split("."), target.split(".")
        if len(mine) < 3 or len(theirs) < 3 or mine[:2] != theirs[:2] or mine[1] not in APPS:
            continue
        low, high = LAYERS.get(mine[2]), LAYERS.get(theirs[2])
        if low is None or high is None or high <= low:
            continue
        module = target if target in known else target.rpartition(".")[0]
        if mine[2] in {"tasks", "worker"} and theirs[2] == "services" and module in known and module not in sending:
            continue
        found.append(where)
    assert not found, "\n".join(found)


def test_only_services_and_workers_write_rows() -> None:
    """Views, forms, tags and urls call no `.save()` on rows, no `.create(`, `.update(`, `.delete()` of a queryset."""
    found = []
    for name, path in modules("merchant_portal"):
        parts = name.split(".")
        if (
            len(parts) < 3
            or parts[1] not in APPS
            or parts[2] not in {"views", "templatetags", "urls", "access", "context"}
        ):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "create"}
                and "objects" in ast.dump(node.func.value)
            ):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found, "\n".join(found)


def test_files_can_be_read_in_one_sitting() -> None:
    long = []
    for folder in ("copywriter", "merchant_portal", "tests", "benchmarks"):
        for _, path in modules(folder):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > 350:
                long.append(f"{path.relative_to(ROOT)}: {lines} lines")
    assert not long, "\n".join(long)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc"])
def test_no_drawer_for_odds_and_ends(word: str) -> None:
    found = [
        str(p.relative_to(ROOT)) for f in ("copywriter", "merchant_portal") for p in (ROOT / f).rglob(f"{word}.py")
    ]
    assert not found, "\n".join(found)


def test_a_web_process_loads_no_model_library() -> None:
    """In a fresh process: the whole site with all its addresses, then a look at what was imported."""
    code = (
        "import sys, django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "from merchant_portal.wsgi import application\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "merchant_portal.settings"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
