"""`make run`: makes the site ready, starts every process, says where it is, stops on Ctrl-C.
Knows the order; how a process runs is in `parts`, how it is kept running in `watch`."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from merchant_portal.environment import BASE_DIR, read, socket_path, state_folder
from merchant_portal.supervisor import parts
from merchant_portal.supervisor.preflight import NotReady, check_disk, check_port, hold_folder, sentence
from merchant_portal.supervisor.prepared import recall, remember
from merchant_portal.supervisor.watch import PartFailed, Watch


def main() -> int:
    options = _options()
    os.chdir(BASE_DIR)
    os.environ.setdefault("SITE_URL", f"http://{_name(options.host)}:{options.port}")
    watch, held = Watch(_say), None
    try:
        folder = state_folder()
        check_disk(folder)
        held = hold_folder(folder)
        check_port(options.host, options.port)
        watch.keep_logs_in(folder / "log")
        _on_signals(watch)
        _run(options, folder, watch)
    except (NotReady, parts.MissingPart, PartFailed, OSError) as error:
        said = sentence(error) if isinstance(error, OSError) else str(error)
        print(f"\n{said}", file=sys.stderr, flush=True)
        watch.stop()
        return 1
    finally:
        if held is not None:
            held.close()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description="Runs the whole site on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="start empty, without the demo shops")
    return parser.parse_args()


def _run(options: argparse.Namespace, folder: Path, watch: Watch) -> None:
    began = time.monotonic()
    if not read("BROKER_URL"):
        broker = watch.start(parts.broker(socket_path(folder), folder / "broker"))
        watch.wait_well(broker, 20)
    demo = not options.no_demo
    signs_in = recall(folder, demo)
    if signs_in is None:
        signs_in = _prepare(demo, watch)
        if not watch.stopping:
            remember(folder, demo, signs_in)
    if watch.stopping:
        return
    # The page first, and the model that takes longest to load; the rest once the page can be opened.
    web = watch.start(parts.web(options.host, options.port, folder / "log" / "access.log"))
    watch.start(parts.model_worker())
    watch.wait_well(web, 90)
    if watch.stopping:
        return
    watch.start(parts.default_worker())
    watch.start(parts.beat(folder))
    _say(f"\nCountersign is at  http://{_name(options.host)}:{options.port}/   ({time.monotonic() - began:.1f} s)")
    if signs_in:
        _say(signs_in)
    _say(f"Logs: {folder / 'log'}   Stop: Ctrl-C\n")
    while not watch.stopping:
        watch.look()
        time.sleep(0.5)


def _prepare(demo: bool, watch: Watch) -> str:
    """Database, static files, demo shops, in one process; what it prints on standard output are the sign-ins."""
    argv = [sys.executable, "manage.py", "prepare", *([] if demo else ["--no-demo"])]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, start_new_session=True)
    out, _ = process.communicate()
    if process.returncode and not watch.stopping:
        raise PartFailed("The site could not be made ready; the reason stands above.")
    return out.strip("\n")


def _on_signals(watch: Watch) -> None:
    def stop(number: int, frame: object) -> None:
        if watch.stopping:
            watch.kill()
            return
        watch.stopping = True
        print("\nStopping. Work in hand is put down first; Ctrl-C again ends it now.", flush=True)
        watch.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _name(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
