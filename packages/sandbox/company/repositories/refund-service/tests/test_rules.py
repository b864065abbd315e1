import unittest
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from refunds.rules import Return, decide

DELIVERED = date(2026, 11, 2)
MUGS = Return("changed-mind", DELIVERED, DELIVERED, Decimal("19.90"), Decimal("4.95"), whole_order=True)


def after(days, **changes):
    return decide(replace(MUGS, announced=DELIVERED + timedelta(days=days), **changes))


class Rules(unittest.TestCase):
    def test_the_last_day_of_each_period_still_counts(self):
        self.assertEqual(after(14).amount, Decimal("24.85"))
        self.assertEqual(after(15).amount, Decimal("19.90"))
        self.assertEqual(after(30).amount, Decimal("19.90"))
        self.assertFalse(after(31).granted)

    def test_a_part_of_the_order_does_not_bring_the_shipping_back(self):
        self.assertEqual(after(1, whole_order=False).amount, Decimal("19.90"))

    def test_what_was_our_fault_is_paid_in_full_even_when_opened(self):
        for reason in ("damaged", "wrong-item", "defect"):
            self.assertEqual(after(20, reason=reason, opened=True).amount, Decimal("24.85"))

    def test_a_defect_counts_for_two_years_and_damage_for_thirty_days(self):
        self.assertTrue(after(730, reason="defect").granted)
        self.assertFalse(after(731, reason="defect").granted)
        self.assertFalse(after(31, reason="damaged").granted)

    def test_eighty_percent_is_rounded_half_to_even(self):
        self.assertEqual(after(1, opened=True, goods=Decimal("0.31"), whole_order=False).amount, Decimal("0.25"))

    def test_every_decision_says_why(self):
        for decision in (after(1), after(20), after(99), after(1, reason="damaged")):
            self.assertTrue(decision.steps)

    def test_a_return_before_the_delivery_is_refused(self):
        with self.assertRaisesRegex(ValueError, "announced"):
            after(-1)
