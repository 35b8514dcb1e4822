"""Names of KPIs as a board reads them."""

from __future__ import annotations

import re

from retainsim.results.dictionary import KPIS

# A name without an underscore is an ordinary word, too.
_NAMES = re.compile(rf"\b({'|'.join(name for name in KPIS if '_' in name)})\b")


def in_words(text: str) -> str:
    """A text in which KPIs are called by their labels."""
    return _NAMES.sub(lambda name: KPIS[name[0]].label, text)
