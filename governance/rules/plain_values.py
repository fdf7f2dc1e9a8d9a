"""Frozen dataclasses to JSON values and back, exactly: by the types their fields declare.

Amounts are strings of the Decimal, dates and moments ISO 8601, tuples lists. Reading passes over names this version
does not know and takes the default of those that were not stored, so that what was frozen long ago still reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")
_AS_IT_IS: Final = frozenset({str, bool, int})
_READ: Final[Mapping[Any, Callable[[Any], Any]]] = {
    UUID: UUID,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def to_plain(value: Any) -> Any:
    """Return a value as JSON has it. Raises TypeError for one that JSON cannot hold exactly."""
    kind = type(value)
    if value is None or kind in _AS_IT_IS:
        return value
    if kind is tuple:
        return [to_plain(one) for one in value]
    if kind in (UUID, Decimal):
        return str(value)
    if kind in (date, datetime):
        return value.isoformat()
    if is_dataclass(kind):
        return {name: to_plain(getattr(value, name)) for name in _names(kind)}
    raise TypeError(f"a {kind.__name__} is not frozen: {value!r}")


def from_plain(kind: type[T], stored: Mapping[str, Any]) -> T:
    """Return a stored dataclass of this kind. Raises TypeError where a field without a default is missing."""
    made: T = _reader(cast(Hashable, kind))(stored)
    return made


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]


@cache
def _reader(hint: Hashable) -> Callable[[Any], Any]:
    """Return what reads a stored value of a declared type; made once for each."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = _reader(next(one for one in get_args(hint) if one is not NoneType))
        return lambda stored: None if stored is None else inner(stored)
    if origin is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            every = _reader(parts[0])
            return lambda stored: tuple(map(every, stored))
        each = [_reader(one) for one in parts]
        return lambda stored: tuple(read(given) for read, given in zip(each, stored, strict=True))
    if is_dataclass(hint):
        return _dataclass_reader(hint)
    return _READ.get(hint, _same)


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}

    def read(stored: Mapping[str, Any]) -> Any:
        return kind(**{name: readers[name](given) for name, given in stored.items() if name in readers})

    return read


def _same(stored: Any) -> Any:
    return stored
