"""In which order stacks are made and removed, over all regions. Pure.

A stack needs those whose outputs it takes (template.Stack.needs). Making goes along the needs, removing against them.
"""

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from tutorfleet.cloud.deploy.errors import Unorderable
from tutorfleet.cloud.template import Stack

Needs = Mapping[str, Collection[str]]
"""name of a stack -> names of those that must be done before it"""


def needs_of(stacks: Iterable[Stack]) -> Needs:
    """What each of these stacks waits for; raises Unorderable when that is none of them, or a circle."""
    found = {stack.name: stack.needs for stack in stacks}
    for name, needed in found.items():
        if strange := sorted(needed - found.keys()):
            raise Unorderable(f"{name} takes outputs of {', '.join(strange)}, which is no stack of this fleet")
    sorter(found)
    return found


def reversed_needs(needs: Needs) -> Needs:
    """For removing: a stack waits for all that need it."""
    return {name: {other for other, needed in needs.items() if name in needed} for name in needs}


def sorter(needs: Needs) -> TopologicalSorter[str]:
    """Gives what can be done now and is told what was done; raises Unorderable."""
    graph = TopologicalSorter(needs)
    try:
        graph.prepare()
    except CycleError as error:
        raise Unorderable(f"stacks need each other in a circle: {' -> '.join(error.args[1])}") from None
    return graph


def waves(needs: Needs) -> tuple[tuple[str, ...], ...]:
    """Names in groups; a group needs only those before it."""
    graph, found = sorter(needs), []
    while graph.is_active():
        ready = tuple(sorted(graph.get_ready()))
        graph.done(*ready)
        found.append(ready)
    return tuple(found)
