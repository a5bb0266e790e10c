"""Servers with fsync, a database for each size, and the web server of production, for the bench."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from config import embedded
from tests.bench import processor
from tests.faults.stage import Stage
from tests.post_office import PostOffice, open_post_office


class BenchStage(Stage):
    """A stage without worker and beat: they would take processor time of their own."""

    def __init__(self, folder: Path, place: embedded.Place, office: PostOffice) -> None:
        super().__init__(folder, place, office)
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "LOG_LEVEL": "WARNING",
        }

    def begin_servers(self) -> None:
        self.start_postgres()
        self.start_valkey()
        self.run("-m", "django", "collectstatic", "--noinput", "-v0", "--ignore", "admin")

    def use(self, ideas: int) -> bool:
        """The database with so many ideas; it is filled unless it is there already. Whether it was filled now."""
        name = f"tell_{ideas}"
        url = self.place.database_url
        self.environment["DATABASE_URL"] = url.replace("/tell?", f"/{name}?")
        with psycopg.connect(url, autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return False
            connection.execute(f'CREATE DATABASE "{name}"')
        print(f"\nfilling in {ideas:,} ideas", flush=True)
        try:
            self.run("-m", "django", "migrate", "-v0")
            self.show("-m", "tests.bench.scene", "fill", str(ideas))
        except BaseException:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            raise
        return True

    def show(self, *words: str) -> None:
        """A script to its end; what it says is shown as it says it."""
        child, shown = self.begin(*words), 0
        while (code := child.process.poll()) is None or shown < child.log.stat().st_size:
            lines, _newline, _rest = child.log.read_text()[shown:].rpartition("\n")
            if lines:
                print(lines, flush=True)
                shown += len(lines) + 1
            elif code is not None:
                break
            time.sleep(0.5)
        assert code == 0, child.last_words()

    def scene(self) -> dict[str, list[dict[str, Any]]]:
        """Who asks for what."""
        file = self.folder / "scene.json"
        self.run("-m", "tests.bench.scene", str(file), patience=600)
        found: dict[str, list[dict[str, Any]]] = json.loads(file.read_text())
        return found

    @contextmanager
    def serving(self) -> Iterator[None]:
        """With the web server running on the database that is used."""
        self.start_web()
        try:
            self.wait_for_web()
            yield
        finally:
            self.running.pop("web").stop(patience=20)

    @property
    def web(self) -> list[int]:
        """The web server's processes, the master first."""
        master = self.running["web"].process.pid
        return [master, *processor.children_of(master)]

    @property
    def backends(self) -> list[int]:
        """PostgreSQL's processes that serve somebody."""
        return [
            pid
            for pid in processor.children_of(self.running["postgres"].process.pid)
            if processor.is_backend(pid)
        ]


@contextmanager
def open_bench(folder: Path) -> Iterator[BenchStage]:
    """The servers; in the end they are stopped, and the data cleared unless KEPT names a folder for them."""
    kept = os.environ.get("KEPT")
    place = embedded.lasting_place(Path(kept).resolve()) if kept else embedded.throw_away_place()
    with open_post_office() as office:
        stage = BenchStage(folder, place, office)
        try:
            stage.begin_servers()
            yield stage
        finally:
            stage.stop()
            if not kept:
                place.clear()
