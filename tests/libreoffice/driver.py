"""Ask a running LibreOffice to work out formulas and to print a workbook; JSON in, JSON out.

Runs in Debian's own Python, which knows UNO. Input: `pipe`, and either `formulas` (a list) or
`workbook`, `cells` (address -> formula to be entered anew) and `pdf`.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

TRIES, PAUSE = 300, 0.1  # half a minute for LibreOffice to start


def main():
    asked = json.load(sys.stdin)
    desktop = connected(asked["pipe"])
    if "formulas" in asked:
        book = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden())
        cells = [book.Sheets[0].getCellByPosition(0, row) for row in range(len(asked["formulas"]))]
        for cell, formula in zip(cells, asked["formulas"], strict=True):
            cell.setFormula(formula)
        told = [said(cell) for cell in cells]
    else:
        url = uno.systemPathToFileUrl(asked["workbook"])
        book = desktop.loadComponentFromURL(url, "_blank", 0, hidden())
        book.enableAutomaticCalculation(False)  # each cell asks once, and not before all are in
        sheet, told = book.Sheets[0], {}
        for address, formula in asked["cells"].items():
            cell = sheet.getCellRangeByName(address)
            cell.setArrayFormula("")  # a cell of an array cannot be changed
            cell.getCellByPosition(0, 0).setFormula(formula)
        book.calculateAll()
        for address in asked["cells"]:
            told[address] = said(sheet.getCellRangeByName(address).getCellByPosition(0, 0))
        pdf = (PropertyValue("FilterName", 0, "calc_pdf_Export", 0),)
        book.storeToURL(uno.systemPathToFileUrl(asked["pdf"]), pdf)
    book.close(True)
    json.dump(told, sys.stdout)


def connected(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance(
        "com.sun.star.bridge.UnoUrlResolver"
    )
    for _ in range(TRIES):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(PAUSE)
        else:
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    raise SystemExit("LibreOffice did not start.")


def hidden():
    return (PropertyValue("Hidden", 0, True, 0),)


def said(cell):
    """A number as a number, else what the cell shows: text, '#N/A', 'Err:502'."""
    if cell.getError() or cell.FormulaResultType2 != 1:  # com.sun.star.sheet.FormulaResult.VALUE
        return cell.String
    return cell.Value


main()
