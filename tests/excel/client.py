"""Send requests to the running add-in as Excel's client does, and as no browser would."""

import http.client
import json
import ssl
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

TODAY = date(2019, 11, 6)
CALL = "/xlwings/custom-functions-call"
BATCH = "/kpi/batch"


@dataclass(frozen=True)
class Reply:
    """What came back: `body` is JSON where it is JSON, else text."""

    status: int
    headers: dict[str, str]
    body: object


@dataclass(frozen=True)
class Served:
    """The running add-in; paths are sent exactly as written, as no browser would.

    Over HTTPS only *authority* is trusted, not those that the machine knows.
    """

    port: int
    authority: Path | None = None
    sender: str = "127.0.0.1"  # the address that requests come from

    @property
    def address(self) -> str:
        return f"http{'s' if self.authority else ''}://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        return self._send(method, path, None, headers)

    def post(self, path: str, body: object, **headers: str) -> Reply:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._send("POST", path, data, {"Content-Type": "application/json", **headers})

    def formula(self, *args: object) -> Reply:
        """What the cell of =KPI(...) holds: a number with a unit's format is a number."""
        reply = self.post(CALL, as_sent(*args))
        return replace(reply, body=held(reply.body))

    def cells(self, function: str, *args: object) -> object:
        """What the cells of =function(...) hold, row by row; the sentence where it is refused."""
        reply = self.post(CALL, call(function, *args))
        return held(reply.body)["result"] if reply.status == 200 else reply.body

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Reply:
        with closing(self._line()) as line:
            line.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                line.putheader(name, value)
            if data is not None and "Content-Length" not in headers:
                line.putheader("Content-Length", str(len(data)))
            line.endheaders(data)
            with line.getresponse() as response:
                text = response.read().decode(errors="replace")
                given = {name.lower(): value for name, value in response.getheaders()}
        kind = given.get("content-type", "")
        return Reply(response.status, given, json.loads(text) if "json" in kind else text)

    def _line(self) -> http.client.HTTPConnection:
        if self.authority is None:
            whence = (self.sender, 0)
            return http.client.HTTPConnection("127.0.0.1", self.port, 30, source_address=whence)
        only = ssl.create_default_context(cafile=str(self.authority))
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=only)


def as_sent(*args: object) -> dict[str, object]:
    """The body that xlwings' client in Excel sends for =KPI(...) with these arguments."""
    sent = call("KPI", *args)
    if len(args) > 2:
        sent["args"][2] = args[2]  # the field has a list to choose from, so Excel sends it bare
    return sent


def call(function: str, *args: object) -> dict[str, object]:
    """The same for a function whose arguments are all ranges, even of one cell."""
    return {
        "client": "Office.js",
        "func_name": function,
        "args": [one if isinstance(one, list) or one is None else [[one]] for one in args],
        "caller_address": "[performance-index.xlsx]Index!C5",
        "session_id": "5f0c6a52-0000-4000-8000-000000000000",
        "culture_info_name": "en-GB",
        "date_format": "dd/MM/yyyy",
        "version": "0.37.8",
        "runtime": "1.4",
    }


def held(body: object) -> object:
    """*body* with the numbers that cells hold in the place of the data types that carry them."""
    match body:
        case {"type": "FormattedNumber" | "Double" | "String", "basicValue": value}:
            return value
        case dict():
            return {name: held(one) for name, one in body.items()}
        case list():
            return [held(one) for one in body]
    return body
