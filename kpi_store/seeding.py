"""Bring the store up to the specs: whole on first use, as dated changes afterwards.

The papers' own dates count: what a paper prints is known from the day it carries. What changes in
the specs later is known from the day it is applied; rows already held stay as they are.
"""

from datetime import date, datetime

from kpi_store.announcing import announce
from kpi_store.defining import define
from kpi_store.domain.errors import BadSpec
from kpi_store.paper_alerts import add_news
from kpi_store.paper_figures import Figures
from kpi_store.paper_words import add_words
from kpi_store.rereading import rate_again, read_again
from kpi_store.rows import ALWAYS
from kpi_store.spec_files import Specs
from kpi_store.store import Store
from kpi_store.subscriptions import heard_by
from kpi_store.writing import insert

SEEDED = insert("seeded", ("seq", "digest", "today", "applied_at"))
LAST = "select digest from seeded order by seq desc limit 1"


def seed(store: Store, specs: Specs, *, today: date, now: datetime, channel: str = "") -> bool:
    """Apply *specs* in one transaction; returns whether there was anything to apply.

    An empty store is filled. Specs that have changed add rows known from *today*; a paper that is
    new adds rows known from its own date, and *channel* and whoever follows it are told what it
    turned red: not when the store is filled, and not when a paper held is read otherwise.
    """
    with store.writing() as writer:
        held = writer.run(LAST).fetchone()
        if held and held[0] == specs.digest:
            return False
        known = today if held else ALWAYS
        again = define(writer, specs, known=known)
        papers = sorted(specs.publications, key=lambda one: (one.date or ALWAYS, one.code))
        for position, paper in enumerate(papers):
            edition = specs.editions.get(paper.edition)
            if edition is None:
                raise BadSpec([f"{paper.code}: edition: no edition is called {paper.edition!r}"])
            figures = Figures(writer, edition, now=now)
            if not add_words(writer, paper, edition, position, known=known):
                read_again(figures, paper, today=today)
            elif held:
                alerts = add_news(figures, paper)
                for place, told in heard_by(writer, alerts, edition, channel=channel).items():
                    announce(writer, told, channel=place, now=now)
            else:
                figures.add_paper(paper)
        for code, keys in again.items():
            rate_again(Figures(writer, specs.editions[code], now=now), keys, today=today)
        day, moment = writer.dialect.day, writer.dialect.moment
        writer.run(SEEDED, (writer.number(), specs.digest, day(today), moment(now)))
    return True
