"""What a return is worth. Pure: dates and amounts in, a decision with its reasons out."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

WITHDRAWAL = timedelta(days=14)  # the law's right to change one's mind
GOODWILL = timedelta(days=30)  # ours
WARRANTY = timedelta(days=730)
CENT = Decimal("0.01")
REASONS = ("changed-mind", "damaged", "wrong-item", "defect")


@dataclass(frozen=True)
class Return:
    reason: str
    delivered: date
    announced: date
    goods: Decimal  # what was paid for the goods that come back
    shipping: Decimal  # what was paid for sending the whole order
    whole_order: bool
    opened: bool = False


@dataclass(frozen=True)
class Decision:
    amount: Decimal
    steps: tuple = field(default_factory=tuple)

    @property
    def granted(self):
        return self.amount > 0


def decide(item):
    """Returns a Decision; raises ValueError for a return that cannot have happened."""
    _check(item)
    age = item.announced - item.delivered
    if item.reason in ("damaged", "wrong-item"):
        return _our_fault(item, age, GOODWILL)
    if item.reason == "defect":
        return _our_fault(item, age, WARRANTY)
    return _changed_mind(item, age)


def _our_fault(item, age, limit):
    if age > limit:
        return Decision(Decimal(0), (f"announced after {age.days} days; {limit.days} are allowed",))
    return _total(item.goods, item.shipping, ["our fault: goods and shipping in full"])


def _changed_mind(item, age):
    if age > GOODWILL:
        return Decision(Decimal(0), (f"announced after {age.days} days; {GOODWILL.days} are allowed",))
    steps = []
    goods = item.goods
    if item.opened:
        goods = (goods * Decimal("0.80")).quantize(CENT, ROUND_HALF_EVEN)
        steps.append("opened: 80 % of the goods")
    if age > WITHDRAWAL:
        return _total(goods, Decimal(0), [*steps, "after 14 days: goodwill, without shipping"])
    if not item.whole_order:
        return _total(goods, Decimal(0), [*steps, "part of the order: shipping stays"])
    return _total(goods, item.shipping, [*steps, "within 14 days: shipping too"])


def _total(goods, shipping, steps):
    return Decision(goods + shipping, tuple(steps))


def _check(item):
    if item.reason not in REASONS:
        raise ValueError(f"reason: {item.reason!r} is not one of {', '.join(REASONS)}")
    if item.announced < item.delivered:
        raise ValueError("announced: a return cannot come before the delivery")
    for name in ("goods", "shipping"):
        amount = getattr(item, name)
        if not amount.is_finite() or amount < 0 or amount != amount.quantize(CENT):
            raise ValueError(f"{name}: {amount} is not an amount in whole cents")
