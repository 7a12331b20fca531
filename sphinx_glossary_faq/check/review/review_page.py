"""Write `review.html`, one static page that contains its style, its script and its data.

Text from the project is part of the data only, which the script shows as text.  The page loads
nothing, and its policy allows no other script.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx_glossary_faq.core.text.surrogates import replace_surrogates

FILE_NAME: Final = "review.html"

_FOLDER: Final = Path(__file__).parent

_ESCAPED: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\x7f\x85"}
"""Characters that could end the element with the data, or a line of a script."""


def render(data: Mapping[str, Any]) -> str:
    """Return the page with *data*."""
    style, script = _read("review.css"), _read("review.js")
    page = _read("review.html")
    for name, text in (
        ("style-hash", _csp_hash(style)),
        ("script-hash", _csp_hash(script)),
        ("style", style),
        ("script", script),
        ("data", embed_json(data)),  # last, because it may contain the name of a placeholder
    ):
        page = page.replace(f"{{{{ {name} }}}}", text)
    return page


def embed_json(data: Mapping[str, Any]) -> str:
    r"""Return *data* as JSON for a `<script>` element.

    >>> embed_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return replace_surrogates(text).translate(_ESCAPED)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _csp_hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
