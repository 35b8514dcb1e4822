"""What may be wrong with what a scenario says of clients whom rivals know."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from retainsim.scenario.errors import Keys, Problem, did_you_mean
from retainsim.scenario.schema import Rival, Segment


def about_acquaintances(rivals: Mapping[str, Rival], segments: Mapping[str, Segment], names: Sequence[str],
                        problem: Callable[..., Problem]) -> Iterator[Problem]:
    """Strange segments, segments said twice, more clients than the firm has; and wishes for those whom nobody knows.

    `names` are those of all segments, `segments` those that are right in themselves.
    """
    for name, rival in rivals.items():
        at = ("rivals", name, "knows")
        wishes: dict[Keys, str | None] = {("targets",): rival.targets}
        wishes |= {("changes", place, "targets"): change.targets for place, change in enumerate(rival.changes)}
        for path in (path for path, wish in wishes.items() if wish == "known" and not rival.knows):
            yield problem(("rivals", name, *path), "needs clients whom it knows:", "known",
                          f"rivals.{name}.knows = [{{ segment = \"{names[0] if names else 'NAME'}\", clients = 30, "
                          "attachment = 0.6 }]")
        first: dict[str, int] = {}
        for place, some in enumerate(rival.knows):
            if some.segment not in names:
                yield problem((*at, place, "segment"), "must be one of the segments:", some.segment, ", ".join(names),
                              did_you_mean(some.segment, names))
            elif (other := first.setdefault(some.segment, place)) != place:
                yield problem((*at, place, "segment"), f"says otherwise than knows[{other}];", some.segment,
                              "each segment once")
            elif (segment := segments.get(some.segment)) and some.clients > segment.served_by_firm:
                yield problem((*at, place, "clients"), f"must be at most served_by_firm of {some.segment} =",
                              some.clients, str(segment.served_by_firm),
                              "They are clients that the firm has at week 0.")
