"""Name who reads an answer, and what a person may do.

What each audience is shown is disclosure.py's business.
"""

from enum import StrEnum


class Audience(StrEnum):
    """Who reads, from those who see everything to those who see least."""

    OFFICERS = "officers"  # a channel marked so, or a direct message to somebody with a role
    KEEPERS = "keepers"  # the command line: whoever sits there has the store's own file
    COUNCIL = "council"  # a place that nobody has marked; a worksheet; an exported file
    PUBLIC = "public"  # a channel marked so


class Role(StrEnum):
    """What a person may do; each may do what the ones before it may."""

    READER = "reader"  # reads as an officer where nobody else is listening
    EDITOR = "editor"  # acts on alerts, agrees what a channel is told, proposes figures
    APPROVER = "approver"  # accepts or rejects figures that are proposed
    ADMIN = "admin"  # marks channels and gives roles

    def covers(self, other: "Role") -> bool:
        """Whether who has this role may do what *other* may.

        >>> Role.ADMIN.covers(Role.EDITOR), Role.READER.covers(Role.EDITOR)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(other)
