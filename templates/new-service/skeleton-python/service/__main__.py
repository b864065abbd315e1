"""python -m service: runs it until SIGTERM."""

import os
import signal
import threading
import time
import tomllib
from pathlib import Path

from service.app import create_app


def main() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    port = int(os.environ.get("PORT", "8080"))
    drain_seconds = float(os.environ.get("DRAIN_SECONDS", "5"))
    server = create_app(
        ("", port), project["name"], project["version"], lambda: not stop.is_set()
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{project['name']} {project['version']} listens on {port}", flush=True)
    # Not stop.wait(): when the signal reaches another thread, Python runs its handler only once
    # this one wakes.
    while not stop.is_set():
        time.sleep(0.2)
    # Requests come until every node of the cluster has heard of the end, so it listens on for a
    # while. Those under way after that are answered still: server_close waits for their threads.
    time.sleep(drain_seconds)
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
