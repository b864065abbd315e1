"""The HTTP door of api/openapi.yaml."""

import json
import threading
from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from refunds.payout import PayoutFailed, pay_out
from refunds.rules import Return, decide


class Refused(Exception):
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status


def read_return(body):
    if not isinstance(body, dict):
        raise Refused(422, "the body is a JSON object")
    try:
        return Return(
            reason=body["reason"],
            delivered=date.fromisoformat(body["delivered"]),
            announced=date.fromisoformat(body["announced"]),
            goods=Decimal(_text(body, "goods")),
            shipping=Decimal(_text(body, "shipping")),
            whole_order=body["wholeOrder"] is True,
            opened=body.get("opened") is True,
        )
    except KeyError as error:
        raise Refused(422, f"{error.args[0]}: is missing") from error
    except (TypeError, ValueError, InvalidOperation) as error:
        raise Refused(422, f"dates are written 2026-11-02, amounts \"12.50\" ({error})") from error


def _text(body, name):
    if not isinstance(body[name], str):
        raise ValueError(f"{name} must be a string")
    return body[name]


def describe(decision):
    return {"granted": decision.granted, "amount": f"{decision.amount:.2f}", "steps": list(decision.steps)}


def make_server(port, payment_url=None):
    counts = Counter()
    lock = threading.Lock()

    def count(outcome):
        with lock:
            counts[outcome] += 1

    def preview(body):
        return 200, describe(_decide(body))

    def pay(body):
        decision = _decide(body)
        for name in ("returnId", "paymentId"):
            if not isinstance(body.get(name), str) or not body[name]:
                raise Refused(422, f"{name}: is missing")
        if not decision.granted:
            count("denied")
            raise Refused(409, "; ".join(decision.steps) or "nothing was paid, nothing is given back")
        payment = pay_out(payment_url, body["paymentId"], body["returnId"],
                          decision.amount, body.get("currency", "EUR"))
        count("paid")
        return 201, {**describe(decision), "payment": payment}

    routes = {"/decisions": preview, "/refunds": pay}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path in ("/healthz", "/ready"):
                self.reply(200, {"status": "ok"})
            elif self.path == "/metrics":
                lines = ["# TYPE refunds_total counter"]
                lines += [f'refunds_total{{outcome="{o}"}} {counts[o]}' for o in ("paid", "denied")]
                self.send(200, "text/plain; version=0.0.4", "\n".join(lines) + "\n")
            else:
                self.reply(404, {"detail": f"no {self.path}"})

        def do_POST(self):
            try:
                text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.path not in routes:
                    raise Refused(404, f"no {self.path}")
                self.reply(*routes[self.path](json.loads(text)))
            except (Refused, PayoutFailed) as error:
                self.reply(error.status, {"detail": str(error)})
            except ValueError:
                self.reply(400, {"detail": "the body is not JSON"})

        def reply(self, status, body):
            self.send(status, "application/json", json.dumps(body))

        def send(self, status, content_type, text):
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    return ThreadingHTTPServer(("", port), Handler)


def _decide(body):
    item = read_return(body)
    try:
        return decide(item)
    except ValueError as error:
        raise Refused(422, str(error)) from error
