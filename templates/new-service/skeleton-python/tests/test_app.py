import json
import threading
import unittest
import urllib.error
import urllib.request

from service.app import create_app


class AppTest(unittest.TestCase):
    def setUp(self) -> None:
        self.ready = True
        self.server = create_app(("127.0.0.1", 0), "service", "1.2.3", lambda: self.ready)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def get(self, path: str) -> tuple[int, str]:
        url = f"http://127.0.0.1:{self.server.server_address[1]}{path}"
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def test_it_says_which_version_answers(self) -> None:
        self.assertEqual(json.loads(self.get("/")[1]), {"name": "service", "version": "1.2.3"})

    def test_readiness_is_taken_away_while_liveness_stays(self) -> None:
        self.ready = False
        self.assertEqual(self.get("/ready")[0], 503)
        self.assertEqual(self.get("/healthz")[0], 200)
        self.ready = True
        self.assertEqual(self.get("/ready")[0], 200)

    def test_made_up_paths_share_one_series(self) -> None:
        self.get("/a")
        self.get("/b")
        series = 'http_requests_total{path="other",status="404"} 2\n'
        self.assertIn(series, self.get("/metrics")[1])


if __name__ == "__main__":
    unittest.main()
