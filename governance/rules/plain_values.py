"""Frozen dataclasses to JSON values and back, exactly: by the types their fields declare.

Amounts are strings of the Decimal, dates and moments ISO 8601, tuples lists. Reading passes over names this version
does not know and takes the default of those that were not stored, so that what was frozen long ago still reads.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")
_READ: Mapping[type, Any] = {
    UUID: UUID,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def to_plain(value: Any) -> Any:
    """Return a value as JSON has it. Raises TypeError for one that JSON cannot hold exactly."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a {type(value).__name__} is not frozen: {value!r}")


def from_plain(kind: type[T], stored: Mapping[str, Any]) -> T:
    """Return a stored dataclass of this kind. Raises TypeError where a field without a default is missing."""
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _read(hints[name], given) for name, given in stored.items() if name in hints})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, stored: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if stored is None:
            return None
        return _read(next(one for one in get_args(hint) if one is not NoneType), stored)
    if origin is tuple:
        parts = get_args(hint)
        kinds = parts[:1] * len(stored) if parts[-1] is Ellipsis else parts
        return tuple(_read(one, given) for one, given in zip(kinds, stored, strict=True))
    if is_dataclass(hint):
        return from_plain(hint, stored)  # type: ignore[arg-type]
    read = _READ.get(hint)
    return stored if read is None else read(stored)
