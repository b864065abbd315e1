"""An inverted index with BM25 ranking."""

import math
from collections import Counter, defaultdict

from search.words import one_edit_apart, words

SATURATION = 1.2  # how soon a repeated word stops counting
LENGTH = 0.75  # how much long texts are held back
NAME_WEIGHT = 3  # a word in the name counts like three in the text
GUESS_WEIGHT = 0.5  # a corrected word counts half


class Index:
    def __init__(self, products):
        self.products = {product["sku"]: product for product in products}
        self.frequencies = {}
        self.postings = defaultdict(set)
        for sku, product in self.products.items():
            counts = Counter(words(product["text"]))
            for word in words(product["name"]):
                counts[word] += NAME_WEIGHT
            self.frequencies[sku] = counts
            for word in counts:
                self.postings[word].add(sku)
        lengths = [sum(counts.values()) for counts in self.frequencies.values()]
        self.average_length = sum(lengths) / len(lengths) if lengths else 1

    def search(self, query, limit=10):
        """Products, best first; equal scores in order of SKU so that pages do not jump."""
        scores = defaultdict(float)
        corrected = {}
        for word in dict.fromkeys(words(query)):
            for term, weight in self.terms(word):
                if term != word and weight < 1:
                    corrected[word] = term
                for sku in self.postings[term]:
                    scores[sku] += weight * self.score(term, sku)
        best = sorted(scores, key=lambda sku: (-scores[sku], sku))[:limit]
        hits = [{**self.products[sku], "score": round(scores[sku], 4)} for sku in best]
        return {"query": query, "corrected": corrected, "hits": hits}

    def terms(self, word):
        """The word itself if it is known, else words it begins, else words it may have been meant as."""
        if word in self.postings:
            return [(word, 1.0)]
        begun = sorted(term for term in self.postings if len(word) > 2 and term.startswith(word))
        if begun:
            return [(term, 1.0) for term in begun]
        meant = [term for term in self.postings if len(word) > 3 and one_edit_apart(word, term)]
        meant.sort(key=lambda term: (-len(self.postings[term]), term))
        return [(term, GUESS_WEIGHT) for term in meant[:1]]

    def score(self, term, sku):
        found_in = len(self.postings[term])
        rarity = math.log(1 + (len(self.products) - found_in + 0.5) / (found_in + 0.5))
        counts = self.frequencies[sku]
        length = sum(counts.values()) / self.average_length
        frequency = counts[term]
        return rarity * frequency * (SATURATION + 1) / (
            frequency + SATURATION * (1 - LENGTH + LENGTH * length))
