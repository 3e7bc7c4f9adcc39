"""The bot starts: every plugin that can run does, and the others say why not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import PluginChanged
from tika_bot.core.features import FeatureUnavailable
from tika_bot.core.host import State
from tika_bot.core.house import House
from tika_bot.storage.database import Database
from tika_bot.testing.folders import write_plugin
from tika_bot.testing.houses import a_host, a_house

GUILD = GuildId(1)
OPERATOR = UserId(9)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database) as house:
        yield house


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ('depends = ["bonk"]', "depends names 'bonk', which doesn't exist; did you mean 'bank'?"),
        ('tika = ">=99"', "needs tika >=99"),
        ('tika = "new"', "tika is 'new'; write it like '>=0.1,<2'"),
        ('extras = ["carts"]', "did you mean 'cards'?"),
        ('permisions = ["ban_members"]', "permisions isn't a known key; did you mean 'permissions'?"),
        ('permissions = ["ban_member"]', "did you mean 'ban_members'?"),
        ('intents = ["member"]', "did you mean 'members'?"),
        ("default = 1", "default"),
        ('[data]\nkeeps = ["user id"]', "data.until is missing"),
        ("id = ", "can't be read"),
        ('depends = ["odd"]', "goes in a circle through odd → odd"),
    ],
)
async def test_what_cannot_run_is_refused_with_a_sentence_and_the_rest_runs(
    house: House, tmp_path: Path, manifest: str, why: str
) -> None:
    write_plugin(tmp_path, "bank")
    write_plugin(tmp_path, "odd", manifest=manifest)
    write_plugin(tmp_path, "fan", manifest='depends = ["odd"]')
    async with a_host(house, tmp_path) as host:
        states = {name: plugin.state for name, plugin in host.plugins.items()}

        assert states == {"bank": State.RUNNING, "odd": State.REFUSED, "fan": State.REFUSED}
        assert why in (host.plugins["odd"].why or "")
        assert "needs 'odd', which can't run" in (host.plugins["fan"].why or "")
        with pytest.raises(FeatureUnavailable):
            house.features.demand(GUILD, "odd")


async def test_a_circle_of_three_is_shown_and_a_bystander_runs(house: House, tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        write_plugin(tmp_path, name, manifest=f'depends = ["{other}"]')
    write_plugin(tmp_path, "d")
    async with a_host(house, tmp_path) as host:
        assert "a → b → c → a" in (host.plugins["a"].why or "")
        assert host.plugins["d"].state is State.RUNNING


@pytest.mark.parametrize(
    "code",
    [
        "1 / 0",
        "def build(house): raise ValueError('x')",
        "import os\nraise SystemError",
        "class S:\n    async def start(self): raise OSError\ndef build(house): return S()",
    ],
)
async def test_a_plugin_that_breaks_gets_an_incident_number_and_the_rest_runs(
    house: House, tmp_path: Path, code: str
) -> None:
    write_plugin(tmp_path, "fine")
    write_plugin(tmp_path, "broken", plugin=code)
    async with a_host(house, tmp_path) as host:
        broken = host.plugins["broken"]

        assert broken.state is State.FAILED and "incident" in (broken.why or "")
        (report,) = [one for one in house.features.report(GUILD) if one.why_unavailable]
        assert "incident" in str(report.why_unavailable) and "Error" not in str(report.why_unavailable)
        assert host.plugins["fine"].state is State.RUNNING
        assert not house.wording.knows("broken") and house.wording.knows("fine")


async def test_plugins_start_behind_what_they_need_and_stop_before_it(house: House, tmp_path: Path) -> None:
    changes: list[tuple[str, str]] = []

    async def heard(event: PluginChanged) -> None:
        changes.append((event.plugin, event.state))

    house.events.on(PluginChanged, heard)
    write_plugin(tmp_path, "aaa", manifest='depends = ["zzz"]')
    write_plugin(tmp_path, "bbb", manifest='after = ["ccc", "absent"]')
    write_plugin(tmp_path, "ccc")
    write_plugin(tmp_path, "zzz")
    async with a_host(house, tmp_path):
        started = [plugin for plugin, state in changes if state == "running"]
    stopped = [plugin for plugin, state in changes if state == "stopped"]

    assert started.index("zzz") < started.index("aaa") and started.index("ccc") < started.index("bbb")
    assert stopped == started[::-1]


async def test_a_disabled_plugin_stays_off_after_a_restart_until_it_is_enabled(
    house: House, tmp_path: Path
) -> None:
    write_plugin(tmp_path, "bank")
    write_plugin(tmp_path, "shop", manifest='depends = ["bank"]')
    async with a_host(house, tmp_path) as host:
        await host.disable("bank", by=OPERATOR)
        assert [host.plugins[name].state for name in ("bank", "shop")] == [State.STOPPED, State.REFUSED]

    async with a_host(house, tmp_path) as host:
        assert [host.plugins[name].state for name in ("bank", "shop")] == [State.STOPPED, State.REFUSED]
        await host.enable("bank", by=OPERATOR)
        assert [host.plugins[name].state for name in ("bank", "shop")] == [State.RUNNING] * 2


async def test_rooms_are_opened_only_in_running_plugins(house: House, tmp_path: Path) -> None:
    write_plugin(tmp_path, "bank", commands="LIST = 1")
    write_plugin(tmp_path, "odd", commands="LIST = 1", manifest='depends = ["absent"]')
    async with a_host(house, tmp_path) as host:
        assert getattr(host.room("bank", "commands"), "LIST", None) == 1
        assert host.room("bank", "dashboard") is None
        assert host.room("odd", "commands") is None
