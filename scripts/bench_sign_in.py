"""Sign-ins a second, and how many page views are kept while somebody floods the sign-in with wrong passwords.

The portal runs as `make run` runs it. Readers ask for 50 pages a second, the flood for 50 sign-ins a second, each
from another source, with another user ID and another password, so that no limit but the number of password hashes
at a time holds it: the worst case. The page views are measured without the flood before and after it, and during
it, in the same run; then once more with a flood that sends as fast as it is answered.
"""

import argparse
import os
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Iterator

from bench_http import SETTINGS, Client, load, percentiles, sign_in, start_portal, wait_until_open

PAGE, WORD = "/records/", "年金記録"
AIM = 0.80  # of the page views must be left
RATE = 50  # a second, of page views and of wrong sign-ins


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="nenkin-bench-") as folder:
        os.environ.update(SETTINGS, NENKIN_DATA=folder, NENKIN_BEHIND_PROXY="yes")
        server, port = start_portal()
        try:
            wait_until_open(server, port)
            viewers = sign_in(port, options.viewers)
            load(viewers, PAGE, WORD, seconds=1)  # warm
            # Before the floods: they ring the bell, and then a password alone opens nothing on a new browser.
            print(f"right sign-ins               {right_sign_ins(port, options.seconds):7,.1f} a second")
            kept = measure(port, viewers, options, rate=RATE)
            measure(port, viewers, options, rate=0)
        finally:
            server.terminate()
            server.wait(timeout=20)
    if options.strict and kept < AIM:
        sys.exit("fewer page views were kept than the aim")


def measure(port: int, viewers: list[Client], options: argparse.Namespace, *, rate: int) -> float:
    """Page views before, during and after a flood of `rate` sign-ins a second (0: as fast as it is answered)."""

    def views() -> list[float]:
        return read(viewers, seconds=options.seconds, rate=rate)

    before = views()
    with Flood(port, options.attackers, rate) as flood:
        time.sleep(0.5)
        flood.counted.clear()
        during = views()
        wrong = len(flood.counted)
    after = views()
    print(
        f"flood of {f'{rate} sign-ins a second' if rate else f'{options.attackers} connections, no pause'}:"
    )
    for name, times in (("before", before), ("during the flood", during), ("after", after)):
        print(f"page views {name:<18}{len(times) / options.seconds:7,.0f} a second   {percentiles(times)}")
    print(f"wrong sign-ins answered      {wrong / options.seconds:7,.0f} a second")
    kept = 2 * len(during) / (len(before) + len(after))
    print(f"page views kept              {100 * kept:6.0f} %  (aim: {100 * AIM:.0f} % at {RATE} a second)")
    return kept


def read(clients: list[Client], *, seconds: int, rate: int) -> list[float]:
    """The time of each page view; with a rate, so many a second are asked for, all connections together."""
    if not rate:
        return load(clients, PAGE, WORD, seconds=seconds)
    times: list[float] = []

    def keep_asking(client: Client) -> None:
        for due in pace(rate / len(clients), seconds):
            status, page = client.ask("GET", PAGE)
            assert status == 200, status
            assert WORD in page, "another page came"
            times.append(time.perf_counter() - due)

    threads = [threading.Thread(target=keep_asking, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def pace(rate: float, seconds: float) -> Iterator[float]:
    """Moments that lie 1/rate apart; a late one comes at once, and what is late at the end is not asked for."""
    begun = time.perf_counter()
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() > begun + seconds:
            return
        yield due


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--viewers", type=int, default=4)
    parser.add_argument("--attackers", type=int, default=16)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--strict", action="store_true", help="exit with 1 below the aim")
    return parser.parse_args()


class Flood:
    """Wrong sign-ins, on many connections, until it is left."""

    def __init__(self, port: int, connections: int, rate: int) -> None:
        self.rate = rate / connections
        self.counted: list[int] = []
        self.over = False
        self.threads = [threading.Thread(target=self._try, args=(port,)) for _ in range(connections)]

    def __enter__(self) -> "Flood":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over = True
        for thread in self.threads:
            thread.join()

    def _try(self, port: int) -> None:
        client = Client(port)
        token = client.token("/login/")
        for number, _ in enumerate(pace(self.rate or 100_000, 3_600)):
            if self.over:
                return
            client.source = f"198.51.{number % 250}.{secrets.randbelow(250)}"
            fields = {"user_id": secrets.token_hex(4), "password": secrets.token_hex(8)}
            status, _ = client.ask("POST", "/login/", {"csrfmiddlewaretoken": token, **fields})
            assert status in (303, 503), status
            self.counted.append(number)


def right_sign_ins(port: int, seconds: int) -> float:
    """Sign-ins of practice people one after the other, each in a browser of its own with script off."""
    from nenkin.services.account.practice import people

    done, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        for person in people():
            client = Client(port)
            client.source = f"203.0.{done % 250}.{secrets.randbelow(250)}"
            secret = {"csrfmiddlewaretoken": client.token("/login/"), "next": ""}
            fields = {"user_id": person.user_id, "password": person.password}
            status, _ = client.ask("POST", "/login/", secret | fields)
            assert status == 303, status
            done += 1
    return done / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
