import tempfile
import unittest

from notifications.feed import events
from notifications.mailroom import Mailroom
from notifications.templating import TemplateError, parse, render
from notifications.web import serve

import json
import threading
import urllib.error
import urllib.request


def placed(number, **order):
    return {"id": number, "type": "order.placed", "time": "2026-11-02T09:00:00Z",
            "order": {"id": "ord_1", "customerId": "acc_1", "state": "placed",
                      "lines": [{"sku": "MUG", "quantity": 2}], **order}}


class Templates(unittest.TestCase):
    def test_a_missing_value_stops_the_letter_and_is_named(self):
        with self.assertRaisesRegex(TemplateError, r"\{\{name\}\} has no value; known here: id"):
            render(parse("Dear {{name}}"), {"id": 1})
        with self.assertRaises(TemplateError):
            render(parse("Dear {{name}}"), {"name": None})

    def test_lists_see_their_item_first_and_then_what_is_around(self):
        text = "{{#lines}}\n{{sku}} for {{who}}\n{{/lines}}\nend"
        scope = {"who": "Ana", "lines": [{"sku": "A"}, {"sku": "B", "who": "Eve"}]}
        self.assertEqual(render(parse(text), scope), "A for Ana\nB for Eve\nend")

    def test_a_value_cannot_write_mail_headers(self):
        with self.assertRaisesRegex(TemplateError, "line break"):
            render(parse("Subject: {{id}}"), {"id": "1\nBcc: all@example.com"})

    def test_tags_that_do_not_fit_together_are_found_when_the_service_starts(self):
        for text in ("{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{ }}"):
            with self.assertRaises(TemplateError, msg=text):
                parse(text)


class Letters(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.outbox = folder.name
        self.room = Mailroom(self.outbox)

    def test_an_event_that_comes_twice_writes_one_letter_also_after_a_restart(self):
        self.assertEqual(self.room.handle(placed(1)), "written")
        self.assertEqual(self.room.handle(placed(1)), "seen")
        self.assertEqual(Mailroom(self.outbox).handle(placed(1)), "seen")
        self.assertEqual(len(self.room.letters()), 1)

    def test_a_bad_event_is_put_aside_and_does_not_stop_the_next_one(self):
        self.assertEqual(self.room.handle(placed(1, id="x\ny")), "refused")
        self.assertEqual(self.room.handle(placed(2)), "written")

    def test_the_letter_lists_what_was_ordered(self):
        letter = self.room.preview(placed(1))
        self.assertEqual(letter["subject"], "We have your order ord_1")
        self.assertIn("\n  2 x MUG\n", letter["body"])

    def test_letters_stay_in_order_of_events_past_nine(self):
        for number in (9, 10, 11):
            self.room.handle(placed(number))
        self.assertEqual([letter["event"] for letter in self.room.letters()], [9, 10, 11])

    def test_an_event_split_over_lines_is_read_whole_and_comments_are_skipped(self):
        stream = [b": hello\n", b"\n", b"id: 1\n", b'data: {"id":\n', b"data: 1}\n", b"\n", b'data: {"half\n']
        self.assertEqual(list(events(stream)), [{"id": 1}])

    def test_the_desk_previews_and_refuses_by_name(self):
        server = serve(self.room, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        url = f"http://127.0.0.1:{server.server_port}/previews"
        with urllib.request.urlopen(url, json.dumps(placed(1)).encode()) as answer:
            self.assertEqual(json.load(answer)["subject"], "We have your order ord_1")
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(url, b'{"type": "order.lost"}')
        with caught.exception as answer:
            self.assertIn("order.placed", json.load(answer)["detail"])
