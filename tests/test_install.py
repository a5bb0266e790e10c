"""The first minute in a clone: what the installer says when something lacks."""

import subprocess
import sys

import pytest

from config import install


def failed(words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess((), 1, stdout="", stderr=words)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("error: Failed to fetch: dns error: failed to lookup address", "No package index could be reached"),
        ("WARNING: Retrying (Retry(total=0)) ... NewConnectionError", "No package index could be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES ... hash mismatch", "nothing was installed"),
        ("error: No space left on\ndevice", "could not be installed: error: No space left on device"),
    ],
)
def test_installer_that_fails_is_one_clear_line(words, line, capsys):
    with pytest.raises(SystemExit, match="1"):
        install.explain(failed(words))
    said = capsys.readouterr().err
    assert line in said
    assert said.count("\n") == 1


def test_installer_that_works_says_nothing(capsys):
    install.explain(subprocess.CompletedProcess((), 0, stdout="", stderr="network is fine"))
    assert capsys.readouterr().err == ""


def test_old_python_without_a_newer_one_is_one_clear_line(monkeypatch, capsys):
    monkeypatch.setattr(install, "OLDEST", (9, 9))
    monkeypatch.setattr(install, "NEWER", ("python9.9",))
    with pytest.raises(SystemExit):
        install.main()
    assert "Tell needs Python 9.9 or newer" in capsys.readouterr().err


def test_python_without_venv_is_one_clear_line(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(install, "VENV", str(tmp_path / "file/venv"))
    with pytest.raises(SystemExit):
        install.make_venv()
    assert "no working venv module" in capsys.readouterr().err


def test_environment_is_fresh_until_the_lock_file_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "STAMP", str(tmp_path / "made-from"))
    monkeypatch.setattr(install, "VENV", sys.prefix)
    assert install.is_fresh("one") is False
    (tmp_path / "made-from").write_text("one")
    assert install.is_fresh("one") is True
    assert install.is_fresh("another") is False
