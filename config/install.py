"""Makes .venv from requirements.lock, with any Python that is at hand.

Owns the first minute in a fresh clone: which Python, which packages, and one clear line when something lacks.
Never imports anything but the standard library, and is written so that an old Python can read it and say so.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOCK = os.path.join(ROOT, "requirements.lock")
STAMP = os.path.join(VENV, "made-from")
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main() -> None:
    """Make .venv unless it is there and fresh; exit with one line and status 1 when that cannot be done."""
    if sys.version_info < OLDEST:
        start_again_with_a_newer_python()
    wanted = fingerprint()
    if is_fresh(wanted):
        return
    make_venv()
    install_uv()
    install_packages()
    with open(STAMP, "w") as stamp:
        stamp.write(wanted)


def start_again_with_a_newer_python() -> None:
    """Replace this process by one of a Python that is new enough, or say that there is none."""
    for name in NEWER:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, os.path.abspath(__file__)])
    stop(
        "Tell needs Python %d.%d or newer, this is %d.%d. Install one and say PYTHON=/path/to/python3.11 make ..."
        % (OLDEST + tuple(sys.version_info[:2]))
    )


def fingerprint() -> str:
    """What a fresh .venv is made from: the lock file and the Python."""
    with open(LOCK, "rb") as lock:
        return hashlib.sha256(lock.read()).hexdigest() + " %d.%d" % sys.version_info[:2]


def is_fresh(wanted: str) -> bool:
    """Whether .venv works and was made from this lock file; removes one that does not work."""
    try:
        with open(STAMP) as stamp:
            return stamp.read() == wanted and run(python(), "-c", "import django").returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Create .venv with pip, anew where the old one does not run with this Python."""
    check = "import pip, sys; sys.exit(sys.version_info[:2] != (%d, %d))" % sys.version_info[:2]
    if os.path.exists(python()) and run(python(), "-c", check).returncode == 0:
        return
    say("Making .venv ...")
    made = run(sys.executable, "-m", "venv", "--clear", VENV)
    if made.returncode != 0:
        package = "python%d.%d-venv" % sys.version_info[:2]
        stop("This Python has no working venv module (on Debian and Ubuntu: apt-get install %s)." % package)


def install_uv() -> None:
    """Install the installer itself, by the hashes of the lock file."""
    with open(LOCK) as lock:
        found = re.search(r"^uv==.*?(?=^\S)", lock.read() + "\n.", re.M | re.S)
    if not found:
        return stop("requirements.lock names no uv: run make lock in a clone that works.")
    with tempfile.TemporaryDirectory() as folder:
        alone = os.path.join(folder, "uv.txt")
        with open(alone, "w") as file:
            file.write(found.group(0).rstrip().rstrip("\\") + "\n")
        done = run(python(), "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", alone)
    explain(done)


def install_packages() -> None:
    """Bring .venv to exactly what the lock file says."""
    say("Installing packages (once, and again when requirements.lock changes) ...")
    as_pip_is_told()
    uv = os.path.join(VENV, "bin", "uv")
    explain(run(uv, "pip", "sync", "-q", "--python", python(), "--require-hashes", LOCK))


def as_pip_is_told() -> None:
    """Have uv trust the machine's certificates and ask the package index that pip is set up for."""
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    index = (
        os.environ.get("PIP_INDEX_URL")
        or run(python(), "-m", "pip", "config", "get", "global.index-url").stdout
    )
    if index.strip() and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & set(os.environ):
        os.environ["UV_DEFAULT_INDEX"] = index.strip()


def explain(done: "subprocess.CompletedProcess[str]") -> None:
    """Stop with one line when an installer has failed."""
    if done.returncode == 0:
        return
    words = done.stderr.strip()
    network = (
        r"connect|resolve|network|timed? ?out|timeout|dns|proxy|retries|ssl|tls|No matching distribution"
    )
    if "hash" in words.lower() and "mismatch" in words.lower():
        stop("A package is not the one that requirements.lock names (hash mismatch); nothing was installed.")
    if re.search(network, words, re.I):
        stop(
            "No package index could be reached: check the network (or set PIP_INDEX_URL and UV_DEFAULT_INDEX)."
        )
    stop("Packages could not be installed: " + " ".join(words.split())[-400:])


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command quietly and hand back what it did."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)


def python() -> str:
    """The Python inside .venv."""
    return os.path.join(VENV, "bin", "python")


def say(words: str) -> None:
    """Progress goes to stderr: stdout belongs to what the caller prints."""
    sys.stderr.write(words + "\n")


def stop(words: str) -> None:
    """One clear line, no traceback."""
    sys.stderr.write(words + "\n")
    raise SystemExit(1)


if __name__ == "__main__":
    main()
