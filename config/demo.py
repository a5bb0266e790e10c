"""`make demo`: the whole of Tell on one machine, as real processes, until it is asked to end.

Owns the order in which things start and stop, the folder `.demo` and what is printed. The address is printed first
and only when it answers; progress goes to stderr. Holds no data of the demo: `manage.py demo_data` does.
"""

import argparse
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from config import embedded, processes
from config.embedded import Place
from config.processes import Child, NotReady

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".demo"
PASSWORD = "tell-me-more"  # of every person in the demo; the servers answer on this machine only  # noqa: S105
FEWEST_SECONDS = 5  # a part that ends sooner than this after its start counts as broken


class AskedToEnd(BaseException):
    """A signal has asked the demo to end."""


@dataclass
class Part:
    """One process of the demo and how to start it again."""

    name: str
    begin: Callable[[], Child]
    child: Child
    started: float = field(default_factory=time.monotonic)
    failures: int = 0

    def again(self) -> None:
        """Start it again after it has ended by itself; give up when it keeps ending at once."""
        lived = time.monotonic() - self.started
        self.failures = self.failures + 1 if lived < FEWEST_SECONDS else 0
        if self.failures >= 3:
            raise NotReady(
                f"{self.name} keeps ending: {self.child.last_words()} (all of it: {self.child.log})"
            )
        say(f"{self.name} ended by itself and is started again (see {self.child.log})")
        self.started = time.monotonic()
        self.child = self.begin()


