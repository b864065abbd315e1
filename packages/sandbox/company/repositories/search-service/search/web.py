"""GET /search over WSGI's reference server, which is enough for one page of results."""

import json
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def application(index):
    served = {"hits": 0, "nothing": 0}

    def find(parameters):
        query = parameters.get("q", [""])[0].strip()
        if not query or len(query) > 200:
            return "422 Unprocessable Entity", {"detail": "q: 1 to 200 characters to look for"}
        limit = parameters.get("limit", ["10"])[0]
        if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= 50:
            return "422 Unprocessable Entity", {"detail": "limit: a whole number from 1 to 50"}
        result = index.search(query, int(limit))
        served["hits" if result["hits"] else "nothing"] += 1
        return "200 OK", result

    def metrics():
        return ("# HELP search_queries_total Queries by whether anything was found.\n"
                "# TYPE search_queries_total counter\n"
                + "".join(f'search_queries_total{{found="{k}"}} {n}\n' for k, n in served.items())
                + f"# TYPE search_products gauge\nsearch_products {len(index.products)}\n")

    def app(environ, start_response):
        path = environ["PATH_INFO"]
        content_type = "application/json"
        if path == "/search":
            status, body = find(parse_qs(environ["QUERY_STRING"]))
        elif path == "/metrics":
            status, body, content_type = "200 OK", metrics(), "text/plain; version=0.0.4"
        elif path in ("/healthz", "/ready"):
            status, body = "200 OK", {"products": len(index.products)}
        else:
            status, body = "404 Not Found", {"detail": "GET /search?q="}
        text = body if isinstance(body, str) else json.dumps(body)
        start_response(status, [("Content-Type", content_type)])
        return [text.encode()]

    return app


def serve(index, port):
    return make_server("", port, application(index), ThreadingServer, QuietHandler)
