"""Where the add-in may listen, who must sign in, and what it says at the start."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from excel_addin import binding, licence, server
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting

ENTRA = {
    "XLWINGS_AUTH_PROVIDERS": '["entraid"]',
    "XLWINGS_AUTH_ENTRAID_CLIENT_ID": "11111111-2222-3333-4444-555555555555",
    "XLWINGS_AUTH_ENTRAID_TENANT_ID": "66666666-7777-8888-9999-000000000000",
}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_this_machine_may_always_be_served(host):
    binding.check_host(host, None)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.20", "kpis.example.gov.uk"])
def test_other_machines_are_served_only_with_sign_in(host):
    with pytest.raises(BadSetting, match="sign-in is not configured"):
        binding.check_host(host, None)
    binding.check_host(host, binding.sign_in(ENTRA))


def test_the_server_does_not_start_where_it_may_not_listen(store):
    with pytest.raises(BadSetting, match="sign-in is not configured"):
        server.make_server(
            Settings("unused"), store, today=None, host="0.0.0.0", port=0, environment={}
        )


def test_a_port_in_use_is_said(store):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting, match=f"{port} on 127.0.0.1 cannot be used"):
            server.make_server(Settings("unused"), store, today=None, port=port, environment={})


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({"XLWINGS_AUTH_PROVIDERS": "entraid"}, "XLWINGS_AUTH_PROVIDERS is 'entraid'"),
        ({"XLWINGS_AUTH_PROVIDERS": '["custom"]'}, "XLWINGS_AUTH_PROVIDERS is"),
        ({"XLWINGS_AUTH_PROVIDERS": '["entraid"]'}, "XLWINGS_AUTH_ENTRAID_CLIENT_ID is missing"),
        ({**ENTRA, "XLWINGS_AUTH_ENTRAID_TENANT_ID": "ours"}, "XLWINGS_AUTH_ENTRAID_TENANT_ID is"),
    ],
)
def test_sign_in_half_configured_is_refused(environment, fault):
    with pytest.raises(BadSetting, match=fault):
        binding.sign_in(environment)


def test_no_sign_in_is_no_sign_in():
    assert binding.sign_in({}) is None
    assert binding.sign_in({"XLWINGS_AUTH_PROVIDERS": "[]"}) is None


# Started in a process of its own, because xlwings keeps what it reads at import

STARTED = """
import json, sys
from datetime import date
from excel_addin import server
from kpi_store.config import Settings
from kpi_store.domain.errors import KpiError

key, host, environment = json.loads(sys.argv[1])
settings = Settings("unused", xlwings_license_key=key)
try:
    running, bound = server.make_server(
        settings, object(), today=date.today, host=host, port=0, environment=environment
    )
except KpiError as refusal:
    sys.exit(str(refusal))
print(*server.greeting(settings, bound), sep="\\n")
"""


def started(key, host, environment, then=""):
    clean = {name: one for name, one in os.environ.items() if not name.startswith("XLWINGS")}
    return subprocess.run(
        [sys.executable, "-c", STARTED + then, json.dumps([key, host, environment])],
        capture_output=True,
        text=True,
        env={**clean, "PYTHONPATH": str(Path.cwd())},
        timeout=60,
        check=False,
    )


def test_without_a_key_one_line_says_who_may_use_it_so():
    run = started(None, "127.0.0.1", {})
    first, plain, second = run.stdout.splitlines()
    assert first.startswith("The Excel add-in is at http://127.0.0.1:")
    assert "kpi certificate" in plain
    assert second == licence.NOTICE
    assert "PolyForm Noncommercial" in second
    assert "government institutions" in second
    assert "XLWINGS_LICENSE_KEY" in second


def test_a_key_that_xlwings_does_not_accept_is_a_sentence():
    run = started("not-a-key", "127.0.0.1", {})
    assert run.returncode == 1
    assert run.stderr.startswith("XLWINGS_LICENSE_KEY is not accepted")
    assert "Traceback" not in run.stderr


def test_the_machine_s_own_settings_do_not_change_the_name_that_is_typed():
    run = started(
        None,
        "127.0.0.1",
        {"XLWINGS_ENVIRONMENT": "dev"},
        then=(
            "from xlwings_server.config import settings as known\n"
            "print(known.environment, repr(known.functions_namespace), known.cors_allow_origins)\n"
        ),
    )
    assert run.stdout.splitlines()[-1] == "prod '' []"


def test_with_sign_in_it_listens_elsewhere_and_a_call_without_a_token_is_turned_away():
    run = started(
        None,
        "0.0.0.0",
        ENTRA,
        then="""
import http.client, threading, time
thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]})
thread.start()
while not running.started:
    time.sleep(0.01)
for path, call in (
    ("/xlwings/custom-functions-call", {"func_name": "KPI", "args": [2]}),
    ("/kpi/batch", {"calls": [{"func_name": "KPI", "args": [2]}]}),
):
    line = http.client.HTTPConnection("127.0.0.1", bound.getsockname()[1], timeout=20)
    line.request("POST", path, json.dumps(call), {"Content-Type": "application/json"})
    print(line.getresponse().status)
    line.close()
for token in (None, "Bearer", "Bearer x", "bearer a.b", "Bearer a.b.c d", "Bearer a.\\xe9.c"):
    line = http.client.HTTPConnection("127.0.0.1", bound.getsockname()[1], timeout=20)
    line.request("GET", "/kpi/api/index", headers={"Authorization": token} if token else {})
    print(line.getresponse().status)
    line.close()
running.should_exit = True
thread.join()
""",
    )
    assert run.stdout.splitlines()[-8:] == ["401"] * 8, run.stderr


def test_a_sign_in_that_microsoft_cannot_be_asked_about_is_said_and_no_fault_of_ours():
    run = started(
        None,
        "127.0.0.1",
        {**ENTRA, "HTTPS_PROXY": "http://127.0.0.1:9"},  # where nobody listens
        then="""
import base64, http.client, threading, time
thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]})
thread.start()
while not running.started:
    time.sleep(0.01)
parts = ({"alg": "RS256", "kid": "1", "typ": "JWT"}, {"ver": "2.0"}, "signature")
token = ".".join(
    base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts
)
line = http.client.HTTPConnection("localhost", bound.getsockname()[1], timeout=20)
line.request("GET", "/kpi/api/index", headers={"Authorization": f"Bearer {token}"})
reply = line.getresponse()
print(reply.status, reply.read().decode())
line.close()
running.should_exit = True
thread.join()
""",
    )
    said = run.stdout.splitlines()[-1]
    assert said.startswith("503 "), run.stderr
    assert "Microsoft's sign-in cannot be reached" in said
