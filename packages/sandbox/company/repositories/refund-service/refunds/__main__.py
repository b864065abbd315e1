import os
import signal
import threading

from refunds.api import make_server

server = make_server(int(os.environ.get("PORT", "8080")), os.environ.get("PAYMENT_SERVICE_URL"))
# shutdown() waits for the loop that this thread runs, so it needs a thread of its own.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print(f"refund-service listens on {server.server_port}", flush=True)
server.serve_forever()