class Demo:
    """The running demo: what was started, in the order in which it was."""

    def __init__(self, port: int, environment: Mapping[str, str]) -> None:
        self.port = port
        self.address = f"http://localhost:{port}/"
        self.given = environment
        self.own: dict[str, str] = {}
        self.parts: list[Part] = []
        self.window: int | None = None
        self.sign_ins: list[list[str]] = []

    def run(self, *, fresh: bool) -> None:
        """Start everything, print how to get in, and watch over it until asked to end."""
        try:
            self.start_servers(fresh=fresh)
            self.write_environment()
            self.fill()
            self.start_tell()
            self.print_ways_in()
            self.watch()
        finally:
            hold_signals_back()
            self.stop()

    # Starting --------------------------------------------------------------------------------------------------

    def start_servers(self, *, fresh: bool) -> None:
        """PostgreSQL, Valkey and the mail catcher, each unless the environment names one."""
        if fresh and self.given.get("DATABASE_URL"):
            raise NotReady(
                "FRESH=1 does not empty a database of yours: empty it yourself, or unset DATABASE_URL."
            )
        place = embedded.lasting_place(STATE / "servers")
        if fresh or (self.is_unfinished() and not self.given.get("DATABASE_URL")):
            say("Starting anew: the old demo's data are removed")
            place = self.renewed(place)
        if not embedded.has_data(place):
            (STATE / "unfinished").touch()
        servers = {"DATABASE_URL": place.database_url, "REDIS_URL": place.redis_url, "EMAIL_URL": ""}
        self.own = {**own_values(self.port), **servers}
        if not self.given.get("DATABASE_URL"):
            say("Starting PostgreSQL")
            self.begin("PostgreSQL", lambda: embedded.start_postgres(place, durable=True))
        if not self.given.get("REDIS_URL"):
            say("Starting Valkey")
            self.begin("Valkey", lambda: embedded.start_valkey(place))
        if not self.given.get("EMAIL_URL"):
            self.start_catcher()

    def is_unfinished(self) -> bool:
        """Whether the very first filling was cut short, so that there is half a company only."""
        return (STATE / "unfinished").exists()

    def renewed(self, place: Place) -> Place:
        """The same place, emptied, and the mails with it."""
        place.clear()
        shutil.rmtree(STATE / "mails", ignore_errors=True)
        for schedule in STATE.glob("beat-schedule*"):
            schedule.unlink()
        return embedded.lasting_place(STATE / "servers")

    def start_catcher(self) -> None:
        """The mail catcher: SMTP on a free port, its page on the port after Tell's where that is free."""
        smtp = free_port()
        self.window = window = free_port(self.port + 1)
        command = [sys.executable, "-m", "config.mailcatcher", "--smtp", str(smtp), "--web", str(window)]
        self.own["EMAIL_URL"] = f"smtp://127.0.0.1:{smtp}"
        self.begin("Mail catcher", lambda: self.spawn("mailcatcher", [*command, str(STATE / "mails")]))

    def write_environment(self) -> None:
        """Leave what `manage.py` needs in .demo/env, for as long as the demo runs."""
        lines = [f"{name}={value}\n" for name, value in self.values().items()]
        unfinished = STATE / "env.new"
        unfinished.touch(mode=0o600)
        unfinished.write_text("".join(lines))
        unfinished.replace(STATE / "env")

    def values(self) -> dict[str, str]:
        """The demo's own settings, where the environment does not say otherwise."""
        return {name: self.given.get(name) or value for name, value in self.own.items()}

    def fill(self) -> None:
        """Tables, people and ideas; meanwhile the static files are gathered, where they have changed."""
        sources = fingerprint_of_static_files()
        made_from = STATE / "static-made-from"
        if made_from.exists() and made_from.read_text() == sources and not self.given.get("STATIC_ROOT"):
            return self.prepare()
        made_from.unlink(missing_ok=True)
        with (STATE / "collectstatic.log").open("wb") as log:
            command = [
                sys.executable,
                "manage.py",
                "collectstatic",
                "--noinput",
                "-v",
                "0",
                "--ignore",
                "admin",
            ]
            gathering = subprocess.Popen(command, stdout=log, stderr=log, **self.surroundings())
        try:
            self.prepare()
        finally:
            failed = gathering.wait()
        if failed:
            raise NotReady(f"The static files could not be gathered: see {STATE / 'collectstatic.log'}")
        made_from.write_text(sources)
        return None

    def prepare(self) -> None:
        """The database, in a process of its own whose progress is shown; remembers the sign-ins."""
        command = [sys.executable, "-m", "config.prepare"]
        surroundings = self.surroundings()
        if not self.given.get(
            "DATABASE_URL"
        ):  # a filling that is cut short is started anew, so it need not wait
            surroundings["env"]["PGOPTIONS"] = "-c synchronous_commit=off"
        done = subprocess.run(command, stdout=subprocess.PIPE, **surroundings)
        if done.returncode:
            raise NotReady("The database could not be prepared: what was said stands above.")
        (STATE / "unfinished").unlink(missing_ok=True)
        self.sign_ins = [line.split("\t") for line in done.stdout.decode().splitlines()]

    def start_tell(self) -> None:
        """Web server, worker and beat; returns when the address answers 200."""
        say("Starting the web server, the worker and the clock")
        python = [sys.executable, "-m"]
        worker = [*python, *processes.WORKER, "-l", "INFO"]
        beat = [*python, *processes.BEAT, "-s", str(STATE / "beat-schedule"), "-l", "INFO"]
        web = [*python, *processes.WEB]
        self.begin("Web server", lambda: self.spawn("web", web))
        self.begin("Worker", lambda: self.spawn("worker", worker))
        self.wait_for_address()
        self.begin("Beat", lambda: self.spawn("beat", beat))

    def wait_for_address(self, patience: float = 60) -> None:
        """Until the address answers 200."""
        web = next(part for part in self.parts if part.name == "Web server")
        end = time.monotonic() + patience
        while not answers(self.address):
            if web.child.process.poll() is not None:
                raise NotReady(
                    f"The web server did not start: {web.child.last_words()} (all of it: {web.child.log})"
                )
            if time.monotonic() > end:
                raise NotReady(
                    f"{self.address} did not answer 200 within {patience:.0f} s: see {web.child.log}"
                )
            time.sleep(0.1)

    def print_ways_in(self) -> None:
        """The address first, then a sign-in for each role, then the mail."""
        print(self.address, flush=True)
        for role, login, password in self.sign_ins:
            print(f"  {role:<24} {login:<36} {password}")
        if self.window:
            print(f"  {'mail that was sent':<24} http://localhost:{self.window}/")
        print(f"  {'to end it':<24} Ctrl-C (the data stay; FRESH=1 make demo starts anew)", flush=True)

    # Watching and stopping -------------------------------------------------------------------------------------

    def watch(self) -> NoReturn:
        """Start again what ends by itself."""
        while True:
            for part in self.parts:
                if part.child.process.poll() is not None:
                    part.again()
            time.sleep(0.5)

    def stop(self) -> None:
        """End every part in the reverse of the order of need: beat, worker, web, catcher, Valkey, PostgreSQL."""
        (STATE / "env").unlink(missing_ok=True)
        for name in ("Beat", "Worker", "Web server", "Mail catcher", "Valkey", "PostgreSQL"):
            for part in self.parts:
                if part.name == name:
                    part.child.stop(patience=20)

    # Processes -------------------------------------------------------------------------------------------------

    def begin(self, name: str, begin: Callable[[], Child]) -> None:
        """Start a part and remember how."""
        self.parts.append(Part(name, begin, begin()))

    def spawn(self, name: str, command: list[str]) -> Child:
        """Start one of Tell's own processes."""
        return processes.start(name, command, log=STATE / f"{name}.log", env=self.environment(), cwd=ROOT)

    def environment(self) -> dict[str, str]:
        """What the children see."""
        return {**self.given, **self.values(), "PORT": str(self.port), "HOST": "127.0.0.1"}

    def surroundings(self) -> dict[str, Any]:
        """Where and how a management command runs."""
        ends = processes.before_it_runs(signal.SIGTERM)
        return {"env": self.environment(), "cwd": ROOT, "stdin": subprocess.DEVNULL, "preexec_fn": ends}


