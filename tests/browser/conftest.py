"""How the browser tests get their browser. Without one they are skipped, or fail where CI=true."""

import os
from pathlib import Path

import pytest

from tests.browser import chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium of this machine, quiet and, as root, without its sandbox."""
    path = chromium.find()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(chromium.ADVICE, pytrace=False)
    if path is None:
        pytest.skip(chromium.ADVICE)
    switches = ["--disable-background-networking"]
    if os.geteuid() == 0:
        switches.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": path, "args": switches}
