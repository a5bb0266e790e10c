"""What every proof does: it shows its figures, also when it passes."""

import sys
from collections.abc import Callable

import pytest

Figures = Callable[[str], None]


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> Figures:
    """Writes a line of figures to the terminal."""

    def write(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n  {line}\n")

    return write
