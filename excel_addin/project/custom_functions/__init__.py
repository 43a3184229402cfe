"""What Excel offers to type: xlwings-server serves every function found here."""

from excel_addin.functions import KPI

__all__ = ["KPI"]
