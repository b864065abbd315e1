import unittest

from workers.settings import RetryPolicy, SettingsError, read_policy


class Settings(unittest.TestCase):
    def test_the_file_from_score_yaml_is_understood(self):
        policy = read_policy("max_retries: 3\nbackoff_strategy: exponential\nqueue: payments\n")
        self.assertEqual(policy, RetryPolicy(3, "exponential", "payments"))

    def test_a_misspelt_setting_stops_the_start_instead_of_being_ignored(self):
        with self.assertRaisesRegex(SettingsError, "max_retry is not a setting"):
            read_policy("max_retry: 5")

    def test_nested_yaml_is_refused_with_its_line(self):
        with self.assertRaisesRegex(SettingsError, "line 2"):
            read_policy("queue: payments\n  name: x")

    def test_backoff_doubles_and_stops_growing_at_five_minutes(self):
        policy = RetryPolicy()
        self.assertEqual([policy.delay(n) for n in (1, 2, 3, 20)], [2, 4, 8, 300])
