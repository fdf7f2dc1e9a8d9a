"""One page of rows at a time, from where the last one ended.

A page starts after a row, not after a count, so rows that come and go elsewhere neither repeat nor skip any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

FAR_DATE: Final = date(9999, 12, 31)
FAR_PLACE: Final = 2**31 - 1


@dataclass(frozen=True)
class Order:
    """What rows are ordered by, first to last; the id settles what is left. No column of it may be null."""

    columns: tuple[Combinable, ...]
    descending: bool = False


@dataclass(frozen=True)
class Place:
    """Where a row stands in an order: its id and what it is ordered by, in print."""

    id: UUID
    key: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """The places of one page, in order. `began` is the place it was asked to start after, as found today."""

    places: tuple[Place, ...]
    began: Place | None = None
    has_more: bool = False

    @property
    def ids(self) -> tuple[UUID, ...]:
        """Return the ids of its rows, in order."""
        return tuple(place.id for place in self.places)

    @property
    def ended(self) -> Place | None:
        """Return the place of its last row; None where nothing follows."""
        return self.places[-1] if self.has_more else None


@dataclass(frozen=True)
class Cut:
    """Which page is asked for: how it is ordered, after which row, and how many rows at most."""

    order: str
    limit: int
    after: UUID | None = None


def column(path: str) -> Combinable:
    """Return a column that is never null."""
    return F(path)


def dates(path: str) -> Combinable:
    """Return a column of dates; none comes last."""
    return Coalesce(F(path), Value(FAR_DATE), output_field=DateField())


def places(path: str) -> Combinable:
    """Return a column of whole numbers; none comes last."""
    return Coalesce(F(path), Value(FAR_PLACE), output_field=IntegerField())


def orders(**named: tuple[Combinable, ...]) -> Mapping[str, Order]:
    """Return the orders a list can be asked for: each name, and -name for its reverse."""
    return {
        name: order
        for plain, columns in named.items()
        for name, order in ((plain, Order(columns)), (f"-{plain}", Order(columns, descending=True)))
    }


def asked_for(**wanted: Any) -> Q:
    """Return the filter of what is asked for, path by path; None asks for nothing."""
    return Q(**{path: value for path, value in wanted.items() if value is not None})


def page_of(rows: QuerySet[Any], *, order: Order, cut: Cut) -> Page:
    """Return one page of these rows. Where the row to start after is gone, `began` is None and so is the page."""
    names = [f"order_{n}" for n in range(len(order.columns))]
    columns = dict(zip(names, order.columns, strict=True))
    began, after = None, Q()
    if cut.after is not None:
        everything = rows.model._base_manager.annotate(**columns)
        values = everything.filter(pk=cut.after).values_list(*names, "pk").first()
        if values is None:
            return Page(())
        began = _place(values)
        after = _after([*names, "pk"], values, descending=order.descending)
    sign = "-" if order.descending else ""
    ordered = rows.annotate(**columns).filter(after).order_by(*(f"{sign}{name}" for name in (*names, "pk")))
    found = list(ordered.values_list(*names, "pk")[: cut.limit + 1])
    places = tuple(_place(values) for values in found[: cut.limit])
    return Page(places, began, has_more=len(found) > cut.limit)


def _place(values: tuple[Any, ...]) -> Place:
    return Place(values[-1], tuple(str(value) for value in values[:-1]))


def _after(names: list[str], values: tuple[Any, ...], *, descending: bool) -> Q:
    """Return what lies beyond these values: further in the first column, or equal there and further in the next."""
    step = "lt" if descending else "gt"
    beyond, equal = Q(pk__in=[]), Q()
    for name, value in zip(names, values, strict=True):
        beyond |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    return beyond
