"""python -m workers.payment: wires the worker and runs it until SIGTERM."""

import logging
import os
import signal
import tempfile
import threading
import time
from pathlib import Path

from workers.capture import CaptureClient
from workers.settings import RetryPolicy, read_policy
from workers.spool import Spool
from workers.status import serve_status
from workers.worker import Worker


def main(env=os.environ):
    logging.basicConfig(level=env.get("LOG_LEVEL", "info").upper(), format="%(levelname)s %(message)s")
    log = logging.getLogger("payment-worker")
    config = Path(env.get("WORKER_CONFIG", "/etc/config/workers.yaml"))
    policy = read_policy(config.read_text(encoding="utf-8")) if config.exists() else RetryPolicy()
    root = env.get("SPOOL_DIR") or tempfile.mkdtemp(prefix="payment-worker-")
    spool = Spool(root, policy.queue)
    client = CaptureClient(env.get("PAYMENT_SERVICE_URL", "http://localhost:8080"),
                           timeout=float(env.get("PROCESS_TIMEOUT", "30")))
    worker = Worker(spool, client, policy, time.time, log)
    log.info("put back %d jobs of an earlier run", spool.recover())
    run(worker, int(env.get("PORT", "9090")), log)


def run(worker, port, log):
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    loop = threading.Thread(target=keep_draining, args=(worker, stop, log), daemon=True)
    loop.start()
    server = serve_status(port, worker, loop.is_alive,
                          lambda: os.access(worker.spool.folder / "incoming", os.W_OK))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    log.info("spool %s, status on port %d", worker.spool.folder, port)
    try:
        # Not stop.wait(): when the signal reaches another thread, Python runs its handler only
        # once this one wakes.
        while not stop.is_set():
            time.sleep(0.2)
    except KeyboardInterrupt:
        stop.set()
    server.shutdown()
    loop.join()


def keep_draining(worker, stop, log):
    while not stop.is_set():
        try:
            worker.drain()
        except OSError:
            log.exception("the spool could not be read or written")
        stop.wait(1)


if __name__ == "__main__":
    main()
