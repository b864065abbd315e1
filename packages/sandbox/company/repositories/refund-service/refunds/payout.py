"""Has payment-service give the money back."""

import json
import urllib.error
import urllib.request
from urllib.parse import quote


class PayoutFailed(Exception):
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status


def pay_out(base_url, payment_id, return_id, amount, currency):
    """Asks for the refund; the return's id is the key, so asking again pays once."""
    if not base_url:
        raise PayoutFailed(503, "PAYMENT_SERVICE_URL is not set; decisions work, payouts do not")
    request = urllib.request.Request(
        f"{base_url.rstrip('/')}/payments/{quote(payment_id, safe='')}/refunds",
        data=json.dumps({"amount": {"value": f"{amount:.2f}", "currency": currency}}).encode(),
        headers={"Idempotency-Key": f"return-{return_id}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            text = error.read(2000).decode("utf-8", "replace")
        raise PayoutFailed(error.code if error.code < 500 else 502, text) from error
    except OSError as error:
        raise PayoutFailed(502, f"payment-service is unreachable: {error}") from error
