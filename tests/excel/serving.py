"""Serve the add-in from a store on a free port of this machine, and stop it whatever happens."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from excel_addin import server, session
from excel_addin.certificate import Held
from excel_addin.tls import Tls
from kpi_store.config import settings
from tests.excel.client import TODAY, Served


@contextmanager
def serving(
    store: object, certificate: Held | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """The add-in answering from *store* on the day of the November paper."""
    before = session._Process.session
    running, bound = server.make_server(
        settings({**(environment or {}), "KPI_DATABASE_URL": "unused"}),
        store,
        today=lambda: TODAY,
        port=0,
        secured=Tls(certificate.server) if certificate else None,
        environment=environment or {},
    )
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        while not running.started and thread.is_alive():
            time.sleep(0.01)
        yield Served(bound.getsockname()[1], certificate.authority if certificate else None)
    finally:
        running.should_exit = True
        thread.join(timeout=30)
        bound.close()
        session._Process.session = before  # that of the server that the other tests ask