def own_values(port: int) -> dict[str, str]:
    """The settings of a demo, but for its servers."""
    return {
        "SECRET_KEY": kept_secret(),
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "STATIC_ROOT": str(STATE / "static"),
        "MEDIA_ROOT": str(STATE / "media"),
        "SAFETY_PHONE": "+49 30 555 0112",
        "SAFETY_CONTACT": "yvonne.matthes@hellmann-antriebe.example",
        "APPEAL_PANEL": "2",
        "DEMO": "1",
        "DEMO_PASSWORD": PASSWORD,
    }


def fingerprint_of_static_files() -> str:
    """Changes when a static file of ours or a package does."""
    files = [ROOT / "requirements.lock", *ROOT.glob("*/static/**/*")]
    known = sorted(
        f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files if path.is_file()
    )
    return hashlib.sha256("\n".join(known).encode()).hexdigest()


def kept_secret() -> str:
    """The demo's secret key, made once, so that sign-ins outlive a restart."""
    path = STATE / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


@contextmanager
def state_locked(port: int) -> Iterator[None]:
    """Holds .demo for this process; the kernel lets go of it when the process ends, however it ends."""
    STATE.mkdir(mode=0o711, exist_ok=True)
    with (STATE / "lock").open("a+") as lock:
        lock.seek(0)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = lock.read().strip()
            raise NotReady(f"A demo already runs in this clone ({holder}): end it first.") from None
        lock.truncate()
        lock.write(f"process {os.getpid()}, http://localhost:{port}/")
        lock.flush()
        yield


def wanted_port(environment: Mapping[str, str]) -> int:
    """The port from PORT, free to use."""
    word = environment.get("PORT") or "8000"
    if not word.isdigit() or not 0 < int(word) < 65536:
        raise NotReady(f"PORT={word} is no port: choose a number, for example PORT=8123 make demo")
    if not is_free(int(word)):
        other = free_port(int(word) + 1)
        raise NotReady(
            f"Port {word} is taken by another program: choose another, for example PORT={other} make demo"
        )
    return int(word)


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(preferred: int = 0) -> int:
    """A port that nobody uses: the preferred one, or any."""
    if 0 < preferred < 65536 and is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Whether the address, its redirects followed, answers 200."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def listen_for_the_end() -> None:
    """Set handlers explicitly: INT and HUP may have been handed down ignored."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise AskedToEnd(number)

    for asked in processes.ASKED_TO_END:
        signal.signal(asked, end)


def hold_signals_back() -> None:
    """From here on the ending itself is not interrupted."""
    for asked in processes.ASKED_TO_END:
        signal.signal(asked, signal.SIG_IGN)


def say(words: str) -> None:
    """Progress goes to stderr: the first line on stdout is the address."""
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """The command line: `python -m config.demo`, with PORT and FRESH from the environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--with-parent", action="store_true", help="end when the process that started this one ends"
    )
    asked = parser.parse_args()
    listen_for_the_end()
    if asked.with_parent:
        processes.die_with_parent(signal.SIGTERM)
    try:
        port = wanted_port(os.environ)
        with state_locked(port):
            Demo(port, os.environ).run(fresh=os.environ.get("FRESH") == "1")
    except NotReady as refusal:
        say(str(refusal))
        return 1
    except AskedToEnd:
        say("Ended. The data stay.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
