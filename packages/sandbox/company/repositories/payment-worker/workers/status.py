"""The probes and the metrics, on a thread of their own so that a slow capture does not hide them."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def serve_status(port, worker, is_alive, is_ready):
    class Status(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split("?", 1)[0]
            if path in ("/health", "/healthz"):
                self._answer(*((200, "ok") if is_alive() else (500, "the loop has stopped")))
            elif path == "/ready":
                self._answer(*((200, "ready") if is_ready() else (503, "spool is not writable")))
            elif path == "/metrics":
                self._answer(200, render_metrics(worker))
            else:
                self._answer(404, "try /healthz, /ready or /metrics")

        def _answer(self, status, text):
            body = f"{text}\n".encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass  # a probe every few seconds is no news

    return ThreadingHTTPServer(("", port), Status)


def render_metrics(worker):
    lines = [
        "# HELP payment_worker_jobs_total Attempts by how they ended.",
        "# TYPE payment_worker_jobs_total counter",
    ]
    for outcome in ("captured", "postponed", "dead"):
        lines.append(f'payment_worker_jobs_total{{outcome="{outcome}"}} {worker.outcomes[outcome]}')
    lines += [
        "# HELP payment_worker_spool_depth Jobs in each folder of the spool.",
        "# TYPE payment_worker_spool_depth gauge",
    ]
    for folder in ("incoming", "working", "dead"):
        lines.append(f'payment_worker_spool_depth{{folder="{folder}"}} {worker.spool.depth(folder)}')
    return "\n".join(lines)
