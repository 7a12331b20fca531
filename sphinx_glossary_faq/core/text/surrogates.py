r"""Handle lone surrogates, which cannot be encoded, such as `"\ud800"` in YAML, JSON or Python."""

from __future__ import annotations


def replace_surrogates(text: str) -> str:
    r"""Return *text* with surrogate pairs combined and lone surrogates replaced by U+FFFD.

    >>> replace_surrogates("\ud83c\udf75"), replace_surrogates("a\ud800b")
    ('🍵', 'a�b')
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escape_surrogates(text: str) -> str:
    r"""Return *text* with each lone surrogate replaced by its JSON escape sequence.

    >>> escape_surrogates("é\ud800") == "é" + r"\ud800"
    True
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
