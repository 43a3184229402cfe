"""Write answers and exports as JSON: dates in ISO form, figures as numbers, what is absent null."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


def to_json(value: object) -> str:
    """Return *value* (dataclasses, tuples, dates, Decimals) as indented JSON text."""
    return json.dumps(plain_data(value), indent=2, ensure_ascii=False)


def plain_data(value: object) -> object:
    """Return *value* as dicts, lists, strings, numbers and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain_data(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain_data(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain_data(one) for one in value]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def number(value: Decimal) -> int | float:
    """*value* as a JSON number: 93 stays whole, 37.0 keeps that it was printed with a decimal."""
    return float(value) if "." in str(value) else int(value)
