"""Children end with their parent, whatever ends it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import processes

ROOT = Path(__file__).resolve().parent.parent
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
PARENT = """
import sys, time
from pathlib import Path
from config import processes
child = processes.start("child", [sys.executable, "-c", "import time; time.sleep(60)"], log=Path(sys.argv[1]))
print(child.process.pid, flush=True)
time.sleep(60)
"""


def wait_until(condition, patience=10):
    end = time.monotonic() + patience
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    assert condition()


def is_gone(pid):
    """Whether the process has ended; in a container nobody may be there to bury it."""
    status = Path(f"/proc/{pid}/stat")
    return not processes.is_alive(pid) or (
        status.exists() and status.read_text().rsplit(")")[-1].split()[0] == "Z"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_child_of_a_killed_parent_ends(tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        child = int(parent.stdout.readline())
        assert processes.is_alive(child)
        parent.kill()
    wait_until(lambda: is_gone(child))


def test_child_hears_signals_that_its_parent_ignores(tmp_path):
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = processes.start(
            "child", ["sleep", "60"], log=tmp_path / "log", ends_with=signal.SIGINT, cwd=tmp_path
        )
    finally:
        signal.signal(signal.SIGINT, former)
    child.stop()
    assert child.process.returncode == -signal.SIGINT


def test_child_that_does_not_listen_is_ended_by_force(tmp_path):
    child = processes.start("child", [sys.executable, "-c", STUBBORN], log=tmp_path / "log")
    wait_until(lambda: child.last_words() == "up")
    child.stop(patience=0.2)
    assert child.process.returncode == -signal.SIGKILL
    child.stop()


def test_child_leads_a_session_of_its_own(tmp_path):
    child = processes.start("child", ["sleep", "60"], log=tmp_path / "log")
    assert os.getsid(child.process.pid) == child.process.pid
    child.stop()
    assert child.last_words() == "it wrote nothing"
