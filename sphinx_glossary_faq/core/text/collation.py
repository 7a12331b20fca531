"""Sort names in the order of a language, and find the letter under which each is listed.

The order is that of the Unicode Collation Algorithm, reduced to what the entries of a glossary
need: spaces, then punctuation, symbols, digits and letters; a letter with a mark follows the same
letter without one; case decides last.  `TAILORINGS` holds what single languages do otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

SortKey = Callable[[str], Any]
"""A function that returns the key by which a name is sorted.  All keys are comparable."""

TAILORINGS: Final = {
    "az": "c < ç; e < ə; g < ğ; h < x < ı; k < q; o < ö; s < ş; u < ü",
    "be": "е < ё; з < і < й; у < ў",
    "bs": "c < č < ć; d < dž < đ; l < lj; n < nj; s < š; z < ž",
    "cs": "c < č; h < ch; r < ř; s < š; z < ž",
    "cy": "c < ch; d < dd; f < ff; g < ng; l < ll; p < ph; r < rh; t < th",
    "da": "z < æ ä < ø ö < å aa",
    "eo": "c < ĉ; g < ĝ; h < ĥ; j < ĵ; s < ŝ; u < ŭ",
    "es": "n < ñ",
    "et": "s < š < z < ž; w < õ < ä < ö < ü",
    "fi": "z < å < ä æ < ö ø",
    "hu": "c < cs; d < dz < dzs; g < gy; l < ly; n < ny; o < ö ő; s < sz; t < ty; u < ü ű; z < zs",
    "is": "a < á; d < ð; e < é; i < í; o < ó; u < ú; y < ý; z < þ < æ ä < ö ø < å",
    "lt": "c < č; s < š; z < ž",
    "lv": "c < č; g < ģ; k < ķ; l < ļ; n < ņ; s < š; z < ž",
    "no": "z < æ ä < ø ö < å aa",
    "pl": "a < ą; c < ć; e < ę; l < ł; n < ń; o < ó; s < ś; z < ź < ż",
    "ro": "a < ă < â; i < î; s < ș ş; t < ț ţ",
    "ru": "и < й",
    "sk": "a < ä; c < č; h < ch; o < ô; s < š; z < ž",
    "sl": "c < č < ć; d < đ; s < š; z < ž",
    "sr": "c < č < ć; d < dž < đ; l < lj; n < nj; s < š; z < ž; "
    "д < ђ; и < ј; л < љ; н < њ; т < ћ; ч < џ",
    "sv": "z < å < ä æ < ö ø",
    "tr": "c < ç; g < ğ; h < ı; o < ö; s < ş; u < ü",
    "uk": "г < ґ; е < є; и < і < ї < й",
}
"""For each language, the letters of its alphabet that do not follow from the general order.

