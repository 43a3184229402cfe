"""When live formulas are worked out again: a new day, a store that goes or comes back."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import date

from excel_addin import session
from excel_addin.session import Session
from excel_addin.watch import Watch
from kpi_store.database import Database
from kpi_store.store import Store
from tests.store.building import add, figure

NOWHERE = "postgresql://clerk@127.0.0.1:1/kpi"


def told_after(monkeypatch, opened, *acts):
    """How often somebody who watches is told, when each act waits until the one before is told."""

    def open_anew(one):
        monkeypatch.setattr(session._Process, "session", one)

    async def watched():
        told = 0
        open_anew(opened)
        watch = Watch()
        async with aclosing(watch.changes()) as changes:
            for act in (None, None, *acts):  # at once, and when it has looked for the first time
                if act:
                    act(open_anew)
                await asyncio.wait_for(anext(changes), 30)
                told += 1
        assert watch._looking is None, "nobody waits, and it still looks"
        return told

    with ThreadPoolExecutor(1) as pool:  # a browser of other tests may hold this thread's loop
        return pool.submit(asyncio.run, watched()).result()


def test_a_new_day_and_a_new_figure_are_told(empty_store, monkeypatch):
    days = [date(2019, 11, 6)]
    opened = Session(empty_store, lambda: days[-1])
    acts = (
        lambda _: days.append(date(2019, 11, 7)),
        lambda _: add(empty_store, figure("31")),
        lambda _: add(empty_store, figure("28", known="2019-11-06")),
    )
    assert told_after(monkeypatch, opened, *acts) == 2 + len(acts)


def test_a_store_that_goes_is_told_and_so_is_its_return(empty_store, monkeypatch):
    here = Session(empty_store, lambda: date(2019, 11, 6))
    gone = Session(Store(Database.named(NOWHERE)), here.today)
    acts = (lambda open_anew: open_anew(gone), lambda open_anew: open_anew(here))
    assert told_after(monkeypatch, here, *acts) == 2 + len(acts)
