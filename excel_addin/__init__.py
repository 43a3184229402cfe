"""Front door 2: the index in Excel, as the worksheet function `=KPI(...)`."""
