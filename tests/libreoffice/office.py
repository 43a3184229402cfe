"""Run LibreOffice with our function in it, as a user who may do nothing, and stop it again."""

import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SDK = Path("/usr/lib/libreoffice/sdk/bin/unoidl-write")
TYPES = ("/usr/lib/libreoffice/program/types.rdb", "/usr/lib/libreoffice/program/types/offapi.rdb")
PYTHON = "/usr/bin/python3"  # Debian's, which has uno
NOBODY = 65534  # unopkg refuses root
NEVER_ANEW = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>1</value></prop></item></oor:items>"""  # a file shows what it keeps


def lacking() -> str:
    """Why nothing here can run, '' where everything can."""
    programs = ("soffice", "unopkg", "pdftotext", "pdftoppm", "pdfinfo")
    missing = [one for one in programs if shutil.which(one) is None]
    missing += [] if SDK.exists() else ["unoidl-write"]
    uno = subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False)
    missing += [] if uno.returncode == 0 else ["python3-uno"]
    return f"no {', '.join(missing)} here: .ci/run says what to install" if missing else ""


class Office:
    """A running LibreOffice; files for it stand in `folder`."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder = folder
        self._pipe = folder.name
        home = {"HOME": str(folder), "KPI_ADDIN": server, "SAL_USE_VCLPLUGIN": "svp"}
        self._environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **home}
        self._profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def install(self) -> None:
        """Pack the extension, its interface compiled, and add it to the profile."""
        settings = self.folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(NEVER_ANEW)
        packed, compiled = self.folder / "kpi.oxt", self.folder / "kpi.rdb"
        known = [one for one in TYPES if Path(one).exists()]
        subprocess.run([SDK, *known, HERE / "extension" / "kpi.idl", compiled], check=True)
        with zipfile.ZipFile(packed, "w") as oxt:
            oxt.write(compiled, "kpi.rdb")
            for one in ("META-INF/manifest.xml", "CalcAddIns.xcu", "addin.py"):
                oxt.write(HERE / "extension" / one, one)
        self._given()
        self._run(["unopkg", "add", "--suppress-license", str(packed), self._profile])

    def start(self) -> subprocess.Popen[bytes]:
        """Start it without a window; it listens on a pipe of its own."""
        listen = f"--accept=pipe,name={self._pipe};urp;"
        quiet = ["--headless", "--norestore", "--nologo", "--nodefault"]
        command = ["soffice", *quiet, self._profile, listen]
        return subprocess.Popen(command, start_new_session=True, **self._told())

    def formulas(self, formulas: Sequence[str]) -> list[float | str]:
        """What each formula shows in a cell of an empty sheet."""
        return self._drive({"formulas": list(formulas)})

    def printed(self, workbook: Path, cells: Mapping[str, str]) -> tuple[dict, Path]:
        """What the cells show once their formulas are entered anew, and the whole as a PDF."""
        pdf = self.folder / f"{workbook.stem}.pdf"
        copy = self.folder / workbook.name
        shutil.copy(workbook, copy)
        self._given()
        told = {"workbook": str(copy), "cells": dict(cells), "pdf": str(pdf)}
        return self._drive(told), pdf

    def _drive(self, asked: Mapping[str, object]):
        said = json.dumps({"pipe": self._pipe, **asked})
        shutil.copy(HERE / "driver.py", self.folder)
        done = self._run([PYTHON, str(self.folder / "driver.py")], input=said.encode())
        return json.loads(done.stdout)

    def _run(self, command: Sequence[str], **more) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            command, capture_output=True, timeout=240, check=False, **more, **self._told()
        )
        assert done.returncode == 0, done.stderr.decode()
        return done

    def _told(self) -> dict:
        root = os.geteuid() == 0
        someone = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}
        return {"env": self._environment, "cwd": self.folder, **someone}

    def _given(self) -> None:
        """Make all in the folder belong to whom LibreOffice runs as."""
        if os.geteuid() == 0:
            for one in (self.folder, *self.folder.rglob("*")):
                os.chown(one, NOBODY, NOBODY)


@contextmanager
def running(server: str) -> Iterator[Office]:
    """LibreOffice with the function KPI, which asks the add-in at *server* ('127.0.0.1:8000')."""
    folder = Path(tempfile.mkdtemp(prefix="kpi-office-"))  # pytest's own are closed to nobody
    office = Office(folder, server)
    try:
        office.install()
        process = office.start()
        try:
            yield office
        finally:
            os.killpg(process.pid, 15)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder)
