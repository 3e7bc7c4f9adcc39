"""An operator reloads a plugin, again and again, and nothing of the old one stays."""

import asyncio
import gc
import sys
import weakref
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.host import PluginFailed, State
from tika_bot.core.house import House
from tika_bot.core.messages import ChatMessage
from tika_bot.storage.database import Database
from tika_bot.testing.folders import write_plugin
from tika_bot.testing.houses import a_host, a_house

COUNTING = """
    import asyncio
    from tika_bot.core.events import ListenerPaused

    EDITION = 1


    class Service:
        def __init__(self, house):
            self.heard = []
            self.edition = EDITION
            house.events.on(ListenerPaused, self.paused)
            house.nursery.start(asyncio.Event().wait(), name="waiting")

        async def paused(self, event):
            pass


    def build(house):
        return Service(house)
"""

LISTENING = """
    from tika_bot.core.messages import Listener


    def watch(service):
        return [Listener("count", lambda message: service.heard.append(message.id))]
"""


@pytest.fixture
async def house(sqlite_database: Database) -> AsyncIterator[House]:
    async with a_house(sqlite_database) as house:
        yield house


def message(number: int) -> ChatMessage:
    return ChatMessage(MessageId(number), GuildId(1), ChannelId(2), None, UserId(3), "Ann", "hi", 0)


async def test_after_200_reloads_there_is_one_instance_one_task_and_one_listener(
    house: House, tmp_path: Path
) -> None:
    write_plugin(tmp_path, "counting", plugin=COUNTING, listeners=LISTENING)
    tasks_before = len(asyncio.all_tasks())
    async with a_host(house, tmp_path) as host:
        services = [weakref.ref(host.plugins["counting"].service)]
        for _ in range(200):
            await host.reload("counting")
            services.append(weakref.ref(host.plugins["counting"].service))
        gc.collect()

        await host.messages.route(message(7))

        assert sum(service() is not None for service in services) == 1
        assert host.plugins["counting"].service.heard == [7]
        assert len(host.messages.stats()) == 1
        assert house.events.hearers("counting") == 1
        assert len(asyncio.all_tasks()) == tasks_before + 1
        assert len([name for name in sys.modules if name.startswith("tika_bot.plugins.counting")]) == 3


async def test_new_code_runs_after_a_reload(house: House, tmp_path: Path) -> None:
    write_plugin(tmp_path, "counting", plugin=COUNTING)
    async with a_host(house, tmp_path) as host:
        write_plugin(tmp_path, "counting", plugin=COUNTING.replace("EDITION = 1", "EDITION = 2"))
        await host.reload("counting")

        assert host.plugins["counting"].service.edition == 2


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("def build(house:", "plugin.py:1: '(' was never closed"),
        ("import nonsense_that_is_not_there", "ModuleNotFoundError"),
        ("def build(house):\n    raise RuntimeError('no coffee')", "RuntimeError: no coffee"),
        ("", "plugin.py has no build(house)"),
    ],
)
async def test_broken_new_code_leaves_the_old_one_running(
    house: House, tmp_path: Path, broken: str, why: str
) -> None:
    write_plugin(tmp_path, "counting", plugin=COUNTING, listeners=LISTENING)
    async with a_host(house, tmp_path) as host:
        write_plugin(tmp_path, "counting", plugin=broken, listeners=LISTENING)
        with pytest.raises(PluginFailed) as refusal:
            await host.reload("counting")
        await host.messages.route(message(7))

        assert why in str(refusal.value.fields["why"])
        assert host.plugins["counting"].state is State.RUNNING
        assert host.plugins["counting"].service.heard == [7]
        assert house.features.is_on(GuildId(1), "counting")


async def test_a_manifest_that_became_wrong_leaves_the_old_one_running(house: House, tmp_path: Path) -> None:
    write_plugin(tmp_path, "counting", plugin=COUNTING)
    async with a_host(house, tmp_path) as host:
        service = host.plugins["counting"].service
        write_plugin(tmp_path, "counting", plugin=COUNTING, manifest='dependz = ["x"]')
        with pytest.raises(PluginFailed) as refusal:
            await host.reload("counting")

        assert "did you mean 'depends'" in str(refusal.value.fields["why"])
        assert host.plugins["counting"].service is service


API = """
    class Coin:
        pass
"""

SPENDING = """
    from tika_bot.plugins.bank.api import Coin


    class Service:
        coin = Coin


    def build(house):
        return Service()
"""


async def test_dependents_are_reloaded_too_and_see_the_new_classes(house: House, tmp_path: Path) -> None:
    write_plugin(tmp_path, "bank", api=API)
    write_plugin(tmp_path, "shop", plugin=SPENDING, manifest='depends = ["bank"]')
    async with a_host(house, tmp_path) as host:
        old = host.plugins["shop"].service.coin
        await host.reload("bank")

        assert host.plugins["shop"].service.coin is not old
        assert host.plugins["shop"].service.coin is sys.modules["tika_bot.plugins.bank.api"].Coin


async def test_if_a_dependent_breaks_both_old_ones_come_back(house: House, tmp_path: Path) -> None:
    write_plugin(tmp_path, "bank", api=API)
    write_plugin(tmp_path, "shop", plugin=SPENDING, manifest='depends = ["bank"]')
    async with a_host(house, tmp_path) as host:
        old = host.plugins["shop"].service.coin
        write_plugin(tmp_path, "bank", api="class Cent: pass")
        with pytest.raises(PluginFailed):
            await host.reload("bank")

        assert [host.plugins[name].state for name in ("bank", "shop")] == [State.RUNNING] * 2
        assert host.plugins["shop"].service.coin is old


async def test_a_folder_that_appeared_later_can_be_loaded(house: House, tmp_path: Path) -> None:
    async with a_host(house, tmp_path) as host:
        write_plugin(tmp_path, "late", plugin=COUNTING)
        await host.reload("late")

        assert host.plugins["late"].state is State.RUNNING


async def test_a_mended_plugin_takes_its_waiting_dependents_along(house: House, tmp_path: Path) -> None:
    write_plugin(tmp_path, "bank", api=API, plugin="nonsense")
    write_plugin(tmp_path, "shop", plugin=SPENDING, manifest='depends = ["bank"]')
    async with a_host(house, tmp_path) as host:
        before = [host.plugins[name].state for name in ("bank", "shop")]
        write_plugin(tmp_path, "bank", api=API)
        await host.reload("bank")

        assert before == [State.FAILED, State.REFUSED]
        assert [host.plugins[name].state for name in ("bank", "shop")] == [State.RUNNING] * 2
