"""From text to the words that are indexed, and from a mistyped word to a known one."""

import re
import unicodedata

STOP_WORDS = frozenset("a an and for in is it of on or that the to with".split())


def words(text):
    """Lower-case words without accents, stop words and plural s."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return [stem(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in STOP_WORDS]


def stem(word):
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def one_edit_apart(a, b):
    """Whether one letter added, left out, changed or swapped with its neighbour turns a into b."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) != len(b):
        return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]
    swapped = len(rest_a) > 1 and rest_a[1] + rest_a[0] + rest_a[2:] == rest_b
    return swapped or rest_a[1:] == rest_b[1:]
