"""A script that knows nothing but Discord's API drives the demo."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

pytestmark = pytest.mark.journey

TIKA = Path(sys.executable).with_name("tika")
READY_WITHIN_S = 60
"""The promise is 5 s installed; a busy machine with several tests at once gets more."""

Json = dict[str, Any]


@asynccontextmanager
async def demo(*arguments: str, cwd: Path) -> AsyncIterator[tuple[Json, asyncio.subprocess.Process]]:
    """Run ``tika demo --json`` and yield what it printed."""
    process = await asyncio.create_subprocess_exec(
        TIKA, "demo", "--json", *arguments, cwd=cwd, stdout=asyncio.subprocess.PIPE, env={**os.environ}
    )
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), READY_WITHIN_S)
        yield json.loads(line), process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 15)


class Script:
    """Discord's API, by hand."""

    def __init__(self, session: aiohttp.ClientSession, facts: Json, user: Json) -> None:
        self._session, self._facts, self._user = session, facts, user
        self.guild = facts["guilds"][0]
        self.channel = self.guild["channels"]["general"]

    async def call(self, method: str, path: str, body: Json | None = None) -> Any:  # noqa: ANN401 - JSON
        headers = {"Authorization": self._user["token"]}
        async with self._session.request(
            method, self._facts["api"] + path, json=body, headers=headers
        ) as answer:
            assert answer.status < 300, (method, path, answer.status, await answer.text())
            return await answer.json() if answer.status != 204 else None

    async def interact(self, kind: int, data: Json, **more: object) -> None:
        body = {
            "type": kind, "application_id": self._facts["bot"]["id"], "guild_id": self.guild["id"],
            "channel_id": self.channel, "session_id": "any", "nonce": os.urandom(6).hex(), "data": data,
            **more,
        }  # fmt: skip
        await self.call("POST", "/interactions", body)

    async def command(self, name: str) -> Json:
        index = await self.call("GET", f"/channels/{self.channel}/application-command-index")
        return next(c for c in index["application_commands"] if c["name"] == name)

    async def run(self, name: str) -> None:
        known = await self.command(name)
        data = {key: known[key] for key in ("id", "name", "type", "version")}
        await self.interact(2, {**data, "options": []})

    async def newest(self, holds: Callable[[Json], bool]) -> Json:
        """Return the newest message for which ``holds``, as soon as there is one."""
        found: list[Json] = []

        async def look() -> bool:
            found[:] = filter(holds, await self.call("GET", f"/channels/{self.channel}/messages?limit=20"))
            return bool(found)

        await wait_until(look)
        return found[0]

    async def picture(self, message: Json) -> bytes:
        async with self._session.get(message["attachments"][0]["url"]) as answer:
            assert answer.status == 200
            return await answer.read()


def buttons(message: Json) -> list[Json]:
    return [part for row in message["components"] for part in row["components"] if part.get("custom_id")]


async def wait_until(holds: Callable[[], Awaitable[bool]], within_s: float = 20) -> None:
    """Ask again and again: plain HTTP offers nothing to wait on."""
    async with asyncio.timeout(within_s):
        while not await holds():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.05)


async def test_a_script_talks_ranks_and_turns_a_page(tmp_path: Path) -> None:
    async with demo(cwd=tmp_path) as (facts, _), aiohttp.ClientSession() as session:
        assert len(facts["guilds"]) >= 2 and all("general" in g["channels"] for g in facts["guilds"])
        assert not facts["users"][0]["admin"] and facts["users"][1]["admin"]
        alice = Script(session, facts, facts["users"][0])
        bob = Script(session, facts, facts["users"][1])

        await alice.call(
            "POST", f"/channels/{alice.channel}/messages", {"content": "Good morning, tea house!"}
        )
        await bob.call(
            "POST", f"/channels/{bob.channel}/messages", {"content": "The kettle is already singing."}
        )
        await alice.run("rank")
        card = await alice.newest(
            lambda m: bool(m["attachments"]) and m["author"]["id"] == facts["bot"]["id"]
        )
        await alice.run("leaderboard")
        board = await alice.newest(lambda m: bool(buttons(m)) and m["id"] != card["id"])
        first = next(part for part in buttons(board) if not part.get("disabled"))
        before = await alice.call("GET", f"/channels/{alice.channel}/messages/{board['id']}")
        await alice.interact(
            3, {"component_type": 2, "custom_id": first["custom_id"]}, message_id=board["id"], message_flags=0
        )

        async def turned() -> bool:
            after = await alice.call("GET", f"/channels/{alice.channel}/messages/{board['id']}")
            return bool(after["edited_timestamp"] != before["edited_timestamp"])

        await wait_until(turned)
        picture = await alice.picture(card)
        assert picture[:4] in (b"\x89PNG", b"RIFF", b"\xff\xd8\xff\xe0")
        assert card["attachments"][0]["description"], "the card has no alt text"


async def test_the_world_and_its_ids_are_the_same_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    async with demo("--data", str(folder), cwd=tmp_path) as (before, _), aiohttp.ClientSession() as session:
        alice = Script(session, before, before["users"][0])
        said = await alice.call(
            "POST", f"/channels/{alice.channel}/messages", {"content": "Remember this one."}
        )

    async with demo("--data", str(folder), cwd=tmp_path) as (after, _), aiohttp.ClientSession() as session:
        alice = Script(session, after, after["users"][0])
        kept = await alice.call("GET", f"/channels/{alice.channel}/messages/{said['id']}")

    assert kept["content"] == "Remember this one."
    for key in ("users", "bot", "guilds"):
        assert before[key] == after[key]


async def test_the_demo_ends_at_once_and_cleanly(tmp_path: Path) -> None:
    async with demo(cwd=tmp_path) as (_, process):
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
