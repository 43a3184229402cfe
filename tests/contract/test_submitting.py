"""An officer without the add-in submits a changed workbook by `kpi submit`, and another accepts."""

import json

import pytest

from tests.contract.test_command_line import assert_sentence, kpi
from tests.workbooks import type_into

pytestmark = [
    pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning:openpyxl"),
    # The store is tested on both databases (test_proposals.py); the commands, on one.
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
]


def test_a_changed_workbook_is_previewed_submitted_and_accepted(new_database, seeded_url, tmp_path):
    url, file = new_database(seeded_url), tmp_path / "index.xlsx"
    assert kpi(url, "index", "-o", str(file)).returncode == 0
    type_into(file, {("11", "Sep-19 / Q2"): "45%"})  # typed by this test; the paper prints 20 %

    seen = kpi(url, "submit", str(file), "--preview").stdout
    assert seen.startswith("O21: indicator 11 in Q2 2019/20: 20 % -> 45 %. Rating: Green (publish")
    assert "Alert when accepted: Indicator 11," in seen
    assert_sentence(kpi(url, "submit", str(file)), "Say where the figures come from")
    said = ("--source", "Typed by a test", "--reason", "Recount", "--by", "Ann")
    assert_sentence(kpi(url, "submit", str(file), *said[:2]), "is a correction: say why. O21")
    done = kpi(url, "submit", str(file), *said)
    assert done.stdout.startswith("Proposal 1 waits; nothing is recorded yet."), done
    assert kpi(url, "ask", "indicator 11 in Q2").stdout.startswith("Q2 2019/20: 20 %")

    accepted = kpi(url, "proposals", "accept", "1", "--by", "Bo", "--json")
    told = json.loads(accepted.stdout)["proposal"]
    assert (told["state"], told["submitted"]["by"], told["decided_by"]) == ("accepted", "Ann", "Bo")
    assert kpi(url, "ask", "indicator 11 in Q2").stdout.startswith("Q2 2019/20: 45 %")
    assert "waits" not in kpi(url, "proposals", "show", "1").stdout
    assert_sentence(kpi(url, "proposals", "accept", "9"), "There is no proposal 9")
