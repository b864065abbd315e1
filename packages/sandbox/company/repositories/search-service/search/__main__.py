"""python -m search: loads the products and answers queries."""

import json
import os
import signal
import sys
import threading
from pathlib import Path

from search.index import Index
from search.web import serve

path = Path(os.environ.get("PRODUCTS") or Path(__file__).parent.parent / "data" / "products.json")
try:
    index = Index(json.loads(path.read_text(encoding="utf-8")))
except (OSError, ValueError, KeyError, TypeError) as error:
    sys.exit(f"PRODUCTS: cannot read products from {path}: {error!r}")
server = serve(index, int(os.environ.get("PORT", "8080")))
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print(f"search-service knows {len(index.products)} products", flush=True)
server.serve_forever()
