"""No scripts: nothing of the add-in writes into a workbook yet."""
