"""Rows that total others though no word says so: above their referenced lines, or once in every group.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

from collections.abc import Sequence

from savings.rules.sheets.content import is_ref_over, looks_like_ref
from savings.rules.sheets.entries import Entry, What
from savings.rules.sheets.reading import NIL
from savings.rules.sheets.sums import Sums
from savings.rules.sheets.text import plain

BESIDE_TOTAL = "a target, a gap or a check beside the total"
HEADS_OTHERS = (
    "its reference heads those of the rows below, yet it is not their sum",
    "write 'Total' in its name if it is one, or give it a reference of its own",
)
MAY_BE_HEADING = (
    "it has no reference and nothing but noughts, as a heading may have",
    "delete the noughts if it is a heading, or give it a reference if it is a saving",
)
MAY_SUM_OTHERS = (
    "it has no reference and equals the sum of the rows above it",
    "write 'Total' in its name if it is one, or give it a reference if it is a saving",
)


def has_ref(entry: Entry) -> bool:
    """Return whether a row has a reference; words alone in the column of references are its label."""
    return bool(entry.ref) and (bool(entry.name) or looks_like_ref(entry.ref))


def is_net(entry: Entry) -> bool:
    """Return whether a row's words make it a net of both sides of a budget, and nothing else: "Net position"."""
    return plain(entry.label).startswith(("net ", "overall net ")) and not entry.words.rest


def totals_on_top(entries: Sequence[Entry], sums: Sums) -> dict[int, list[Entry]]:
    """Return rows without a reference that total the referenced lines right below them, with those lines, by place.

    Only where at least one of them totals two lines or more.
    """
    found: dict[int, list[Entry]] = {}
    place = 0
    while place < len(entries):
        entry = entries[place]
        if entry.what is not What.LINE or entry.ref:
            place += 1
            continue
        end = place + 1
        while end < len(entries) and entries[end].what is What.LINE and entries[end].ref:
            end += 1
        below = list(entries[place + 1 : end])
        if below:
            agreement = sums.agreement(entry, sums.of(below))
            if agreement.is_full and not agreement.rounded and (len(below) > 1 or agreement.telling > 1):
                found[place] = below
        place = end
    return found if sum(len(below) > 1 for below in found.values()) else {}


def totals_by_ref(entries: Sequence[Entry], sums: Sums) -> tuple[dict[int, list[Entry]], list[Entry]]:
    """Return rows whose reference heads those right below ("1" over "1.1") and that total them, with those, by place.

    The second part are rows that head two or more others so and are not their sum.
    """
    found: dict[int, list[Entry]] = {}
    doubtful: list[Entry] = []
    for place, entry in enumerate(entries):
        if entry.what is not What.LINE or not entry.ref:
            continue
        below: list[Entry] = []
        for other in entries[place + 1 :]:
            if other.what is not What.LINE or not is_ref_over(entry.ref, other.ref):
                break
            below.append(other)
        agreement = sums.agreement(entry, sums.of(below))
        if below and agreement.is_full and not agreement.rounded:
            found[place] = below
        elif len(below) > 1:
            doubtful.append(entry)
    return found, doubtful


def groups_of(lines: Sequence[Entry], sums: Sums, grand: Entry | None) -> list[tuple[Entry, list[Entry]]]:
    """Return rows that total the rows below them, or above, all through a table, with those rows; else none.

    Only where every line belongs to such a group and, where a grand total is printed, it agrees with the lines
    alone.
    """
    for order in (lines, lines[::-1]):
        groups = _partition(order, sums, is_confirmed=grand is not None)
        heads = {id(head) for head, _ in groups}
        rest = [line for line in lines if id(line) not in heads]
        if groups and (grand is None or sums.agreement(grand, sums.of(rest)).is_mostly):
            return groups
    return []


def _partition(lines: Sequence[Entry], sums: Sums, *, is_confirmed: bool) -> list[tuple[Entry, list[Entry]]]:
    """Return lines as groups, each a row followed by rows that sum to it exactly; none where that does not work out.

    At least two groups of two rows or more and, where no grand total confirms it, three groups or two columns, so
    that chance is no explanation.
    """
    groups: list[tuple[Entry, list[Entry]]] = []
    place, columns = 0, len(sums.indexes)
    while place < len(lines):
        head, end = lines[place], place + 1
        running = dict.fromkeys(sums.indexes, (NIL, 0))
        agreed = False
        while end < len(lines) and not agreed:
            for index in sums.indexes:
                value = sums.scaled(lines[end].figures.get(index), index)
                if value is not None:
                    running[index] = (running[index][0] + value, running[index][1] + 1)
            end += 1
            agreement = sums.agreement(head, running)
            agreed = agreement.is_full and not agreement.rounded
        if not agreed:
            return []
        while end < len(lines) and not any(figure.value for figure in lines[end].figures.values()):
            end += 1
        columns = min(columns, agreement.telling)
        groups.append((head, list(lines[place + 1 : end])))
        place = end
    wide = sum(len(below) > 1 for _, below in groups)
    is_chance = not is_confirmed and columns < 2 and len(groups) < 3
    is_wide = wide > 1 or (wide == 1 and is_confirmed and columns > 1)
    return groups if len(groups) > 1 and is_wide and not is_chance else []
