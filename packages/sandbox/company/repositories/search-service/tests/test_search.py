import json
import unittest
from pathlib import Path

from search.index import Index
from search.web import application
from search.words import one_edit_apart, words

PRODUCTS = json.loads((Path(__file__).parent.parent / "data" / "products.json").read_text("utf-8"))


class Words(unittest.TestCase):
    def test_accents_plurals_and_small_words_do_not_get_in_the_way(self):
        self.assertEqual(words("The Cafés of Orléans"), ["cafe", "orlean"])
        self.assertEqual(words("glass"), ["glass"])

    def test_one_mistake_is_forgiven_wherever_it_is(self):
        for typed in ("ettle", "kettl", "kettle"[1] + "kettle"[0] + "ttle", "kettlee", "kettIe".lower(), "kqttle"):
            self.assertTrue(one_edit_apart(typed, "kettle"), typed)
        for typed in ("kettle", "ktle", "bottle", "kettlers"):
            self.assertFalse(one_edit_apart(typed, "kettle"), typed)


class Ranking(unittest.TestCase):
    def setUp(self):
        self.index = Index(PRODUCTS)

    def skus(self, query):
        return [hit["sku"] for hit in self.index.search(query)["hits"]]

    def test_a_word_in_the_name_beats_the_same_word_in_the_text(self):
        self.assertEqual(set(self.skus("mug")), {"MUG-BLUE", "MUG-TRAVEL"})
        self.assertEqual(self.skus("coffee")[0], "GRINDER")

    def test_more_of_what_was_typed_is_better(self):
        self.assertEqual(self.skus("travel mug")[0], "MUG-TRAVEL")

    def test_a_mistyped_word_finds_the_meant_one_and_says_so(self):
        result = self.index.search("ketle")
        self.assertEqual(result["corrected"], {"ketle": "kettle"})
        self.assertEqual(result["hits"][0]["sku"], "KETTLE")

    def test_a_known_word_is_never_corrected(self):
        self.assertEqual(self.index.search("tea")["corrected"], {})

    def test_the_beginning_of_a_word_is_enough_while_typing(self):
        self.assertIn("GRINDER", self.skus("grin"))

    def test_a_word_typed_often_does_not_count_often(self):
        once, often = self.index.search("tea"), self.index.search("tea tea tea")
        self.assertEqual([h["score"] for h in once["hits"]], [h["score"] for h in often["hits"]])

    def test_equal_scores_come_in_one_order(self):
        twins = [{"sku": sku, "name": "Cup", "text": ""} for sku in ("B", "A", "C")]
        self.assertEqual([h["sku"] for h in Index(twins).search("cup")["hits"]], ["A", "B", "C"])

    def test_no_products_is_an_answer_and_not_a_crash(self):
        self.assertEqual(Index([]).search("mug")["hits"], [])


class Web(unittest.TestCase):
    def get(self, path, query=""):
        seen = []
        body = application(Index(PRODUCTS))(
            {"PATH_INFO": path, "QUERY_STRING": query}, lambda status, _: seen.append(status))
        return seen[0][:3], b"".join(body).decode()

    def test_the_door_checks_what_it_is_given(self):
        self.assertEqual(self.get("/search", "q=mug&limit=1")[0], "200")
        for query in ("", "q=", "q=mug&limit=0", "q=mug&limit=x", "q=" + "a" * 201):
            self.assertEqual(self.get("/search", query)[0], "422", query)
        self.assertIn("search_products 8", self.get("/metrics")[1])
