"""Settings from the environment and from workers.yaml."""

from dataclasses import dataclass

STRATEGIES = ("exponential", "linear")


class SettingsError(ValueError):
    """Names the key, the value found and what is allowed."""


@dataclass(frozen=True)
class RetryPolicy:
    max_retries: int = 3
    backoff_strategy: str = "exponential"
    queue: str = "payments"

    def delay(self, attempt):
        """Seconds to wait after failed attempt number `attempt` (1, 2, ...), five minutes at most."""
        seconds = 2**attempt if self.backoff_strategy == "exponential" else 5 * attempt
        return min(seconds, 300)


def read_policy(text):
    """Reads the flat `key: value` subset of YAML that workers.yaml uses."""
    values = {}
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.split("#", 1)[0].rstrip()
        if not line:
            continue
        key, colon, value = line.partition(":")
        if not colon or key != key.strip() or not value.strip():
            raise SettingsError(f"workers.yaml line {number}: write `key: value`, found {line!r}")
        values[key] = value.strip().strip("'\"")
    return _checked(values)


def _checked(values):
    unknown = sorted(set(values) - set(RetryPolicy.__dataclass_fields__))
    if unknown:
        raise SettingsError(f"workers.yaml: {unknown[0]} is not a setting; known are "
                            + ", ".join(RetryPolicy.__dataclass_fields__))
    retries = values.get("max_retries", "3")
    if not retries.isdigit():
        raise SettingsError(f"workers.yaml: max_retries must be a whole number, found {retries!r}")
    strategy = values.get("backoff_strategy", "exponential")
    if strategy not in STRATEGIES:
        raise SettingsError(f"workers.yaml: backoff_strategy must be one of {', '.join(STRATEGIES)}, "
                            f"found {strategy!r}")
    return RetryPolicy(int(retries), strategy, values.get("queue", "payments"))
