"""Say under which licence xlwings runs, and start it only with a key it accepts.

xlwings-server is licensed under PolyForm Noncommercial 1.0.0 or a paid plan. Without a key it is
started under the first, whose terms name who may use it so.
"""

NONCOMMERCIAL = "noncommercial"
NOTICE = (
    "xlwings runs under PolyForm Noncommercial 1.0.0: government institutions, charities, schools "
    "and public research, safety, health and environmental bodies may use it so; "
    "anyone else sets XLWINGS_LICENSE_KEY to a key from xlwings.org."
)


def key(configured: str | None) -> str:
    """The key to start xlwings with: the council's own, else the noncommercial one."""
    return configured or NONCOMMERCIAL


def notice(configured: str | None) -> str:
    """The one line to print at every start, '' where a paid key is configured."""
    return NOTICE if key(configured) == NONCOMMERCIAL else ""
