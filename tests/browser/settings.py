"""The settings of production, plus a header that names the templates of each answer, and the pages of `urls.py`."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OF_PRODUCTION

MIDDLEWARE = ["tests.browser.witness.Witness", *OF_PRODUCTION]
ROOT_URLCONF = "tests.browser.urls"
