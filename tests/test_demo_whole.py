"""`make demo` itself, in a copy of the clone: how long it takes, what it prints, how it ends."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from config import embedded
from config.demo import free_port

pytestmark = [pytest.mark.proof, pytest.mark.timeout(400)]

ROOT = Path(__file__).resolve().parent.parent
FIRST, SECOND, ENDING = 60, 10, 30
QUICK = os.environ.get("QUICK") == "1"
SLACK = 3 if QUICK else 1  # a machine that does other things too
WAYS = ["INT"] if QUICK else ["INT", "TERM", "HUP", "KILL"]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of what git would hand out, with the packages of this one."""
    folder = tmp_path_factory.mktemp("clone")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    yield folder
    embedded.lasting_place(folder / ".demo/servers").clear()


class Running:
    """A demo that was started in the background of a script, so with SIGINT ignored."""

    def __init__(self, clone: Path) -> None:
        self.clone, self.port = clone, free_port()
        own = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        own = {name: value for name, value in own.items() if not name.startswith(("TELL_", "DJANGO_", "COV"))}
        self.said = (clone / "said").open("w+")
        started = time.monotonic()
        self.process = subprocess.Popen(
            ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-m", "config.demo"],
            cwd=clone,
            env={**own, "PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=self.said,
            text=True,
        )
        self.first_line = self.process.stdout.readline().strip()
        self.seconds = time.monotonic() - started

    def end(self, how: str) -> float:
        """Send a signal; the seconds until it and all its children are gone."""
        started = time.monotonic()
        self.process.send_signal(getattr(signal, f"SIG{how}"))
        self.process.wait(ENDING)
        while self.left() and time.monotonic() - started < ENDING:
            time.sleep(0.1)
        self.process.stdout.close()
        self.said.close()
        return time.monotonic() - started

    def left(self) -> list[str]:
        """The processes that still work in the clone."""
        return [path.name for path in Path("/proc").glob("[0-9]*") if self.clone in working_folders(path)]

    def manage(self, code: str) -> str:
        """What Django's shell says in the clone, with nothing in the environment."""
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
        bare = {"PATH": os.environ["PATH"]}
        return subprocess.run(
            command, cwd=self.clone, env=bare, capture_output=True, text=True
        ).stdout.strip()


def working_folders(process: Path) -> list[Path]:
    try:
        folder = (process / "cwd").resolve()
    except OSError:
        return []
    return [folder, *folder.parents]


def page(address: str) -> int:
    with urllib.request.urlopen(address) as answer:
        return answer.status


def test_demo_starts_shows_itself_and_ends_in_every_way(clone):
    limit = FIRST
    for how in WAYS:
        demo = Running(clone)
        assert demo.first_line == f"http://localhost:{demo.port}/", (clone / "said").read_text()
        assert page(demo.first_line) == 200
        assert demo.seconds <= limit * SLACK
        assert demo.manage("from ideas.models import Idea; print(Idea.objects.count())").isdigit()
        seconds = demo.end(how)
        assert demo.left() == [], f"left after {how}"
        assert seconds < ENDING
        assert "Traceback" not in (clone / "said").read_text()
        assert how == "KILL" or not (clone / ".demo/env").exists()
        limit = SECOND


def test_demo_fills_a_believable_company_and_prints_a_sign_in_for_each_role(clone):
    demo = Running(clone)
    try:
        counted = demo.manage(
            "from accounts.models import User, Department; from ideas.models import Idea;"
            "print(Department.objects.count(), User.objects.count(), Idea.objects.count(),"
            "len(set(Idea.objects.values_list('status', flat=True))), len(Idea.Status))"
        )
        departments, people, ideas, seen, statuses = map(int, counted.split())
        assert departments >= 8
        assert people >= 200
        assert ideas >= 120
        assert seen == statuses
        lines = [demo.process.stdout.readline() for _ in range(5)]
        assert sum(bool(re.search(r"\S+@\S+\s+\S{8,}", line)) for line in lines) >= 3
    finally:
        demo.end("TERM")


def test_demo_refuses_to_run_twice_in_a_clone(clone):
    demo = Running(clone)
    try:
        command = [sys.executable, "-m", "config.demo"]
        environment = {**os.environ, "PORT": str(free_port())}
        second = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True)
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert "already runs" in second.stderr
    finally:
        demo.end("TERM")
