"""Debian's Chromium, and how Excel opens the add-in's page in it."""

import shutil

import pytest

HOST = "_host_Info=Excel$Win32$16.01$en-GB"  # what Excel adds to the task pane's address
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: install Debian's chromium, as .ci/run does"
)

# What the page is drawn from is tested on both databases (test_page_data.py); how, on one.
page_marks = [
    needs_chromium,
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("only_the_papers"),
]
