"""Writing with the fonts of before Unicode, by tables of its own: those of the program only read."""

import unicodedata

VOWELS = "aăâeêioôơuưy"
SMALL = [
    *"ăâđêôơư",
    *(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in "\u0300\u0309\u0303\u0301\u0323"),
]
LETTERS = [*SMALL, *(letter.upper() for letter in SMALL)]
"""The 134 letters of Vietnamese that are not Latin ones."""

_TCVN3_SMALL = bytes.fromhex(
    "a8 a9 ae aa ab ac ad"
    "b5 b6 b7 b8 b9 bb bc bd be c6 c7 c8 c9 ca cb cc ce cf d0 d1 d2 d3 d4 d5 d6 d7 d8 dc dd de"
    "df e1 e2 e3 e4 e5 e6 e7 e8 e9 ea eb ec ed ee ef f1 f2 f3 f4 f5 f6 f7 f8 f9 fa fb fc fd fe"
).decode("latin-1")
_TCVN3 = dict(zip(SMALL, _TCVN3_SMALL, strict=True)) | dict(zip("ĂÂĐÊÔƠƯ", "\xa1\xa2\xa7\xa3\xa4\xa5\xa6", strict=True))

_VNI_SMALL = [
    "aê",
    "aâ",
    "ñ",
    "eâ",
    "oâ",
    "ô",
    "ö",
    "aø",
    "aû",
    "aõ",
    "aù",
    "aï",
    "aè",
    "aú",
    "aü",
    "aé",
    "aë",
    "aà",
    "aå",
    "aã",
    "aá",
    "aä",
    "eø",
    "eû",
    "eõ",
    "eù",
    "eï",
    "eà",
    "eå",
    "eã",
    "eá",
    "eä",
    "ì",
    "æ",
    "ó",
    "í",
    "ò",
    "oø",
    "oû",
    "oõ",
    "où",
    "oï",
    "oà",
    "oå",
    "oã",
    "oá",
    "oä",
    "ôø",
    "ôû",
    "ôõ",
    "ôù",
    "ôï",
    "uø",
    "uû",
    "uõ",
    "uù",
    "uï",
    "öø",
    "öû",
    "öõ",
    "öù",
    "öï",
    "yø",
    "yû",
    "yõ",
    "yù",
    "î",
]
_VNI = dict(zip(SMALL, _VNI_SMALL, strict=True))


def in_tcvn3(text):
    """``text`` as it arrives from a TCVN3 font; a capital with a tone is its small letter."""
    return "".join(_TCVN3.get(c) or _TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def in_vni(text):
    return "".join(
        _VNI[c] if c in _VNI else _VNI[c.lower()].upper() if c.lower() in _VNI else c
        for c in unicodedata.normalize("NFC", text)
    )
