"""Child processes that end with their parent, whatever ends it.

Owns starting and stopping; knows nothing of what the children do. Each child leads its own session, so that a
Ctrl-C reaches the parent alone, which then ends the children in its own order.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WEB = ("gunicorn", "-c", "config/gunicorn.py")
WORKER = ("celery", "-A", "config.celery", "-q", "worker", "-c", "2", "--without-gossip", "--without-mingle")
BEAT = ("celery", "-A", "config.celery", "-q", "beat", "--pidfile=")
"""The three processes of Tell; the demo starts these, and so do the files in `deploy/`."""

ASKED_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class NotReady(Exception):
    """Something that was to be started cannot be; the message is one line for a person."""


@dataclass(frozen=True)
class Child:
    """A running child process and the signal that ends it in order."""

    name: str
    process: subprocess.Popen[bytes]
    ends_with: signal.Signals
    log: Path

    def stop(self, patience: float = 10) -> None:
        """Ask it to end, wait for it, and after `patience` seconds end its whole session by force."""
        if self.process.poll() is None:
            self.process.send_signal(self.ends_with)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            kill_session(self.process.pid)
            self.process.wait()

    def last_words(self) -> str:
        """The last line that it wrote, for a message to a person."""
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1].strip() if lines else "it wrote nothing"


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    ends_with: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    user: pwd.struct_passwd | None = None,
    cwd: Path | None = None,
) -> Child:
    """Start a child that dies with this process, with what it writes in `log`, as `user` where one is given."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=before_it_runs(ends_with),
            **as_user(user),
        )
    return Child(name, process, ends_with, log)


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """The arguments of Popen that give up root's rights."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def before_it_runs(ends_with: signal.Signals) -> Callable[[], None]:
    """For preexec_fn: signals as at birth, and an end when this process ends."""
    parent = os.getpid()

    def prepare() -> None:
        for asked in ASKED_TO_END:
            signal.signal(asked, signal.SIG_DFL)  # a shell's "&" hands SIGINT down ignored
        die_with_parent(ends_with)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def die_with_parent(ends_with: signal.Signals) -> None:
    """Have the kernel send this process a signal when its parent dies (Linux only)."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, int(ends_with))


def kill_session(leader: int) -> None:
    """End a child and all that it started, without asking."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
