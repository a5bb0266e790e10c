"""The mail catcher shows what was sent, and what was sent cannot harm whoever reads it."""

import smtplib
import threading
import urllib.error
import urllib.request
from email.message import EmailMessage
from http.server import ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller

from config import mailcatcher
from config.demo import free_port


@pytest.fixture
def catcher(tmp_path):
    """Sends a mail in and reads pages out."""
    door = Controller(mailcatcher.Catcher(tmp_path), hostname="127.0.0.1", port=free_port())
    window = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (mailcatcher.Window,), {"folder": tmp_path}))
    door.start()
    thread = threading.Thread(target=window.serve_forever)
    thread.start()
    yield door.port, f"http://127.0.0.1:{window.server_port}"
    window.shutdown()
    thread.join()
    window.server_close()
    door.stop()


def send(port: int, subject: str = "Grüße <b>") -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "tell@example.com", "mia@example.com"
    mail.set_content("As text: 1 < 2")
    mail.add_alternative("<p>As HTML</p><script>alert(1)</script>", subtype="html")
    mail.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="talk.ics")
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(mail)


def get(address: str, **headers: str):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.read().decode(), answer.headers


def refusal(address: str, **headers: str) -> int:
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(address, **headers)
    refused.value.close()
    return refused.value.code


def test_catcher_lists_and_shows_what_was_sent(catcher, tmp_path):
    port, address = catcher
    assert "No mail yet" in get(f"{address}/")[0]
    send(port)
    (path,) = tmp_path.glob("*.eml")
    assert "Grüße &lt;b&gt;" in get(f"{address}/")[0]
    shown, headers = get(f"{address}/{path.stem}")
    assert "As text: 1 &lt; 2" in shown
    assert "<script" not in shown
    assert "'unsafe" not in headers["Content-Security-Policy"]
    assert get(f"{address}/{path.stem}/part/0")[1]["Content-Type"] == "application/octet-stream"
    assert get(f"{address}/style.css")[1]["Content-Type"].startswith("text/css")


def test_catcher_shows_html_in_a_sandbox_without_scripts(catcher, tmp_path):
    port, address = catcher
    send(port)
    (path,) = tmp_path.glob("*.eml")
    shown, headers = get(f"{address}/{path.stem}/html")
    assert "<p>As HTML</p>" in shown
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy


def test_catcher_answers_this_machine_only(catcher):
    _, address = catcher
    assert refusal(f"{address}/", Host="tell.example.com") == 403


@pytest.mark.parametrize("path", ["/4711", "/../secret", "/%2e%2e/secret", "/1/part/9", "/x/y/z"])
def test_catcher_knows_no_other_file(catcher, path):
    assert refusal(f"{catcher[1]}{path}") == 404


def test_catcher_forgets_the_oldest(tmp_path, monkeypatch):
    monkeypatch.setattr(mailcatcher, "KEPT", 2)
    for number in range(4):
        mailcatcher.Catcher(tmp_path).keep(f"{number}.eml", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2.eml", "3.eml"]
