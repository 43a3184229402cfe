"""What LibreOffice's own Python runs is no test, and knows modules that ours does not."""

collect_ignore = ["driver.py", "extension"]
