"""Say whose figures they are: a council, a region, the nation, or an area the paper never names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """An area that figures belong to; `kind` is council, region, nation or not stated."""

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
