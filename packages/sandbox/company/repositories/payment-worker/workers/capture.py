"""Captures one payment through payment-service."""

import json
import urllib.error
import urllib.request
from urllib.parse import quote


class TryLater(Exception):
    """payment-service did not answer, or could not: the same request may work later."""


class GiveUp(Exception):
    """payment-service understood and refused: asking again will not change its mind."""


class CaptureClient:
    def __init__(self, base_url, timeout):
        self.base_url = base_url.rstrip("/")
        self.timeout = timeout

    def capture(self, job):
        request = urllib.request.Request(
            f"{self.base_url}/payments/{quote(job['paymentId'], safe='')}/capture",
            data=json.dumps({"amount": job["amount"]} if "amount" in job else {}).encode(),
            # The job id never changes, so a retry after a lost answer captures nothing twice.
            headers={"Idempotency-Key": job["id"], "Content-Type": "application/json"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                detail = error.read(2000).decode("utf-8", "replace")
            if error.code in (408, 429) or error.code >= 500:
                raise TryLater(f"payment-service answered {error.code}") from error
            raise GiveUp(f"payment-service answered {error.code}: {detail}") from error
        except (OSError, ValueError) as error:
            raise TryLater(f"payment-service is unreachable: {error}") from error
