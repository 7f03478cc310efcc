"""What fails in a round, for how long, and on which engines."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.chaos.bots import PACE
from tests.chaos.fleet import Bot, Fleet
from tests.chaos.places import Folder, Server


@dataclass(frozen=True, slots=True)
class Scene:
    """All that can fail, and what draws how."""

    fleet: Fleet
    place: Folder | Server
    draw: random.Random

    def bot(self) -> Bot:
        return self.draw.choice(self.fleet.bots)

    def seconds(self, most: float) -> float:
        return self.draw.uniform(0, most)


Fail = Callable[[Scene], Awaitable[None]]


async def nothing(_scene: Scene) -> None:
    """Let nothing fail, as a measure for the others."""


async def kill_bot(scene: Scene) -> None:
    await scene.fleet.kill(scene.bot())


async def kill_both_bots(scene: Scene) -> None:
    for bot in list(scene.fleet.bots):
        await scene.fleet.kill(bot)


async def kill_again(scene: Scene) -> None:
    """Kill a bot, and then the one that takes over."""
    await scene.fleet.kill(scene.bot())
    await scene.fleet.fill_up()
    await asyncio.sleep(scene.seconds(4.0))
    await scene.fleet.kill(scene.fleet.bots[0])


async def pause_bot(scene: Scene) -> None:
    """Stop a bot for longer than what it claimed is its own, and let it go on."""
    bot = scene.bot()
    bot.send(signal.SIGSTOP)
    try:
        await asyncio.sleep(PACE.lease_seconds + 0.5 + scene.seconds(1.5))
    finally:
        bot.send(signal.SIGCONT)


async def kill_server(scene: Scene) -> None:
    assert isinstance(scene.place, Server)
    await scene.place.kill()
    await asyncio.sleep(scene.seconds(1.0))
    await scene.place.mend()


async def kill_bot_and_server(scene: Scene) -> None:
    assert isinstance(scene.place, Server)
    await asyncio.gather(scene.place.kill(), scene.fleet.kill(scene.bot()))
    await asyncio.sleep(scene.seconds(1.0))
    await scene.place.mend()


async def kill_all(scene: Scene) -> None:
    assert isinstance(scene.place, Server)
    await asyncio.gather(scene.place.kill(), kill_both_bots(scene))
    await scene.place.mend()


async def slow_database(scene: Scene) -> None:
    await scene.place.hold(0.5 + scene.seconds(2.0))


async def cut_connections(scene: Scene) -> None:
    assert isinstance(scene.place, Server)
    for _ in range(scene.draw.randint(1, 4)):
        await asyncio.to_thread(scene.place.cut)
        await asyncio.sleep(scene.seconds(0.4))


async def read_only(scene: Scene) -> None:
    assert isinstance(scene.place, Server)
    await asyncio.to_thread(scene.place.read_only)
    await asyncio.sleep(0.5 + scene.seconds(1.5))
    await scene.place.mend()


async def no_connections(scene: Scene) -> None:
    assert isinstance(scene.place, Server)
    await scene.place.crowd(0.5 + scene.seconds(1.5))


async def full_disk(scene: Scene) -> None:
    disk = scene.place.disk
    await asyncio.to_thread(disk.fill)
    await asyncio.sleep(0.5 + scene.seconds(1.5))
    await scene.place.mend()


async def full_disk_and_kill(scene: Scene) -> None:
    await asyncio.to_thread(scene.place.disk.fill)
    await asyncio.sleep(scene.seconds(1.0))
    await scene.fleet.kill(scene.bot())
    await scene.place.mend()


async def cut_gateway(scene: Scene) -> None:
    for _ in range(scene.draw.randint(1, 2)):
        scene.fleet.discord.gateway.cut_all()
        await asyncio.sleep(scene.seconds(0.5))


async def close_gateway(scene: Scene) -> None:
    """Close with a code, now and then with sessions that are not known any more."""
    gateway = scene.fleet.discord.gateway
    gateway.forgets = scene.draw.random() < 0.3
    await gateway.close_all(scene.draw.choice([1000, 1001, 4000, 4009]))
    await asyncio.sleep(1.0)
    gateway.forgets = False


async def cut_requests(scene: Scene) -> None:
    """Break the connections of some requests, after they were carried out or before."""
    for _ in range(scene.draw.randint(2, 6)):
        scene.fleet.discord.fail("*", "*", taken=scene.draw.random() < 0.5)
        await asyncio.sleep(scene.seconds(0.3))


async def failing_discord(scene: Scene) -> None:
    """Answer some requests with 429 or 5xx, after they were carried out or before."""
    for _ in range(scene.draw.randint(2, 6)):
        status = scene.draw.choice([429, 500, 502, 503])
        taken = status != 429 and scene.draw.random() < 0.3
        scene.fleet.discord.fail("*", "*", status=status, taken=taken)
        await asyncio.sleep(scene.seconds(0.3))


FAULTS: dict[str, Fail] = {
    "nothing": nothing,
    "kill -9 of a bot": kill_bot,
    "kill -9 of both bots": kill_both_bots,
    "kill -9 of a bot, and of the one that takes over": kill_again,
    "a bot paused beyond its claims": pause_bot,
    "kill -9 of PostgreSQL": kill_server,
    "kill -9 of a bot and of PostgreSQL": kill_bot_and_server,
    "kill -9 of both bots and of PostgreSQL": kill_all,
    "database slow": slow_database,
    "database cuts connections": cut_connections,
    "database read-only": read_only,
    "database without free connections": no_connections,
    "disk full": full_disk,
    "disk full, and kill -9 of a bot": full_disk_and_kill,
    "gateway cut": cut_gateway,
    "gateway closed": close_gateway,
    "requests cut": cut_requests,
    "Discord answers 429 and 5xx": failing_discord,
}
_OF_A_SERVER = {
    kill_server, kill_bot_and_server, kill_all, cut_connections, read_only, no_connections
}  # fmt: skip
_OF_A_DISK = {full_disk, full_disk_and_kill}
_TWICE = {kill_bot, kill_both_bots, kill_server, kill_bot_and_server, kill_all}
"""What is drawn twice as often."""
LOSES = {
    kill_bot, kill_both_bots, kill_again, kill_bot_and_server, kill_all, full_disk_and_kill,
    pause_bot, close_gateway,
}  # fmt: skip
"""In which something may be left unanswered, with the bot or the session that it was sent to."""


def faults_for(place: Folder | Server) -> list[str]:
    """The names of what can fail, those that are to be drawn more often more than once."""
    found = []
    for name, fail in FAULTS.items():
        if fail in _OF_A_SERVER and not isinstance(place, Server):
            continue
        if fail in _OF_A_DISK and not place.disk.small:
            continue
        found += [name] * (2 if fail in _TWICE else 1)
    return found
