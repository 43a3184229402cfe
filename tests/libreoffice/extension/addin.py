"""Give LibreOffice the function KPI, answered by the running add-in server as Excel's client asks.

Runs inside LibreOffice, in its own Python. KPI_ADDIN says where the server is.
"""

import http.client
import json
import os
from contextlib import closing

import unohelper
from com.sun.star.lang import IllegalArgumentException, XServiceInfo, XServiceName
from uk.kpi import XKpi

SERVICE = "uk.kpi.Functions"
CALL = "/xlwings/custom-functions-call"


class Functions(unohelper.Base, XKpi, XServiceName, XServiceInfo):
    """The one function; LibreOffice makes one of these for all its cells."""

    def __init__(self, context):
        self._server = os.environ["KPI_ADDIN"]

    def kpi(self, indicator, period, field, day, edition):
        """Return the answer to one cell: a number, text, or nothing: #N/A."""
        given = [_grid(one) for one in (indicator, period, field, day, edition)]
        given[2] = given[2] and given[2][0][0]  # Excel sends the field bare: it is chosen of a list
        body = {
            "client": "Office.js",
            "func_name": "KPI",
            "args": given,
            "caller_address": "[index.xlsx]Index!A1",
            "session_id": "5f0c6a52-0000-4000-8000-000000000000",
            "culture_info_name": "en-GB",
            "date_format": "dd/MM/yyyy",
            "version": "0.37.8",
            "runtime": "1.4",
        }
        with closing(http.client.HTTPConnection(self._server, timeout=60)) as line:
            line.request("POST", CALL, json.dumps(body), {"Content-Type": "application/json"})
            reply = line.getresponse()
            text = reply.read().decode()
        if reply.status != 200:
            raise IllegalArgumentException(text, self, 0)  # Err:502, a wrong argument
        shown = json.loads(text)["result"][0][0]
        if isinstance(shown, dict):
            return None if shown["type"] == "Error" else shown["basicValue"]
        return shown

    def getServiceName(self):
        return SERVICE

    def getImplementationName(self):
        return f"{SERVICE}.python"

    def supportsService(self, name):
        return name == SERVICE

    def getSupportedServiceNames(self):
        return (SERVICE,)


def _grid(given):
    """An argument as Excel's client sends it: rows of cells, or None where it is left out."""
    if given is None:
        return None
    rows = given if isinstance(given, tuple) else ((given,),)
    return [[None if one == "" else one for one in row] for row in rows]


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name it is found by
g_ImplementationHelper.addImplementation(Functions, f"{SERVICE}.python", (SERVICE,))
