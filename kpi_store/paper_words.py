"""Write a paper and its words: narrative, rating changes, decisions, gaps and findings."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from kpi_store.defining import STATEMENT, add_findings, paper_finding
from kpi_store.domain.indicator import Edition
from kpi_store.held import Decision, NotReported, Publication, RatingChange
from kpi_store.payload import dumps
from kpi_store.printed import keys_of
from kpi_store.publication_specs import PublicationSpec
from kpi_store.reading import DECISION, NOT_REPORTED, RATING_CHANGE
from kpi_store.rows import ALWAYS, Row, period_of
from kpi_store.store import Writer
from kpi_store.writing import insert

PUBLICATION = insert(
    "publication",
    (
        *("area", "code", "version", "known_from", "position", "edition", "title", "paper"),
        *("dated", "up_to", "aliases"),
    ),
)
NARRATIVE = insert(
    "narrative",
    (
        *("area", "indicator", "seq", "publication", "version", "known_from", "period", "kind"),
        *("text", "line", "officers_only", "why"),
    ),
)
NARRATIVES_OF = """
    select indicator, period, kind, text, line, officers_only, why from narrative
    where area = ? and publication = ? and version = ? order by seq"""
STATEMENTS_OF = """
    select kind, payload from statement
    where area = ? and publication = ? and version = ? and kind <> 'finding' order by seq"""


def add_words(
    writer: Writer,
    publication: PublicationSpec,
    edition: Edition,
    position: int,
    *,
    known: date,
) -> bool:
    """Write the paper and its words where they differ from what is held; True when it is new.

    A new paper's words are known from its own date, changed ones from the day *known*.
    """
    snapshot = writer.snapshot()
    held = next((one for one in snapshot.publications() if one.code == publication.code), None)
    paper = _paper(publication, held.version if held else 1)
    narratives = list(_narratives(publication, edition))
    statements = list(_statements(publication, edition))
    findings = tuple(
        paper_finding(one, edition.code, publication.code) for one in publication.findings
    )
    if held:
        of = (publication.area, publication.code, held.version)
        told = [(*row[:5], bool(row[5]), row[6]) for row in writer.run(NARRATIVES_OF, of)]
        same = held == paper and told == narratives
        same = same and list(map(tuple, writer.run(STATEMENTS_OF, of))) == statements
        mine = [f for f in snapshot.findings(edition.code) if f.publication == publication.code]
        if same and tuple(mine) == findings:
            return False
    version = held.version + 1 if held else 1
    since = known if held else publication.date or ALWAYS
    day = writer.dialect.day
    where = (publication.code, version, day(since))
    writer.run(
        PUBLICATION,
        (
            *(publication.area, *where, position, publication.edition, publication.title),
            *(publication.paper, None if paper.date is None else day(paper.date), paper.up_to),
            json.dumps(paper.aliases, ensure_ascii=False),
        ),
    )
    writer.run_all(
        NARRATIVE,
        [(publication.area, row[0], writer.number(), *where, *row[1:]) for row in narratives],
    )
    writer.run_all(
        STATEMENT,
        [
            (publication.area, kind, writer.number(), *where, edition.code, payload)
            for kind, payload in statements
        ],
    )
    add_findings(writer, findings, publication.area, publication.code, version=version, known=since)
    return held is None


def _paper(spec: PublicationSpec, version: int) -> Publication:
    return Publication(
        code=spec.code,
        title=spec.title,
        area=spec.area,
        edition=spec.edition,
        paper=spec.paper,
        date=spec.date,
        up_to=spec.up_to,
        aliases=tuple(spec.aliases),
        version=version,
    )


def _narratives(publication: PublicationSpec, edition: Edition) -> Iterator[Row]:
    for one in publication.narrative:
        for _, key in keys_of(edition, one.numbers, publication):
            yield key, one.period, one.kind, one.text, one.line, one.officers_only, one.why


def _statements(publication: PublicationSpec, edition: Edition) -> Iterator[tuple[str, str]]:
    paper: dict[str, Any] = {
        "publication": publication.code,
        "title": publication.title,
        "date": publication.date,
        "edition": edition.code,
    }
    for change in publication.rating_changes:
        for number, key in keys_of(edition, change.numbers, publication):
            said = RatingChange(
                **paper,
                indicator=key,
                number=number,
                period=period_of(change.period),
                raw=change.raw,
                old=change.old,
                new=change.new,
                text=change.text,
                line=change.line,
            )
            yield RATING_CHANGE, dumps(said)
    for decision in publication.decisions:
        meant = list(keys_of(edition, decision.numbers, publication))
        decided = Decision(
            **paper,
            indicators=tuple(key for _, key in meant),
            numbers=tuple(decision.numbers),
            text=decision.text,
            decided=decision.decided,
            effective=decision.effective,
            effect=decision.effect,
            line=decision.line,
        )
        yield DECISION, dumps(decided)
    for gap in publication.not_reported:
        for number, key in keys_of(edition, [gap.number], publication):
            missing = NotReported(
                **paper,
                indicator=key,
                number=number,
                period=period_of(gap.period),
                status=gap.status,
                reason=gap.reason,
                raw=gap.raw,
                line=gap.line,
            )
            yield NOT_REPORTED, dumps(missing)
