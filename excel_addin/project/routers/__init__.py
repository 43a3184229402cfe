"""The add-in's own routes beside those of xlwings-server."""