`z < å < ä æ` means that å follows z, and ä, which is listed together with æ, follows å.
"""

_SAME_AS: Final = {"bg": "ru", "hr": "bs", "nb": "no", "nn": "no"}
"""Languages whose letters are sorted like those of another language."""

_EXPANSIONS: Final = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "þ": "th",
    "ə": "e",
    "ς": "σ",
}
"""Letters that Unicode does not decompose, in languages without an order of their own for them."""

_SPACE, _PUNCTUATION, _SYMBOL, _DIGIT, _LETTER = range(5)

_LONGEST_UNIT: Final = 3
"""The length of the longest letter of a tailoring, which is the Hungarian dzs."""

Weight = tuple[int, int, int]
"""The kind of a character, its base letter, and its rank among the letters that follow that."""


class Unit(NamedTuple):
    """A letter of an alphabet, which may consist of several characters."""

    weight: Weight
    name: str
    """The letter under which names are listed that begin with this one."""


def collation_key(language: str) -> SortKey:
    """Return a function with the sort key of a name in *language*, such as "sv" or "pt_BR"."""
    units, is_turkic = _units(language), _base(language) in ("az", "tr")

    def key(name: str) -> object:
        text = fold_case(name, is_turkic=is_turkic)
        weights, marks = [], []
        while text:
            unit, length = _next_unit(text, units)
            if unit is not None:
                weights.append(unit.weight)
                marks.append(text[:length])
            else:
                for character in _base_characters(text[0]):
                    weights.append(_weight(character))
                    marks.append(text[0])
            text = text[length:]
        return tuple(weights), tuple(marks), name.swapcase(), name

    return key


def letter_finder(language: str) -> Callable[[str], str]:
    """Return a function with the letter under which a name is listed in *language*.

    It is "0–9" for all digits, "#" for symbols and punctuation, and "" for a name without text and
    for a Chinese character, which belongs to no alphabet.
    """
    units, is_turkic = _units(language), _base(language) in ("az", "tr")

    def find_letter(name: str) -> str:
        text = fold_case(name, is_turkic=is_turkic).lstrip()
        if not text:
            return ""
        unit, _length = _next_unit(text, units)
        if unit is not None:
            return _capitalize(unit.name, is_turkic=is_turkic)
        base = _base_characters(text[0])[:1]
        kind = _weight(base)[0] if base else _SYMBOL
        if kind == _LETTER:
            return _script_letter(base) or _capitalize(base, is_turkic=is_turkic)
        return "0–9" if kind == _DIGIT else "#"  # a range of digits

    def find(name: str) -> str:
        letter = find_letter(name)
        return "" if _is_ideograph(letter) else letter

    return find


def fold_case(text: str, *, is_turkic: bool) -> str:
    """Return *text* in lower case and in the composed form of Unicode.

    >>> fold_case("IŞIK", is_turkic=True)
    'ışık'
    """
    if is_turkic:
        text = text.replace("İ", "i").replace("I", "ı")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())


def _base(language: str) -> str:
    return language.replace("-", "_").partition("_")[0].lower()


@cache
def _units(language: str) -> dict[str, Unit]:
    """Return the letters of *language* that its tailoring lists."""
    base = _base(language)
    units: dict[str, Unit] = {}
    for rule in filter(None, TAILORINGS.get(_SAME_AS.get(base, base), "").split(";")):
        first, *following = rule.split("<")
        for rank, variants in enumerate(following, 1):
            for variant in (names := variants.split()):
                units[variant] = Unit((_LETTER, ord(first.strip()), rank), names[0])
    return units


def _next_unit(text: str, units: dict[str, Unit]) -> tuple[Unit | None, int]:
    """Return the letter of a tailoring at the start of *text*, and the number of characters."""
    for length in range(min(_LONGEST_UNIT, len(text)), 0, -1) if units else ():
        if unit := units.get(text[:length]):
            return unit, length
    return None, 1


def _base_characters(character: str) -> str:
    """Return a character without its marks, in letters that are sorted by their code points."""
    if "\uac00" <= character <= "\ud7a3":  # a Korean syllable, which Unicode sorts
        return character
    expanded = _EXPANSIONS.get(character, character)
    decomposed = unicodedata.normalize("NFD", expanded)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def _weight(character: str) -> Weight:
    category = unicodedata.category(character)
    if category[0] == "N":
        return _DIGIT, int(unicodedata.numeric(character, 0)), ord(character)
    kinds = {"Z": _SPACE, "C": _SPACE, "P": _PUNCTUATION, "S": _SYMBOL}
    return kinds.get(category[0], _LETTER), _fold_kana(ord(character)), 0


def _fold_kana(code: int) -> int:
    """Return the code of the hiragana for a katakana, and any other code unchanged."""
    return code - 0x60 if 0x30A1 <= code <= 0x30F6 else code


def _capitalize(letter: str, *, is_turkic: bool) -> str:
    if is_turkic and letter == "i":
        return "İ"
    return letter[:1].upper() + letter[1:]


_KANA_ROWS: Final = "あかさたなはまやらわ"
_HANGUL_INITIALS: Final = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"


def _script_letter(character: str) -> str:
    """Return the row of a kana or the first consonant of a Korean syllable, or ""."""
    code = _fold_kana(ord(character))
    if "ぁ" <= chr(code) <= "ん":
        # The small vowels, ya, yu, yo and wa precede the rows of their large forms.
        large = code + (chr(code) in "ぁぃぅぇぉっゃゅょゎ")
        return next(row for row in reversed(_KANA_ROWS) if ord(row) <= large)
    if "\uac00" <= character <= "\ud7a3":
        return _HANGUL_INITIALS[(code - 0xAC00) // 588]
    return ""


def _is_ideograph(letter: str) -> bool:
    return bool(letter) and unicodedata.name(letter[0], "").startswith("CJK ")
