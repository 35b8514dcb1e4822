"""What a sweep has played, or would play, in words."""

import shlex
from collections.abc import Iterator

from retainsim.report.blocks import Block, Heading, Table, Verbatim
from retainsim.report.words import NOTHING, Document, counted


def plan_report(plan: Document) -> Iterator[Block]:
    """What an experiment would play."""
    yield Heading(f"{plan['experiment']}: {counted(plan['points'], 'point')}, "
                  f"{plan['strategies']} x {counted(plan['replications'], 'world')} at each")
    each = f"{plan['seconds_per_world'] * 1000:.0f} ms"
    room = f"{size(plan['bytes_per_world'])} on the disk"
    if plan["seconds"] is None:
        yield (f"At most {plan['worlds']:,} worlds: a precision decides how many it takes at each point. One takes "
               f"{each} of one core here, and {room}.")
    else:
        yield (f"{plan['worlds']:,} worlds, some {duration(plan['seconds'])} on this machine; one takes {each} of a "
               "core.")
        yield f"The folder will take some {size(plan['bytes'])}; one world takes {room}."


def sweep_report(document: Document) -> Iterator[Block]:
    """What has become of a sweep."""
    left = document["planned"] - document["worlds"]
    yield Heading(f"{document['experiment']}: {counted(document['points'], 'point')}, {document['worlds']:,} of "
                  f"{counted(document['planned'], 'world')} played")
    yield (f"{counted(document['played'], 'world')} in {duration(document['seconds'])} of this session."
           if document["played"] else "Nothing was played: no row was missing." if left == 0 else
           "Nothing was played in this session.")
    if document["failures"]:
        yield (f"{counted(document['failures'], 'world')} failed: the column error says why. They are rows all the "
               "same, and are not tried again.")
    if document["foreign"]:
        yield (f"Left alone in the folder shards, because retainsim has not written it: "
               f"{', '.join(document['foreign'])}.")
    folder = shlex.quote(document["folder"])
    if left > 0:
        yield f"The budget is used up; {counted(left, 'world')} to go. With another budget --resume goes on."
    if document["keep"]:
        yield "Tables of every world: " + ", ".join(f"{folder}/{word}.parquet" for word in document["keep"]) + "."
    yield f"Rows: {folder}/replications.parquet. Any of them again, bit for bit: retainsim rerun {folder} --row K"


def row_report(document: Document) -> Iterator[Block]:
    """A row of a sweep that has been played again."""
    yield Heading(f"row {document['row']}: point {document['point']}, {document['strategy']}, replication "
                  f"{document['replication']}")
    if document["changes"]:
        yield Verbatim("\n".join(document["changes"]))
    yield Table(["KPI", ""], [[name, NOTHING if value is None else f"{value:,.6g}"]
                              for name, value in document["kpis"].items()])
    if document["agrees"]:
        yield f"Agrees bit for bit: {counted(len(document['kpis']), 'KPI')}."


def size(count: float) -> str:
    """A number of bytes in the unit that suits it."""
    for unit, bytes_of in (("GB", 1e9), ("MB", 1e6)):
        if count >= bytes_of:
            return f"{count / bytes_of:.1f} {unit}"
    return f"{count / 1e3:.1f} kB" if count < 1e4 else f"{count / 1e3:.0f} kB"


def duration(seconds: float) -> str:
    """A time that people can picture."""
    for unit, size in (("hour", 3600.0), ("minute", 60.0)):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.1f} {unit}s"
    return f"{seconds:.0f} seconds" if seconds >= 1.5 else "a second"
