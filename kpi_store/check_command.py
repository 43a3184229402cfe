"""Print what a check of the specs folder has to say, and whether the folder may be used."""

import typer

from kpi_store.checking import check
from kpi_store.config import specs_folder
from kpi_store.spec_files import schemas
from kpi_store.terminal import print_json


def check_specs(*, as_json: bool, write_schemas: bool) -> bool:
    """Print the report; True when there are no problems. The schemas are written first."""
    folder = specs_folder()
    for name, text in schemas().items() if write_schemas else ():
        (folder / name).write_text(text, encoding="utf-8")
    report = check(folder)
    if as_json:
        print_json(report)
    else:
        for line in report.lines():
            typer.echo(line)
    return report.sound
