"""The fonts of before Unicode, TCVN3 (ABC, .VnTime) and VNI-Windows, whose texts arrive as Latin letters.

``NguyÔn V¨n`` and ``Nguyeãn Vaên`` are both Nguyễn Văn. Sources: TCVN 5712:1993, table VN3; the table of VNI-Windows that
the free converters share.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Legacy:
    """An old encoding. ``decode`` turns its text into Unicode, whatever the text is. ``beyond``: what cleaning makes of its
    letters outside the first 256 of Unicode.
    """

    name: str
    decode: Callable[[str], str]
    beyond: str = ""


# --- TCVN3: a letter each. Capitals with a tone have no letters of their own: fonts whose names end in H draw small
# letters as capitals.

_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_TCVN3_TONED = (
    "µ¶·¸¹",
    "»¼½¾Æ",
    "ÇÈÉÊË",
    "ÌÎÏÐÑ",
    "ÒÓÔÕÖ",
    "×ØÜÝÞ",
    "ßáâãä",
    "åæçèé",
    "êëìíî",
    "ïñòóô",
    "õö÷øù",
    "úûüýþ",
)
_TCVN3 = {
    **dict(zip("¨©®ª«¬\xad¡¢§£¤¥¦", "ăâđêôơưĂÂĐÊÔƠƯ", strict=True)),
    **{
        letter: unicodedata.normalize("NFC", vowel + tone)
        for vowel, letters in zip(_VOWELS, _TCVN3_TONED, strict=True)
        for tone, letter in zip(_TONES, letters, strict=True)
    },
    "Đ": "é",  # cleaning has taken Ð for the Đ that looks like it, which TCVN3 does not have
}
_FROM_TCVN3 = str.maketrans(_TCVN3)


# --- VNI: a letter and its marks, which are a letter of their own after it; a few letters stand alone.

_VNI_BASES = dict(zip("aeouyôö", "aeouyơư", strict=True))
_VNI_TONES = dict(zip("øûõùï", _TONES, strict=True))
_VNI_HAT = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}
_VNI = {
    **_VNI_ALONE,
    **{base + mark: vowel + tone for base, vowel in _VNI_BASES.items() for mark, tone in _VNI_TONES.items()},
    **{base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _VNI_HAT.items()},
    **{"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()},
}  # fmt: skip
_VNI = {legacy: unicodedata.normalize("NFC", letter) for legacy, letter in _VNI.items()}
_VNI_SEQUENCE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)


def _from_tcvn3(text):
    return text.translate(_FROM_TCVN3)


def _from_vni(text):
    return _VNI_SEQUENCE.sub(lambda found: _like(found[0], _VNI[found[0].lower()]), text)


def _like(typed, letter):
    return letter.upper() if typed[0].isupper() else letter


TCVN3 = Legacy("TCVN3", _from_tcvn3, beyond="Đđ")
VNI = Legacy("VNI", _from_vni)
BY_NAME = {legacy.name: legacy for legacy in (TCVN3, VNI)}


# --- Does a word look Vietnamese?

_INITIAL = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in ing inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn "
    "uông uôt uơ uơn up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu "
    "ưt ưu y yên yêm yêng yêt yêu"
)
_SYLLABLE = re.compile(rf"(?:{_INITIAL})?(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")


@lru_cache(maxsize=20_000)
def is_syllable(word):
    """Whether ``word`` can be a Vietnamese syllable, spelt rightly to its one tone; small, in capitals or titled."""
    if word not in {word.lower(), word.upper(), word.capitalize()}:
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return sum(mark in _TONES for mark in marks) <= 1 and _SYLLABLE.fullmatch(toneless) is not None


_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~‘’“”–—…]+")


def words_of(text):
    """Its words; old fonts write letters as signs, so that signs beyond those of a typewriter belong to them."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def gain(word, legacy):
    """1 where ``word`` makes no sense as it stands and is a Vietnamese syllable once decoded, -1 the other way, else 0."""
    meant = legacy.decode(word)
    if meant == word:
        return 0
    return (is_syllable(meant) and len(word) > 1) - is_syllable(word)


def evidence(words):
    """[(Legacy, number of ``words`` that speak for it)], the likeliest first."""
    spoken = Counter({legacy: sum(gain(word, legacy) > 0 for word in words) for legacy in BY_NAME.values()})
    return spoken.most_common()
