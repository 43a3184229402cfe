"""Write frozen domain values as JSON and read them back, exactly as they were.

For what is stored and read only whole: editions, listings, links, alerts. How a class is read is
worked out once from its declared types. A field that a payload lacks takes its default, so that
a class may grow; a Decimal travels as text and keeps its decimals.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kpi_store.domain.period import Period

T = TypeVar("T")
Read = Callable[[Any], Any]


def dumps(value: object) -> str:
    """*value* as JSON text; fields whose names begin with '_' are left out."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def plain(value: object) -> object:
    """*value* as dicts, lists, strings and numbers."""
    match value:
        case Period():
            return value.code
        case Enum():
            return value.value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return [plain(one) for one in value]
        case dict():
            return {key: plain(one) for key, one in value.items()}
    if is_dataclass(value):
        return {
            one.name: plain(getattr(value, one.name))
            for one in fields(value)
            if not one.name.startswith("_")
        }
    return value


def loads(kind: type[T], text: str) -> T:
    """The *kind* that `dumps` wrote as *text*."""
    declared: Any = kind
    value: T = reader(declared)(json.loads(text))
    return value


@cache
def reader(kind: Any) -> Read:
    """How a value of the declared type *kind* is read from what JSON gives."""
    if kind is Decimal:
        return Decimal
    if kind is date:
        return date.fromisoformat
    if kind is Period:
        return Period.of
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {one.value: one for one in kind}.__getitem__
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _maybe(reader(next(one for one in arguments if one is not NoneType)))
    if origin is tuple:
        return _all(arguments)
    if is_dataclass(origin or kind):
        return _dataclass(origin or kind, arguments)
    return _as_is


def _as_is(value: Any) -> Any:
    return value


def _maybe(read: Read) -> Read:
    if read is _as_is:
        return read
    return lambda value: None if value is None else read(value)


def _all(arguments: tuple[Any, ...]) -> Read:
    if arguments[1:] == (Ellipsis,):
        one = reader(arguments[0])
        return tuple if one is _as_is else lambda values: tuple([one(value) for value in values])
    readers = tuple(reader(each) for each in arguments)
    return lambda values: tuple(read(value) for read, value in zip(readers, values, strict=True))


def _dataclass(kind: Any, arguments: tuple[Any, ...]) -> Read:
    """Reads a dataclass; *arguments* stand in for its type variables, in order."""
    stands_for = dict(zip(getattr(kind, "__parameters__", ()), arguments, strict=True))
    hints = get_type_hints(kind)
    readers = {
        one.name: reader(stands_for.get(hints[one.name], hints[one.name]))
        for one in fields(kind)
        if not one.name.startswith("_")
    }
    to_convert = tuple((name, read) for name, read in readers.items() if read is not _as_is)

    def read(values: dict[str, Any]) -> Any:
        for name, convert in to_convert:
            if name in values:
                values[name] = convert(values[name])
        return kind(**values)

    return read
