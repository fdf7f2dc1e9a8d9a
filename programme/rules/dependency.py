"""Which milestone waits for which: circles found and named, what hangs on one, the order they fall in.

A dependency says that one milestone (`after`) cannot happen before another (`before`). Milestones are known
by any hashable key that prints; answers come back in the same keys, in an order that does not depend on the
order the dependencies were given in.

Source: docs/method.md, "Dependencies".
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import networkx as nx

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Dependency(Generic[K]):
    """`after` waits for `before`."""

    before: K
    after: K


class CircularDependency(ValueError):
    """These milestones wait for each other in a circle; take one of the dependencies away."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"{' waits for '.join(self.names)}: a circle; take one of these dependencies away")


def find_cycle(dependencies: Iterable[Dependency[K]]) -> tuple[K, ...]:
    """Return the milestones of one circle, each waiting for the next; empty when there is none.

    The last waits for the first. The circle starts at the key that prints first, so that the same circle is
    always told the same way.
    """
    graph = _graph(dependencies)
    try:
        edges = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return ()
    ring = [edge[1] for edge in reversed(edges)]
    first = ring.index(min(ring, key=str))
    return (*ring[first:], *ring[:first])


def check_acyclic(dependencies: Iterable[Dependency[K]], *, names: Mapping[K, str] | None = None) -> None:
    """Raise CircularDependency, naming the milestones in order, if any of them wait for each other."""
    ring = find_cycle(dependencies)
    if ring:
        known = names or {}
        raise CircularDependency(known.get(key, str(key)) for key in (*ring, ring[0]))


def downstream(dependencies: Iterable[Dependency[K]], key: K) -> tuple[K, ...]:
    """Return every milestone that waits for this one, near or far, in the order they can happen.

    Empty when none does. Raises CircularDependency if the dependencies have a circle.
    """
    return _reached(dependencies, key, forward=True)


def upstream(dependencies: Iterable[Dependency[K]], key: K) -> tuple[K, ...]:
    """Return every milestone this one waits for, near or far, in the order they can happen.

    Empty when it waits for none. Raises CircularDependency if the dependencies have a circle.
    """
    return _reached(dependencies, key, forward=False)


def critical_order(
    milestones: Mapping[K, date | None], dependencies: Iterable[Dependency[K]]
) -> tuple[K, ...]:
    """Return the milestones in an order in which each comes after all it waits for.

    Among those that are free the earliest date comes first and those without a date last; `milestones` maps
    each to its date. Milestones named only in a dependency take part without a date. Raises
    CircularDependency if the dependencies have a circle.
    """
    links = list(dependencies)
    check_acyclic(links)
    graph = _graph(links)
    graph.add_nodes_from(milestones)

    def earliest_first(key: K) -> tuple[bool, date, str]:
        day = milestones.get(key)
        return day is None, day or date.max, str(key)

    return tuple(nx.lexicographical_topological_sort(graph, key=earliest_first))


def longest_chain(dependencies: Iterable[Dependency[K]]) -> tuple[K, ...]:
    """Return the longest run of milestones that wait for one another, first to happen first.

    Empty without dependencies. Raises CircularDependency if the dependencies have a circle.
    """
    links = list(dependencies)
    check_acyclic(links)
    return tuple(nx.dag_longest_path(_graph(links)))


def _graph(dependencies: Iterable[Dependency[K]]) -> "nx.DiGraph[K]":
    """Return the dependencies as a graph from what happens first, built in the order the keys print."""
    in_order = sorted(dependencies, key=lambda link: (str(link.before), str(link.after)))
    graph: nx.DiGraph[K] = nx.DiGraph()
    graph.add_edges_from([(link.before, link.after) for link in in_order])
    return graph


def _reached(dependencies: Iterable[Dependency[K]], key: K, *, forward: bool) -> tuple[K, ...]:
    links = list(dependencies)
    check_acyclic(links)
    graph = _graph(links)
    if key not in graph:
        return ()
    found = nx.descendants(graph, key) if forward else nx.ancestors(graph, key)
    return tuple(nx.lexicographical_topological_sort(graph.subgraph(found), key=str))
