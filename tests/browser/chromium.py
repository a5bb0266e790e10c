"""Finds a Chromium on this machine: CHROMIUM_PATH, the system's, Playwright's own."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "No Chromium here: apt-get install chromium, or .venv/bin/playwright install chromium, or set CHROMIUM_PATH"


def find(environment: Mapping[str, str] = os.environ) -> str | None:
    """The path of a browser, or None."""
    named = environment.get("CHROMIUM_PATH")
    if named:
        return named if os.access(named, os.X_OK) else None
    return _of_the_system(environment) or _of_playwright(environment)


def _of_the_system(environment: Mapping[str, str]) -> str | None:
    paths = f"{environment.get('PATH', '')}:/usr/bin:/snap/bin"
    return next((found for name in NAMES if (found := shutil.which(name, path=paths))), None)


def _of_playwright(environment: Mapping[str, str]) -> str | None:
    home = Path(environment.get("HOME", "/nonexistent"))
    places = [
        environment.get("PLAYWRIGHT_BROWSERS_PATH"),
        home / ".cache/ms-playwright",
        home / "Library/Caches/ms-playwright",
    ]
    for place in filter(None, places):
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"):
            found = sorted(Path(place).glob(pattern))
            if found:
                return str(found[-1])
    return None
