"""The settings of production, plus headers that say how many statements an answer took, and the page of the floor."""

from pathlib import Path
from typing import Any

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OF_PRODUCTION
from config.settings import TEMPLATES as TEMPLATES_OF_PRODUCTION

HERE = Path(__file__).resolve().parent
MIDDLEWARE = ["tests.bench.counting.Counted", *OF_PRODUCTION]
ROOT_URLCONF = "tests.bench.urls"
_engine: dict[str, Any] = TEMPLATES_OF_PRODUCTION[0]
TEMPLATES = [{**_engine, "DIRS": [*_engine["DIRS"], HERE / "templates"]}]
