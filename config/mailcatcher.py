"""Catches the demo's mail and shows it in the browser, so that nothing ever leaves the machine.

Owns a folder of .eml files, the SMTP door that fills it and the small web page that lists it. Shows foreign text
escaped and foreign HTML in a sandbox. Knows nothing of ideas.
"""

import argparse
import asyncio
import email
import email.policy
import html
import signal
import threading
import time
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

KEPT = 500
PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'self'"
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{width:100%;border-collapse:collapse}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd}
pre{white-space:pre-wrap;background:#f6f6f6;padding:1rem;border-radius:.4rem}iframe{width:100%;height:36rem;
border:1px solid #ddd;border-radius:.4rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}
pre{background:#2a2a2a}td,th{border-color:#444}a{color:#9bf}iframe{background:#fff}}
"""


class Catcher:
    """What aiosmtpd calls for each mail: writes it into the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail under a name that sorts by time; forget the oldest beyond those kept."""
        content = envelope.original_content or b""
        name = f"{time.time_ns()}.eml"
        await asyncio.to_thread(self.keep, name, content)
        return "250 caught"

    def keep(self, name: str, content: bytes) -> None:
        """Write the file whole, then let old ones go."""
        unfinished = self.folder / f".{name}"
        unfinished.write_bytes(content)
        unfinished.rename(self.folder / name)
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)


def read(path: Path) -> EmailMessage:
    """The mail in a file."""
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def listing(folder: Path) -> str:
    """The page with all mails, newest first."""
    rows = "".join(_row(path) for path in sorted(folder.glob("*.eml"), reverse=True))
    table = f"<table><tr><th>Time<th>To<th>Subject</tr>{rows}</table>" if rows else "<p>No mail yet.</p>"
    return _page("Caught mail", f"<h1>Caught mail</h1>{table}", refresh=True)


def mail_page(path: Path) -> str:
    """One mail: who, what, its text, its HTML in a frame, its attachments."""
    mail = read(path)
    head = "".join(f"<tr><th>{_safe(name)}<td>{_safe(value)}</tr>" for name, value in mail.items())
    text = mail.get_body(("plain",))
    parts = [f"<p><a href='/'>All mail</a></p><h1>{_safe(mail['subject'])}</h1>"]
    if mail.get_body(("html",)):
        parts.append(f"<h2>As HTML</h2><iframe title='The mail as HTML' src='/{path.stem}/html' sandbox='")
        parts.append("allow-popups allow-popups-to-escape-sandbox'></iframe>")
    if text:
        parts.append(f"<h2>As text</h2><pre>{_safe(text.get_content())}</pre>")
    for number, part in enumerate(mail.iter_attachments()):
        parts.append(
            f"<p>Attached: <a href='/{path.stem}/part/{number}'>{_safe(part.get_filename())}</a></p>"
        )
    parts.append(f"<h2>Headers</h2><table>{head}</table>")
    return _page(str(mail["subject"]), "".join(parts))


def mail_html(path: Path) -> str:
    """The HTML half alone; its links open beside the sandbox."""
    body = read(path).get_body(("html",))
    return f'<base target="_blank">{body.get_content()}' if body else ""


class Window(BaseHTTPRequestHandler):
    """The web side: reads only, answers only on this machine's own names."""

    folder: Path

    def do_GET(self) -> None:
        """Answer one page."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in {"localhost", "127.0.0.1"}:
            return self._answer(403, b"only on this machine")
        try:
            return self._route(*unquote(urlsplit(self.path).path).strip("/").split("/"))
        except (LookupError, ValueError, OSError):
            return self._answer(404, b"not found")

    def _route(self, name: str, *rest: str) -> None:
        if name == "style.css":
            return self._answer(200, STYLE.encode(), kind="text/css")
        if not name:
            return self._answer(200, listing(self.folder).encode())
        path = self.folder / f"{int(name)}.eml"
        if not rest:
            return self._answer(200, mail_page(path).encode())
        if rest == ("html",):
            return self._answer(200, mail_html(path).encode(), policy=MAIL_POLICY)
        part = list(read(path).iter_attachments())[int(rest[-1])]
        body = part.get_payload(decode=True)
        return self._answer(200, body if isinstance(body, bytes) else b"", kind="application/octet-stream")

    def _answer(self, status: int, body: bytes, kind: str = "text/html", policy: str = PAGE_POLICY) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: the mails are the log."""


def _row(path: Path) -> str:
    mail = read(path)
    at = time.strftime("%H:%M:%S", time.localtime(int(path.stem) / 1e9))
    return f"<tr><td>{at}<td>{_safe(mail['to'])}<td><a href='/{path.stem}'>{_safe(mail['subject'])}</a></tr>"


def _safe(value: object) -> str:
    return html.escape(str(value or "(none)"))


def _page(title: str, body: str, *, refresh: bool = False) -> str:
    again = '<meta http-equiv="refresh" content="5">' if refresh else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{again}<title>{_safe(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>'
        f"<body>{body}</body></html>"
    )


def serve(folder: Path, smtp: int, web: int) -> None:
    """Catch and show until a signal ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    ended = threading.Event()
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, lambda *_: ended.set())
    door = Controller(Catcher(folder), hostname="127.0.0.1", port=smtp)
    door.start()
    window = ThreadingHTTPServer(("127.0.0.1", web), type("FolderWindow", (Window,), {"folder": folder}))
    threading.Thread(target=window.serve_forever, daemon=True).start()
    ended.wait()
    window.shutdown()
    door.stop()


def main() -> None:
    """The command line: `python -m config.mailcatcher --smtp 1025 --web 8025 FOLDER`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--smtp", type=int, required=True)
    parser.add_argument("--web", type=int, required=True)
    asked = parser.parse_args()
    serve(asked.folder, asked.smtp, asked.web)


if __name__ == "__main__":
    main()
