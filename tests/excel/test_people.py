"""Who is asking, and what they may do: at the machine, signed in, or with no role at all."""

import getpass

import pytest
from starlette.requests import Request

from excel_addin import session
from excel_addin.people import person_of
from kpi_store.config import settings
from kpi_store.domain.audience import Role

TENANT = "66666666-7777-8888-9999-000000000000"
TOLD = {
    "KPI_EDITORS": "Ann@council.example, cy@council.example",
    "KPI_APPROVERS": "bo@council.example",
}


@pytest.fixture
def reached(served, monkeypatch):
    """Opens the session of an add-in that people reach so; needs xlwings, hence the server."""
    from xlwings_server.models import User

    def reach(alone=False, **claims):
        opened = session.Session(None, None, settings(TOLD), alone=alone, tenant=TENANT)
        monkeypatch.setattr(session._Process, "session", opened)
        return person_of(Request({"type": "http"}), User(claims=claims))

    return reach


def test_at_the_store_s_own_machine_the_person_may_do_everything(reached):
    person = reached(alone=True)
    assert (person.name, person.at_machine) == (getpass.getuser(), True)
    assert all(person.may(role) for role in Role)


@pytest.mark.parametrize(
    ("claims", "may"),
    [
        ({"preferred_username": "ANN@council.example"}, {Role.READER, Role.EDITOR}),
        ({"preferred_username": "bo@council.example"}, set(Role) - {Role.ADMIN}),
        ({"preferred_username": "di@council.example"}, set()),
        (
            {"preferred_username": "di@council.example", "roles": ["Approver", "Payroll"]},
            set(Role) - {Role.ADMIN},
        ),
        ({"oid": "1", "roles": ["admin"]}, set(Role)),
        ({}, set()),
    ],
)
def test_who_signed_in_has_the_roles_of_the_token_and_of_the_settings(reached, claims, may):
    person = reached(tid=TENANT, **claims)
    assert {role for role in Role if person.may(role)} == may
    assert not person.at_machine


@pytest.mark.parametrize("tenant", [{}, {"tid": "another directory"}])
def test_a_person_of_another_directory_has_no_role_whatever_their_token_says(reached, tenant):
    person = reached(preferred_username="bo@council.example", roles=["admin"], **tenant)
    assert person.name == "bo@council.example"
    assert not any(person.may(role) for role in Role)
