"""Names of KPIs as a board reads them, and several things in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retainsim.results.kpis.dictionary import KPIS

# A name without an underscore is an ordinary word, too.
_NAMES = re.compile(rf"\b({'|'.join(name for name in KPIS if '_' in name)})\b")
_OPTION = re.compile(r": try --replications [\d,]+| Try --replications [\d,]+\.| --replications allows[^.]*\.")


def in_words(text: str) -> str:
    """A text in which KPIs are called by their labels, and nothing is said of options of a command."""
    return _NAMES.sub(lambda name: KPIS[name[0]].label, _OPTION.sub("", text))


def listed(items: Sequence[str]) -> str:
    """Several things in a sentence."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
