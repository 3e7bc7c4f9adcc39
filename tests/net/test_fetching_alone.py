"""Somebody hands the bot a URL that leads inside, on a machine that has nothing but loopback to reach."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ALONE = ("unshare", "--map-root-user", "--net")

SCRIPT = """
import asyncio, fcntl, socket, struct
from tika_bot.net.fetching import Fetcher, FetchFailed, FetchRefused
from test_fetching import URLS_THAT_LEAD_INSIDE

async def main():
    with socket.socket() as lo:  # what `ip link set lo up` does, which not every machine has
        fcntl.ioctl(lo, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))
    heard = []
    server = await asyncio.start_server(lambda reader, writer: heard.append(writer.close()), "127.0.0.1", 80)
    reader, writer = await asyncio.open_connection("127.0.0.1", 80)  # there is something to be reached
    assert await reader.read() == b""
    writer.close()
    fetcher = Fetcher()
    for url in URLS_THAT_LEAD_INSIDE:
        try:
            await fetcher.fetch(url, timeout_s=5)
        except (FetchRefused, FetchFailed):  # failed: a name that means nothing here
            continue
        raise SystemExit(f"fetched {url}")
    await fetcher.close()
    server.close()
    print(len(URLS_THAT_LEAD_INSIDE), "tried,", len(heard), "heard")

asyncio.run(main())
"""


def test_a_server_on_loopback_hears_nothing() -> None:
    if shutil.which(ALONE[0]) is None or run("true").returncode:
        pytest.skip("this machine lends no network of one's own (unshare)")

    done = run(sys.executable, "-c", SCRIPT)

    assert (done.stdout, done.stderr) == ("15 tried, 1 heard\n", "")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run ``command`` where there is nothing but loopback; it finds the tests beside this one."""
    place = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    return subprocess.run(
        [*ALONE, *command], capture_output=True, text=True, timeout=60, check=False, env=place
    )
