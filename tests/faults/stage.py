"""The whole of Tell as real processes on servers of its own, to be killed, frozen and flushed by the proofs.

PostgreSQL runs with fsync here, as in production. Nothing in this process talks to Django: the proofs look at the
tables with SQL, at the mails in a real SMTP server, at the pages over HTTP.
"""

import os
import signal
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

from config import embedded, processes
from config.processes import Child
from tests import server_room
from tests.post_office import PostOffice, free_port, open_post_office

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "correct horse battery"
ADMIN = "office@example.com"
QUICK = bool(os.environ.get("QUICK"))
SLACK = (
    4 if QUICK else 1
)  # the short form has few samples and runs beside other things; the whole one has none
CELERY = (sys.executable, "-m", "celery", "-A", "config.celery", "-q")
WORKER = (*CELERY, "worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "INFO")
WEB = (sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py")


class Stage:
    """Servers, worker, beat and web server, each by name in `running`."""

    def __init__(self, folder: Path, place: embedded.Place, office: PostOffice) -> None:
        self.folder, self.place, self.office = folder, place, office
        self.port = free_port()
        self.running: dict[str, Child] = {}
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "PYTHONPATH": str(ROOT),
            "SECRET_KEY": "only for the proofs 0123456789 abcdefghijklmnopqrstuvwxyz 0123456789",
            "DATABASE_URL": place.database_url,
            "REDIS_URL": place.redis_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
            "SITE_URL": f"http://localhost:{self.port}",
            "PORT": str(self.port),
        }

    # processes

    def start_postgres(self) -> None:
        self.running["postgres"] = embedded.start_postgres(self.place, durable=True)

    def start_valkey(self) -> None:
        self.running["valkey"] = embedded.start_valkey(self.place)

    def start_worker(self, name: str = "worker", *options: str) -> None:
        self._start(name, (*WORKER, *options))

    def keep_worker_up(self) -> None:
        """What a supervisor does: a worker that has ended by itself is started again.

        Celery's ends when the broker dies while it gives a message back (kombu 5.7: no host in a closed connection).
        """
        if self.running["worker"].process.poll() is not None:
            self.start_worker()

    def start_beat(self) -> None:
        self._start("beat", (*CELERY, "beat", "-s", str(self.folder / "schedule"), "--pidfile="))

    def start_web(self, name: str = "web", port: int = 0) -> None:
        self._start(name, WEB, PORT=str(port or self.port))

    def _start(self, name: str, command: Sequence[str], **other: str) -> None:
        log = self.folder / f"{name}.log"
        self.running[name] = processes.start(
            name, command, log=log, env={**self.environment, **other}, cwd=ROOT
        )

    def wait_for_web(self) -> None:
        """Until the web server answers."""
        self.wait(self._answers, 60, "the web server answers")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/accounts/login/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def begin(self, *words: str) -> Child:
        """A script, started."""
        log = self.folder / f"{Path(words[0]).stem}.log"
        return processes.start(words[0], (sys.executable, *words), log=log, env=self.environment, cwd=ROOT)

    def run(self, *words: str, patience: float = 180) -> str:
        """A script to its end; what it wrote."""
        child = self.begin(*words)
        code = child.process.wait(patience)
        written = child.log.read_text()
        assert code == 0, written
        return written

    def kill(self, name: str, *, child: int | None = None) -> None:
        """kill -9: the process of that name, or the one of its children that is named by number."""
        process = self.running[name].process
        os.kill(child or process.pid, signal.SIGKILL)
        if child is None:
            process.wait()

    def kill_whole(self, name: str) -> None:
        """kill -9 for a process and all below it, between one instruction and the next."""
        process = self.running[name].process
        os.kill(process.pid, signal.SIGSTOP)  # so that it has no further child meanwhile
        for child in self.children_of(name):
            os.kill(child, signal.SIGKILL)
        self.kill(name)

    def children_of(self, name: str) -> list[int]:
        pid = self.running[name].process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(number) for number in listed.read_text().split()] if listed.exists() else []

    def freeze(self, name: str) -> None:
        os.kill(self.running[name].process.pid, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        os.kill(self.running[name].process.pid, signal.SIGCONT)

    def flush(self) -> None:
        """The broker forgets everything."""
        with redis.from_url(self.place.redis_url) as broker:
            broker.flushall()

    def stop(self) -> None:
        last = ("beat", "worker", "web", "valkey", "postgres")
        for name in (*(set(self.running) - set(last)), *last):
            if name in self.running:
                self.running.pop(name).stop(patience=20)

    # what can be seen

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """The answer of the database."""
        with psycopg.connect(self.place.database_url, autocommit=True) as connection:
            return connection.execute(question, values).fetchall()

    def mails(self) -> Counter[str]:
        """How many outgoing mails are in which state."""
        return Counter(dict(self.ask("select state, count(*) from ideas_outgoingmail group by state")))

    def wait(self, condition: Callable[[], object], patience: float, what: str) -> float:
        """Waits until it is so; how long it took."""
        started = time.monotonic()
        while not condition():
            waited = time.monotonic() - started
            assert waited < patience, f"not within {patience} s: {what}; {self.mails()}"
            time.sleep(0.2)
        return time.monotonic() - started

    def copies(self) -> Counter[str]:
        """How often each Message-ID has arrived."""
        return Counter(mail.message_id for mail in tuple(self.office.received))

    def judge_mails(self, extra_at_most: int) -> int:
        """Every mail has arrived, under its row's id, and no more extra copies than allowed; how many were extra."""
        rows = {f"<{key}@localhost>" for (key,) in self.ask("select id from ideas_outgoingmail")}
        copies = self.copies()
        assert set(copies) == rows, f"{len(rows - set(copies))} lost, {len(set(copies) - rows)} unknown"
        assert set(self.mails()) == {"sent"}
        extra = copies.total() - len(copies)
        assert extra <= extra_at_most, f"{extra} extra copies, {extra_at_most} at most"
        return extra

    def end_leases(self) -> None:
        """For short forms: what dead workers hold is free at once, and not after the minute that a lease lasts."""
        living = "leased_until is null or leased_until > now() + interval '55 seconds'"
        alive = f"select 1 from ideas_outgoingmail where state = 'queued' and ({living})"
        self.wait(lambda: not self.ask(alive), 60, "only the dead hold mails")
        free = (
            "update ideas_outgoingmail set leased_until = now(), next_try_at = now() where state = 'queued'"
        )
        self.ask(f"{free} returning 1")

    def judge_tables(self) -> None:
        """The judge: every row is in order."""
        assert self.run("-m", "django", "check_integrity").rstrip().endswith(" 0 findings")


@contextmanager
def open_stage(folder: Path, *, tables: bool = True) -> Iterator[Stage]:
    """Servers with migrated tables (or none) and a post office; the proof starts the rest."""
    folder.mkdir(exist_ok=True)
    with open_post_office() as office:
        stage = Stage(folder, embedded.throw_away_place(), office)
        try:
            stage.start_postgres()
            stage.start_valkey()
            if tables:
                server_room.make_tables(stage.place)
            yield stage
        finally:
            stage.stop()
            stage.place.clear()
