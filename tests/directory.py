"""A small OpenID Connect provider in a thread: discovery, authorize, token with a signed ID token, keys, user info.

It checks what a provider checks: client, secret, redirect address, PKCE, each code once.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KID = "tell", "a secret of the client", "key1"


class Directory(ThreadingHTTPServer):
    """What it says of whoever comes: `claims`; `spoil` changes the ID token, `asked` are the addresses asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.daemon_threads = True
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.spoil: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    @property
    def issuer(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def id_token(self) -> str:
        """Signed, for this client, for a minute."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims, **self.spoil}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KID})


class Answering(BaseHTTPRequestHandler):
    """One request."""

    server: Directory

    def log_message(self, *words: Any) -> None:
        """Not on the screen of the tests."""

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        self.server.asked.append(place.path)
        if place.path == "/authorize":
            code = hashlib.sha256(asked["state"].encode()).hexdigest()
            self.server.codes[code] = asked
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif place.path == "/userinfo":
            assert self.headers["Authorization"] == "Bearer access"
            self.say({**self.server.claims, **self.server.userinfo})
        elif place.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self.say({"keys": [{**key, "kid": KID, "alg": "RS256", "use": "sig"}]})
        else:
            at = self.server.issuer
            self.say(
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "userinfo_endpoint": f"{at}/userinfo",
                    "jwks_uri": f"{at}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        sent = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        asked = self.server.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = (
            asked is not None
            and asked["code_challenge"] == challenge
            and asked["redirect_uri"] == sent["redirect_uri"]
            and (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        )
        if not right:
            self.say({"error": "invalid_grant"}, 400)
            return
        self.say({"access_token": "access", "token_type": "Bearer", "id_token": self.server.id_token()})

    def say(self, what: dict[str, Any], status: int = 200) -> None:
        """As JSON."""
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Directory]:
    """One for as long as it is needed."""
    server = Directory()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
