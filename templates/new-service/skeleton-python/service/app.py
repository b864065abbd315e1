"""The HTTP door of the service."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from service.metrics import RequestCounter

Answer = tuple[int, dict[str, str]]


def create_app(
    address: tuple[str, int], name: str, version: str, is_ready: Callable[[], bool]
) -> ThreadingHTTPServer:
    """A server that listens on `address`; port 0 picks a free one."""
    requests = RequestCounter("http_requests_total", "Answers by path and status.")

    def ready() -> Answer:
        return (200, {"status": "ready"}) if is_ready() else (503, {"status": "not ready"})

    routes: dict[str, Callable[[], Answer]] = {
        "/": lambda: (200, {"name": name, "version": version}),
        "/healthz": lambda: (200, {"status": "ok"}),
        "/ready": ready,
    }

    class Door(BaseHTTPRequestHandler):
        timeout = 10  # seconds; who connects and says nothing must not hold up the end

        def do_GET(self) -> None:
            path = self.path.split("?", 1)[0]
            if path == "/metrics":
                self._send(200, "text/plain; version=0.0.4", requests.render())
                return
            route = routes.get(path)
            status, body = route() if route else (404, {"status": f"there is no {path}"})
            # An unknown path is no label: anybody could make any number of them.
            requests.increment(path if route else "other", status)
            self._send(status, "application/json", json.dumps(body))

        do_HEAD = do_GET  # as a monitor may ask; the body stays away

        def _send(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass  # a probe every few seconds is no news

    server = ThreadingHTTPServer(address, Door)
    # What is under way when the process ends would be cut off in the middle.
    server.daemon_threads = False
    return server
