"""Say who is asking, and what they may do.

On this machine without sign-in it is the person at it, who holds the store's own file and may do
everything. Where people sign in it is who they signed in as, with the roles that Entra ID gives
them and those of KPI_EDITORS and KPI_APPROVERS; or whom the council's proxy names, with the latter.
"""

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from excel_addin.proxy import PERSON
from excel_addin.session import current
from kpi_store.config import Settings
from kpi_store.domain.audience import Role


@dataclass(frozen=True)
class Person:
    """Somebody with the name they are recorded by, and their roles.

    `at_machine` is the person at the store's own machine, where nobody signs in.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    at_machine: bool = False

    def may(self, role: Role) -> bool:
        """Whether they may do what *role* may."""
        return any(own.covers(role) for own in self.roles)


def person_of(request: Any, current_user: Any) -> Person:
    """Who sent *request*, as xlwings-server has identified the *current_user*.

    Without sign-in the guard has let through only what comes from this machine. A person of
    another directory than the council's has no role, whatever their token says.
    """
    session = current()
    if session.alone:
        return Person(getpass.getuser(), frozenset(Role), at_machine=True)
    if named := request.scope.get(PERSON):  # the guard believed the proxy's header
        return Person(named, _configured(named, session.settings))
    name = current_user.email or current_user.name or current_user.id or ""
    if not session.tenant or current_user.claims.get("tid") != session.tenant:
        return Person(name)
    return Person(name, roles_of(current_user.roles) | _configured(name, session.settings))


def roles_of(words: Iterable[str]) -> frozenset[Role]:
    """The roles among *words*, in any case; what is no role of ours means nothing here."""
    known = {role.value: role for role in Role}
    return frozenset(known[one.lower()] for one in words if one.lower() in known)


def _configured(name: str, settings: Settings | None) -> frozenset[Role]:
    if settings is None:
        return frozenset()
    lists = ((Role.EDITOR, settings.editors), (Role.APPROVER, settings.approvers))
    return frozenset(role for role, names in lists if name.casefold() in names)
