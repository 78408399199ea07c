"""What can be known to go wrong before anything is started, each as one sentence.
Starts nothing."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import socket
from pathlib import Path
from typing import TextIO

#: A start writes a database, static files and the broker's file (some 20 MB); below this an import may fill the disk.
LEAST_FREE_MB = 300


class NotReady(Exception):
    """The site can't be started; the message is for people."""


def sentence(error: OSError) -> str:
    """What a failed read or write means to the person at the terminal."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full{where}. Free some space, then start again; nothing that was saved is lost."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"This user may not write here{where}. Change the owner, or name another folder in VAR_DIR."
    return f"The machine refused: {error.strerror or error}{where}."


def check_port(host: str, port: int) -> None:
    """Raises NotReady when the address is taken or may not be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise NotReady(
                    f"Port {port} is in use by another program. Stop it, or choose another: make run PORT={port + 1}"
                ) from error
            if error.errno == errno.EACCES:
                raise NotReady(f"Port {port} is reserved for the system. Try: make run PORT=8000") from error
            raise NotReady(f"The address {host}:{port} can't be used: {error.strerror}.") from error


def check_disk(folder: Path) -> None:
    """Raises NotReady when the disk is full, or the folder can't be written."""
    free = shutil.disk_usage(folder).free // 2**20
    if free < LEAST_FREE_MB:
        raise NotReady(f"The disk with {folder} has {free} MB left; {LEAST_FREE_MB} MB are needed. Free some first.")
    if not os.access(folder, os.W_OK):
        raise NotReady(f"The folder {folder} can't be written by this user. Change its owner, or set VAR_DIR.")


def hold_folder(folder: Path) -> TextIO:
    """Takes the folder for this run; the lock goes when the process does. Raises NotReady when another run has it."""
    file = (folder / "supervisor.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        who = file.read().strip()
        file.close()
        raise NotReady(f"Countersign is running from this folder already (process {who or 'unknown'}).") from error
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file
