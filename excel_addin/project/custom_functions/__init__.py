"""What Excel offers to type: xlwings-server serves every function found here."""

from excel_addin.functions import KPI, KPICARD, KPICHANGES, KPIFIND, KPITABLE
from excel_addin.live import KPILIVE

__all__ = ["KPI", "KPICARD", "KPICHANGES", "KPIFIND", "KPILIVE", "KPITABLE"]
