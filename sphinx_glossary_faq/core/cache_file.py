"""What a build leaves in a file for the next: taken again only if it is as it was written.

A file that was cut short, edited or merged could hold anything, and break whatever believes it.
With a seal, it counts for none.  This module knows neither what is kept nor where.
"""

from __future__ import annotations

import hashlib

_GAP = ',\n"kept": '


def dumps(kept: str) -> str:
    """Some JSON inside of JSON that tells whether it is still the same; `unseal` gives it back."""
    return f"{_head(kept)}{_GAP}{kept}}}"


def loads(text: str) -> str:
    """What was sealed.  Of anything that is not as `seal` made it, `ValueError`."""
    head, _, kept = text.partition(_GAP)
    if head != _head(kept[:-1]) or kept[-1:] != "}":
        raise ValueError("It is not as it was written.")
    return kept[:-1]


def _head(kept: str) -> str:
    return f'{{"sha256": "{hashlib.sha256(kept.encode("utf-8", "replace")).hexdigest()}"'
