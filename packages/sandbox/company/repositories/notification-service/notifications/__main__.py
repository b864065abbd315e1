import logging
import os
import signal
import tempfile
import threading

from notifications.feed import follow
from notifications.mailroom import Mailroom
from notifications.web import serve

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("notification-service")
mailroom = Mailroom(os.environ.get("OUTBOX") or tempfile.mkdtemp(prefix="outbox-"))
server = serve(mailroom, int(os.environ.get("PORT", "8080")))
stop = threading.Event()


def leave(*_):
    stop.set()
    threading.Thread(target=server.shutdown).start()


signal.signal(signal.SIGTERM, leave)
if url := os.environ.get("ORDER_EVENTS_URL"):
    threading.Thread(target=follow, args=(url, mailroom, stop, log), daemon=True).start()
else:
    log.warning("ORDER_EVENTS_URL is not set: previews work, no letter is written")
log.info("outbox %s, port %d", mailroom.outbox, server.server_port)
server.serve_forever()
