"""Read the specs folder: every file checked whole, every problem reported at once.

A problem is one sentence, 'file: code: key: what is wrong'. Nothing of a folder with a problem is
used. How the files are written is specs.py; what must agree between them is spec_checks.py.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from kpi_store.config import specs_digest
from kpi_store.domain.area import Area
from kpi_store.domain.errors import BadSpec
from kpi_store.domain.indicator import Edition
from kpi_store.domain.paper import Paper
from kpi_store.layout_specs import Layout, LayoutsSpec
from kpi_store.papers import Papers
from kpi_store.publication_checks import publication_problems
from kpi_store.publication_specs import PublicationSpec
from kpi_store.spec_checks import catalogue_problems
from kpi_store.spec_reading import areas_of, editions_of
from kpi_store.specs import CatalogueSpec, Strict

CATALOGUE = "indicators.json"
PUBLICATIONS = "publications"
PAPERS = "papers"

Json = Any  # what json.loads returns, before a model has checked it
Model = TypeVar("Model", bound=Strict)


@dataclass(frozen=True)
class Specs:
    """The whole of a specs folder; `digest` tells it from any other (config.py)."""

    catalogue: CatalogueSpec
    publications: tuple[PublicationSpec, ...]
    editions: dict[str, Edition]
    areas: dict[str, Area]
    digest: str

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The publications as a question can name them."""
        return tuple(
            Paper(one.code, one.title, one.edition, one.paper, one.date, tuple(one.aliases))
            for one in self.publications
        )


class _NotJsonError(Exception):
    """A file is not JSON as the specs need it; says the line and what is wrong."""


def load(folder: Path) -> Specs:
    """Return the specs of *folder*; raises BadSpec with every problem of every file."""
    problems: list[str] = []
    catalogue = _read(folder / CATALOGUE, CATALOGUE, CatalogueSpec, problems)
    files = sorted((folder / PUBLICATIONS).glob("*.json"))
    publications: dict[str, PublicationSpec] = {}
    for file in files:
        name = f"{PUBLICATIONS}/{file.name}"
        if publication := _read(file, name, PublicationSpec, problems):
            publications[name] = publication
    if catalogue is not None:
        papers = Papers.read(folder / PAPERS, catalogue)
        problems += [f"{CATALOGUE}: {one}" for one in catalogue_problems(catalogue, papers)]
        seen: dict[str, str] = {}
        called: dict[tuple[str, str], str] = {}
        for name, publication in publications.items():
            found = publication_problems(publication, catalogue, papers)
            problems += [f"{name}: {one}" for one in found]
            if (earlier := seen.setdefault(publication.code, name)) != name:
                problems.append(f"{name}: {publication.code}: code: is also {earlier}'s")
            for alias in publication.aliases:
                key = (publication.edition, alias.casefold())
                if (earlier := called.setdefault(key, name)) != name:
                    where = f"{name}: {publication.code}: aliases"
                    problems.append(f"{where}: '{alias}' is also {earlier}'s")
    if problems or catalogue is None:
        raise BadSpec(problems)
    return Specs(
        catalogue=catalogue,
        publications=tuple(publications.values()),
        editions=editions_of(catalogue),
        areas=areas_of(catalogue.areas),
        digest=specs_digest(folder),
    )


def layout_of(folder: Path, edition: str) -> Layout | None:
    """The layout of *edition* in the folder's layouts.json; None where it has none.

    Raises BadSpec with every problem of the file.
    """
    file, problems = folder / "layouts.json", list[str]()
    if not file.exists():
        return None
    layouts = _read(file, file.name, LayoutsSpec, problems)
    if layouts is None:
        raise BadSpec(problems)
    return layouts.of(edition)


def schemas() -> dict[str, str]:
    """The JSON schemas an editor completes and checks the spec files by, by their file name."""
    models: dict[str, type[Strict]] = {
        "indicators.schema.json": CatalogueSpec,
        "layouts.schema.json": LayoutsSpec,
        "publication.schema.json": PublicationSpec,
    }
    return {
        name: json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, model in models.items()
    }


def _read(file: Path, name: str, model: type[Model], problems: list[str]) -> Model | None:
    """The checked content of *file*; its problems are added to *problems*."""
    try:
        raw = _json(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{name}: the file is missing")
    except (OSError, UnicodeDecodeError) as fault:
        problems.append(f"{name}: the file cannot be read: {fault}")
    except _NotJsonError as fault:
        problems.append(f"{name}: {fault}")
    else:
        try:
            return model.model_validate(raw)
        except ValidationError as fault:
            problems += [f"{name}: {_sentence(one, raw)}" for one in fault.errors()]
    return None


def _json(text: str) -> Json:
    """*text* as JSON with Decimal numbers; a key written twice is refused, and so is NaN."""
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_no_twins
        )
    except json.JSONDecodeError as fault:
        raise _NotJsonError(f"line {fault.lineno}: it is not JSON: {fault.msg}") from fault
    except RecursionError as fault:
        raise _NotJsonError("it is nested too deeply") from fault


def _no_number(words: str) -> Json:
    raise _NotJsonError(f"{words} is not a number")


def _no_twins(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        where = next((f"{found[k]}: " for k in ("code", "number", "key") if k in found), "")
        raise _NotJsonError(f"{where}{', '.join(twice)}: is written twice")
    return found


def _sentence(fault: Mapping[str, Any], raw: Json) -> str:
    """'merton-2019-20 11: target.kind: Input should be …' for one of pydantic's errors."""
    codes, keys = _where(fault["loc"], raw)
    match fault["type"]:
        case "missing":
            what = "is missing"
        case "extra_forbidden":
            what = "is not a key of the specs"
        case _:
            what = f"{fault['msg']}, not {_short(fault['input'])}"
    return ": ".join(part for part in (codes, keys, what) if part)


def _where(loc: Sequence[str | int], raw: Json) -> tuple[str, str]:
    """The codes and numbers passed on the way down to *loc*, and the keys after the last."""
    codes: list[str] = []
    keys: list[str] = []
    here = raw
    for step in loc:
        keys.append(str(step))
        here = _step(here, step)
        if isinstance(here, dict):
            name = next((here[k] for k in ("code", "number", "short") if _plain(here.get(k))), "")
            if name:
                codes.append(str(name))
                keys = []
    if not codes and isinstance(raw, dict) and _plain(raw.get("code")):
        codes.append(str(raw["code"]))
    return " ".join(codes), ".".join(keys)


def _step(here: Json, step: str | int) -> Json:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _plain(value: Json) -> bool:
    return isinstance(value, str) and bool(value)


def _short(value: Json) -> str:
    said = repr(str(value) if isinstance(value, Decimal) else value)
    return said if len(said) <= 60 else f"{said[:57]}…"
