"""Names of KPIs as a board reads them, several things in one sentence, and what was played."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from retainsim.report.quantities import counted
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


def each(strategies: Sequence[str], clauses: Iterable[str]) -> str:
    """A clause for each strategy, in a sentence."""
    return "; ".join(f"{name}: {clause}" for name, clause in zip(strategies, clauses, strict=True)) + "."


def setting_of(document: Mapping[str, Any]) -> str:
    """What was played, as the title of a report on it."""
    return (f"{document['scenario']}: {counted(document['weeks'], 'week')}, "
            f"{counted(document['replications'], 'replication')}, seed {document['seed']}, digest {document['digest']}")
