"""Makes the demo's database ready in one process: tables, then people and ideas.

Progress goes to stderr, the sign-ins to stdout, one a line: role, login, password, parted by tabs. Owns nothing of
what the demo holds; the command `demo_data` does.
"""

import os
import sys
from contextlib import redirect_stdout

import django
from django.core.management import call_command, get_commands


def main() -> None:
    """Bring the tables up to date, fill or shift the demo, and say how to sign in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with redirect_stdout(sys.stderr):
        print("Preparing the tables", flush=True)
        call_command("migrate", verbosity=0)
        if "demo_data" not in get_commands():
            print("There is no command demo_data in this clone: the demo starts empty", flush=True)
            return
        print("Filling the company with people and ideas (the first time takes a little longer)", flush=True)
        call_command("demo_data", shift=True)
        call_command("check", databases=["default"])
    call_command("demo_data", sign_ins=True)


if __name__ == "__main__":
    main()
