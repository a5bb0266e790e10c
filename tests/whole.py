"""The pytest plugin that enters a whole run of all tests in the book of proofs, where ENTER=1 asks for it."""

import importlib
import os
import time

import psycopg
import pytest
import redis

BEGAN = time.monotonic()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """In the process that reads the results alone, while the servers still run."""
    options = terminalreporter.config.option
    part = options.file_or_dir or options.keyword or options.markexpr != "not proof"
    if os.environ.get("ENTER") == "1" and exitstatus == 0 and not part:
        minutes, seconds = divmod(round(time.monotonic() - BEGAN), 60)
        passed, skipped = (len(terminalreporter.stats.get(end, ())) for end in ("passed", "skipped"))
        took = f"{minutes}:{seconds:02}, {servers()}, {os.cpu_count()} cores"
        id = "other servers" if "TELL_POSTGRES" in os.environ else "make test"
        importlib.import_module("tests.book").enter(id, f"{passed:,} passed, {skipped} skipped in {took}")


def servers() -> str:
    """Which servers the tests ran on."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as way:
        (version,) = way.execute("SHOW server_version").fetchone() or ("?",)
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as broker:
        said = broker.info("server")
    kind = "Valkey" if "valkey_version" in said else "Redis"
    return f"PostgreSQL {version.split()[0]}, {kind} {said.get('valkey_version', said['redis_version'])}"
