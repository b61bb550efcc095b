"""Vietnamese names: cleaned, found without accents, sorted by given name. The same on every database."""

import re
import unicodedata

# Letters that Unicode does not decompose, and the legacy Ð that looks like Đ.
_UNDECOMPOSED = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ƀ": "b", "Ƀ": "B", "’": "'", "‘": "'", "ʼ": "'", "\0": ""}
)
_LEGACY = str.maketrans({"Ð": "Đ", "ð": "đ"})

# Vietnamese dictionary order: letters first, then tones (level, grave, hook, tilde, acute, dot below).
_LETTERS = {letter: place for place, letter in enumerate("aăâbƀcdđeêfghijklmnoôơpqrstuưvwxyz", start=1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def clean(text):
    """``text`` in composed form (NFC), Ð as Đ, white space single and trimmed."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(text)).translate(_LEGACY)).strip()


def fold(text):
    """The search key: no accents, đ and ƀ as d and b, lower case, single spaces. ``Nguyễn Thị ƀă`` → ``nguyen thi ba``."""
    bare = unicodedata.normalize("NFD", str(text).translate(_UNDECOMPOSED))
    return re.sub(r"\s+", " ", "".join(c for c in bare if not unicodedata.combining(c))).strip().lower()


def fold_tight(text):
    """``fold`` without spaces and punctuation, for headings: ``Số, ký hiệu`` → ``sokyhieu``."""
    return re.sub(r"[\W_]+", "", fold(text))


def is_same_name(said, known):
    """Whether ``said`` is ``known``, be it all in capitals or all in small letters, as some lists are typed."""
    return said == known or (said.lower() == known.lower() and said in {said.upper(), said.lower()})


def sort_key(full_name):
    """Bytes-ordered key of a person's name: given name, family name, middle names, each in Vietnamese order.

    Letters decide first and tones last, as in a Vietnamese dictionary; a name of one word is its given name.
    """
    words = clean(full_name).lower().split()
    if not words:
        return ""
    return " ".join(_word_key(word) for word in (words[-1], *words[:-1]))


def _word_key(word):
    """Two characters a letter in dictionary order, then one digit a letter for its tone."""
    letters, tones = [], []
    for letter, tone in map(_letter_and_tone, word):
        letters.append(letter)
        tones.append(tone)
    return "".join(letters) + "!" + "".join(tones)


def _letter_and_tone(character):
    marks = unicodedata.normalize("NFD", character)
    tone = next((str(_TONES[mark]) for mark in marks if mark in _TONES), "0")
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    place = _LETTERS.get(base)
    return (f"{place:02d}" if place else f"~{base}"), tone
