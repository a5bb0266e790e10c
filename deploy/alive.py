"""Whether this container's web server answers: exit code 0 or 1, for the health check of compose.yaml."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0] or urlsplit(os.environ["SITE_URL"]).hostname or ""
asked = urllib.request.Request(
    f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz", headers={"Host": host}
)
try:
    with urllib.request.urlopen(asked, timeout=4) as answer:
        sys.exit(answer.status != 200)
except OSError as reason:
    sys.exit(str(reason))
