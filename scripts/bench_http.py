"""Pages a second over HTTP: signed in, from the stored record, one worker on one core.

The portal runs as `make run` runs it, with the practice people in a database of its own, pinned to the first
core. This program is the load: pinned to another core, it signs in once for each connection and asks for the
same page again and again on connections that stay open. Every answer is looked at.
"""

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

import django

PAGES = {"record page": ("/records/", "年金記録"), "estimate with its working": ("/estimate/result", "円")}
SETTINGS = {"DJANGO_SETTINGS_MODULE": "nenkin.config.settings", "NENKIN_LOG_LEVEL": "ERROR"}


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="nenkin-bench-") as folder:
        os.environ.update(SETTINGS, NENKIN_DATA=folder)
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[0]})  # the server inherits it
        server, port = start_portal()
        os.sched_setaffinity(0, {cores[-1]})
        try:
            wait_until_open(server, port)
            clients = sign_in(port, options.connections)
            print(f"one worker on one core, {options.connections} connections, {options.seconds} s a page")
            for title, (path, word) in PAGES.items():
                load(clients, path, word, seconds=1)  # warm
                busy = processor_seconds(server.pid)
                times = load(clients, path, word, seconds=options.seconds)
                busy = processor_seconds(server.pid) - busy
                each, pure = len(times) / options.seconds, len(times) / busy
                print(
                    f"{title:<26}{each:7,.0f} a second{pure:8,.0f} a processor second   {percentiles(times)}"
                )
        finally:
            server.terminate()
            server.wait(timeout=20)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=10)
    return parser.parse_args()


def start_portal() -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    subprocess.run([sys.executable, "scripts/prepare.py"], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(["scripts/serve.sh", str(port)])
    return server, port


def wait_until_open(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        if server.poll() is not None:
            sys.exit(f"the portal stopped with code {server.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the portal did not open its port within 20 seconds")


class Client:
    """One connection that stays open, with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.source = ""  # what a proxy would say, where the portal stands behind one

    def token(self, path: str) -> str:
        """The token of the forms on a page."""
        _, page = self.ask("GET", path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None, page
        return found[1]

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.source:
            headers["X-Forwarded-For"] = self.source
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text


def sign_in(port: int, connections: int) -> list[Client]:
    """As many connections as wanted, each with the session of a practice person whose pension is computed."""
    django.setup()
    from nenkin.services.account.practice import people

    able = []
    for person in people():
        client = Client(port)
        secret = {"csrfmiddlewaretoken": client.token("/login/"), "next": ""}
        status, _ = client.ask(
            "POST", "/login/", {**secret, "user_id": person.user_id, "password": person.password}
        )
        assert status == 303, f"{person.user_id} could not sign in: {status}"
        if "円" in client.ask("GET", "/estimate/result")[1]:
            able.append(client)
    assert able, "no practice person has an estimate"
    chosen = list(islice(cycle(able), connections))
    clients = [Client(port) for _ in chosen]
    for client, signed_in in zip(clients, chosen, strict=True):
        client.cookies = signed_in.cookies
    return clients


def load(clients: list[Client], path: str, word: str, *, seconds: float) -> list[float]:
    """Ask for a page for some seconds on all connections at once; the time of each answer."""
    times: list[float] = []
    wrong: list[str] = []
    stop = time.perf_counter() + seconds

    def keep_asking(client: Client) -> None:
        while (begun := time.perf_counter()) < stop and not wrong:
            status, page = client.ask("GET", path)
            times.append(time.perf_counter() - begun)
            if status != 200 or word not in page:
                wrong.append(f"{path} answered {status}: {page[:200]}")

    threads = [threading.Thread(target=keep_asking, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit(wrong[0])
    return times


def processor_seconds(pid: int) -> float:
    """What a process and its children have used so far, in user code and in the kernel."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)


def percentiles(times: list[float]) -> str:
    ordered = sorted(times)
    named = ((50, len(ordered) // 2), (99, len(ordered) * 99 // 100))
    return "   ".join(f"p{name} {1000 * ordered[place]:.1f} ms" for name, place in named)


if __name__ == "__main__":
    main()
