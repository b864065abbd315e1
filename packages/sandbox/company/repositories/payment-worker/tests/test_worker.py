import json
import logging
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from workers.capture import CaptureClient
from workers.settings import RetryPolicy
from workers.spool import Spool
from workers.status import render_metrics
from workers.worker import Worker


class PaymentService:
    """A real HTTP server that answers with the statuses it is told to, and keeps what it was asked."""

    def __init__(self, *statuses):
        self.requests = []
        answers = iter(statuses)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((self.path, self.headers["Idempotency-Key"], json.loads(body)))
                self.send_response(next(answers))
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Capturing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.now = 1000.0
        self.spool = Spool(folder.name, "payments")

    def worker(self, *statuses):
        service = PaymentService(*statuses)
        self.addCleanup(service.close)
        log = logging.getLogger("quiet")
        log.disabled = True
        client = CaptureClient(service.url, timeout=5)
        return Worker(self.spool, client, RetryPolicy(), lambda: self.now, log), service

    def test_a_retry_uses_the_key_of_the_first_attempt(self):
        worker, service = self.worker(503, 200)
        self.spool.put({"id": "job-1", "paymentId": "pay_1"})
        worker.drain()
        self.now += 2
        worker.drain()
        self.assertEqual([key for _, key, _ in service.requests], ["job-1", "job-1"])
        self.assertEqual(self.spool.depth("done"), 1)

    def test_a_postponed_job_is_not_tried_before_its_time(self):
        worker, service = self.worker(503)
        self.spool.put({"id": "job-1", "paymentId": "pay_1"})
        worker.drain()
        self.now += 1.9
        self.assertEqual(worker.drain(), 0)
        self.assertEqual(len(service.requests), 1)

    def test_a_refusal_is_buried_at_once_with_its_reason(self):
        worker, _ = self.worker(409)
        self.spool.put({"id": "job-1", "paymentId": "pay_1"})
        worker.drain()
        buried = json.loads((self.spool.folder / "dead" / "job-1.json").read_text())
        self.assertIn("409", buried["lastError"])

    def test_an_outage_ends_in_dead_after_three_retries_and_not_in_a_loop(self):
        worker, service = self.worker(500, 500, 500, 500)
        self.spool.put({"id": "job-1", "paymentId": "pay_1"})
        for _ in range(10):
            worker.drain()
            self.now += 300
        self.assertEqual(len(service.requests), 4)
        self.assertEqual(self.spool.depth("dead"), 1)
        self.assertIn('jobs_total{outcome="postponed"} 3', render_metrics(worker))

    def test_a_job_that_a_dead_worker_held_is_put_back(self):
        self.spool.put({"id": "job-1", "paymentId": "pay_1"})
        self.spool.claim(self.now)
        self.assertEqual(self.spool.recover(), 1)
        self.assertEqual(self.spool.claim(self.now)["id"], "job-1")

    def test_a_file_that_is_no_job_does_not_stop_the_ones_behind_it(self):
        (self.spool.folder / "incoming" / "a.json").write_text("{half")
        worker, _ = self.worker(200)
        self.spool.put({"id": "job-2", "paymentId": "pay_2", "amount": {"value": "1.00", "currency": "EUR"}})
        self.assertEqual(worker.drain(), 1)
        self.assertEqual(self.spool.depth("dead"), 1)
