"""Serve the files that are meant to be served, and no others."""

from starlette.staticfiles import StaticFiles


class OwnFilesFirst(StaticFiles):
    """Serves the project's static files, then xlwings-server's, and nothing outside the two.

    In place of xlwings-server's own class, which joins paths unchecked.
    """

    def __init__(self, *folders: str) -> None:
        super().__init__(directory=folders[0])
        self.all_directories = list(folders)
