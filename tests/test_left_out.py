"""A test that is left out fails where CI=true, and only there; the real files alone may be missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RULE = Path(__file__).parent / "conftest.py"
WHOLE_FILE = "import pytest\npytest.importorskip('no_such_module_here')\n\ndef test_it():\n    pass\n"
ONE_TEST = "import pytest\n\n@pytest.mark.skipif(True, reason='the model is not here')\ndef test_it():\n    pass\n"
IN_A_FIXTURE = (
    "import pytest\n\n@pytest.fixture\ndef part():\n    pytest.skip('no such part')\n\ndef test_it(part):\n    pass\n"
)
REAL_FILES = "import pytest\n\ndef test_it():\n    pytest.skip('no real product files: set COUNTERSIGN_DATA')\n"


def run(folder: Path, text: str, ci: str) -> int:
    (folder / "conftest.py").write_text(RULE.read_text())
    (folder / "test_one.py").write_text(text)
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    env = {**os.environ, "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(argv, cwd=folder, env=env, check=False).returncode


@pytest.mark.parametrize("text", [WHOLE_FILE, ONE_TEST, IN_A_FIXTURE], ids=["file", "test", "fixture"])
def test_a_test_that_is_left_out_fails_the_checks_that_count(text: str, tmp_path: Path) -> None:
    assert run(tmp_path, text, ci="true") in {1, 2}
    assert run(tmp_path, text, ci="") in {0, 5}


def test_the_real_files_may_be_missing(tmp_path: Path) -> None:
    assert run(tmp_path, REAL_FILES, ci="true") == 0
