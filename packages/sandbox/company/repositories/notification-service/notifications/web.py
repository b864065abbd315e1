"""GET /letters, POST /previews, and the usual three."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from notifications.templating import TemplateError


def serve(mailroom, port):
    class Desk(BaseHTTPRequestHandler):
        def do_GET(self):
            pages = {"/letters": self.letters, "/metrics": self.metrics, "/healthz": self.fine, "/ready": self.fine}
            pages.get(self.path, self.missing)()

        def do_POST(self):
            if self.path != "/previews":
                self.missing()
                return
            try:
                event = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
                if not isinstance(event, dict):
                    raise TemplateError("the body is one event, as the order feed sends it")
                self.answer(HTTPStatus.OK, mailroom.preview(event))
            except TemplateError as error:
                self.answer(HTTPStatus.UNPROCESSABLE_ENTITY, {"detail": str(error)})
            except ValueError:
                self.answer(HTTPStatus.BAD_REQUEST, {"detail": "the body is not JSON"})

        def letters(self):
            self.answer(HTTPStatus.OK, {"letters": mailroom.letters()})

        def fine(self):
            self.answer(HTTPStatus.OK, {"lastEvent": mailroom.last_event})

        def missing(self):
            self.answer(HTTPStatus.NOT_FOUND, {"detail": "GET /letters or POST /previews"})

        def metrics(self):
            text = "# TYPE notification_events_total counter\n" + "".join(
                f'notification_events_total{{outcome="{outcome}"}} {mailroom.outcomes[outcome]}\n'
                for outcome in ("written", "no-letter", "seen", "refused"))
            self.answer(HTTPStatus.OK, text, "text/plain; version=0.0.4")

        def answer(self, status, body, content_type="application/json"):
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    return ThreadingHTTPServer(("", port), Desk)
