import json
import threading
import unittest
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from refunds.api import make_server

BODY = {"returnId": "ret-1", "paymentId": "pay_1", "reason": "damaged", "delivered": "2026-11-02",
        "announced": "2026-11-05", "goods": "19.90", "shipping": "4.95", "wholeOrder": True}


class Payments(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, self.headers["Idempotency-Key"], body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"state": "refunded"}')

    def log_message(self, *_):
        pass


class Api(unittest.TestCase):
    def start(self, server):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def setUp(self):
        payments = ThreadingHTTPServer(("127.0.0.1", 0), Payments)
        payments.seen = self.seen = []
        self.url = self.start(make_server(0, self.start(payments)))

    def post(self, path, body, url=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            with urllib.request.urlopen((url or self.url) + path, data=data) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def test_a_preview_moves_no_money(self):
        status, answer = self.post("/decisions", BODY)
        self.assertEqual((status, answer["amount"]), (200, "24.85"))
        self.assertEqual(self.seen, [])

    def test_a_payout_carries_the_return_as_its_key_so_that_a_retry_pays_once(self):
        self.post("/refunds", BODY)
        self.post("/refunds", BODY)
        self.assertEqual({key for _, key, _ in self.seen}, {"return-ret-1"})
        self.assertEqual(self.seen[0][2], {"amount": {"value": "24.85", "currency": "EUR"}})

    def test_a_denied_return_is_never_paid(self):
        status, answer = self.post("/refunds", {**BODY, "announced": "2027-02-01"})
        self.assertEqual(status, 409)
        self.assertIn("91 days", answer["detail"])
        self.assertEqual(self.seen, [])

    def test_amounts_as_json_numbers_are_refused(self):
        self.assertEqual(self.post("/decisions", {**BODY, "goods": 19.9})[0], 422)
        self.assertEqual(self.post("/decisions", {**BODY, "goods": "NaN"})[0], 422)
        self.assertEqual(self.post("/decisions", b"{")[0], 400)

    def test_without_payment_service_the_answer_names_the_variable(self):
        alone = self.start(make_server(0))
        status, answer = self.post("/refunds", BODY, alone)
        self.assertEqual(status, 503)
        self.assertIn("PAYMENT_SERVICE_URL", answer["detail"])
