"""A counter with labels, in Prometheus' text format."""

from collections import Counter
from threading import Lock


class RequestCounter:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._series: Counter[tuple[str, int]] = Counter()
        self._lock = Lock()

    def increment(self, path: str, status: int) -> None:
        """`path` must come from a small, fixed set."""
        with self._lock:
            self._series[path, status] += 1

    def render(self) -> str:
        lines = [f"# HELP {self.name} {self.text}", f"# TYPE {self.name} counter"]
        with self._lock:
            for (path, status), count in sorted(self._series.items()):
                lines.append(f'{self.name}{{path="{path}",status="{status}"}} {count}')
        return "\n".join(lines) + "\n"
