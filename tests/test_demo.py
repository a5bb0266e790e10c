"""The demo's order of things, and what it says when it cannot start."""

import socket
import time
from pathlib import Path

import pytest

from config import demo, processes
from config.processes import Child, NotReady


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "STATE", tmp_path / ".demo")
    return tmp_path / ".demo"


@pytest.fixture
def taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def short_lived(log: Path) -> Child:
    child = processes.start("Worker", ["sh", "-c", "echo no room"], log=log)
    child.process.wait()
    return child


def last_will(name: str, will: Path) -> Child:
    """A child that writes its name down when it is asked to end."""
    script = f"trap 'echo {name} >> {will}; exit' TERM; echo up; while :; do sleep 0.02; done"
    return processes.start(name, ["sh", "-c", script], log=will.parent / f"{name}.log")


def test_port_that_is_taken_is_one_clear_line(taken_port):
    with pytest.raises(NotReady, match=rf"Port {taken_port} is taken.*PORT=\d+ make demo"):
        demo.wanted_port({"PORT": str(taken_port)})


@pytest.mark.parametrize("word", ["http", "0", "70000", "-1"])
def test_port_that_is_none_is_one_clear_line(word):
    with pytest.raises(NotReady, match=f"PORT={word} is no port"):
        demo.wanted_port({"PORT": word})


def test_port_is_the_one_asked_for():
    free = demo.free_port()
    assert demo.wanted_port({"PORT": str(free)}) == free
    assert demo.free_port(free) == free


def test_second_demo_in_the_same_clone_is_refused(state):
    refused = pytest.raises(NotReady, match=r"already runs.*http://localhost:8123/")
    with demo.state_locked(8123), refused, demo.state_locked(8124):
        pass
    with demo.state_locked(8124):
        pass


def test_left_over_lock_file_hinders_nobody(state):
    state.mkdir()
    (state / "lock").write_text("process 4711, http://localhost:8000/")
    with demo.state_locked(8125):
        assert (state / "lock").read_text().endswith("http://localhost:8125/")


def test_secret_is_made_once_and_kept_closed(state):
    state.mkdir()
    assert demo.kept_secret() == demo.kept_secret()
    assert (state / "secret").stat().st_mode & 0o077 == 0


def test_environment_wins_over_the_demos_own_values(state):
    state.mkdir()
    running = demo.Demo(8123, {"SECRET_KEY": "mine", "REDIS_URL": ""})
    running.own = {"SECRET_KEY": "its", "REDIS_URL": "unix:///its"}
    running.write_environment()
    assert (state / "env").read_text() == "SECRET_KEY=mine\nREDIS_URL=unix:///its\n"
    assert (state / "env").stat().st_mode & 0o077 == 0


def test_fresh_start_spares_a_database_that_is_not_the_demos(state):
    running = demo.Demo(8123, {"DATABASE_URL": "postgresql://somewhere"})
    with pytest.raises(NotReady, match="does not empty a database of yours"):
        running.start_servers(fresh=True)


def test_demo_ends_its_parts_in_order(state, tmp_path):
    running = demo.Demo(8123, {})
    for name in ("PostgreSQL", "Valkey", "Mail catcher", "Web server", "Worker", "Beat"):
        running.begin(name, lambda name=name: last_will(name, tmp_path / "will"))
    while not all(part.child.last_words() == "up" for part in running.parts):
        time.sleep(0.02)
    running.stop()
    ended = (tmp_path / "will").read_text().splitlines()
    assert ended == ["Beat", "Worker", "Web server", "Mail catcher", "Valkey", "PostgreSQL"]


def test_part_that_keeps_ending_is_given_up(tmp_path, capsys):
    part = demo.Part("Worker", lambda: short_lived(tmp_path / "log"), short_lived(tmp_path / "log"))
    part.again()
    part.again()
    with pytest.raises(NotReady, match="Worker keeps ending: no room"):
        part.again()
    assert capsys.readouterr().err.count("is started again") == 2


def test_part_that_lived_long_is_started_again_for_ever(tmp_path):
    part = demo.Part("Worker", lambda: short_lived(tmp_path / "log"), short_lived(tmp_path / "log"))
    for _ in range(5):
        part.started -= demo.FEWEST_SECONDS
        part.again()
    assert part.failures == 0


def test_address_comes_first_then_the_ways_in(capsys):
    running = demo.Demo(8123, {})
    running.sign_ins = [["Coordinator", "mia@example.com", "secret"]]
    running.window = 8124
    running.print_ways_in()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "http://localhost:8123/"
    assert lines[1].split() == ["Coordinator", "mia@example.com", "secret"]
    assert "http://localhost:8124/" in lines[2]


def test_address_that_nobody_serves_does_not_answer():
    assert demo.answers(f"http://127.0.0.1:{demo.free_port()}/") is False


def test_refusal_is_a_line_and_not_a_traceback(state, monkeypatch, capsys, taken_port):
    monkeypatch.setattr(demo.sys, "argv", ["demo"])
    monkeypatch.setattr(demo, "listen_for_the_end", lambda: None)
    monkeypatch.setenv("PORT", str(taken_port))
    assert demo.main() == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_static_files_are_gathered_again_when_one_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    (tmp_path / "ideas/static").mkdir(parents=True)
    (tmp_path / "requirements.lock").write_text("")
    before = demo.fingerprint_of_static_files()
    (tmp_path / "ideas/static/tell.css").write_text("body{}")
    assert demo.fingerprint_of_static_files() != before
