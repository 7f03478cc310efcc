"""Servers take turns: what one of them asks for keeps no other one waiting for long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from bot.errors import BusyError
from bot.work import Work


class Gate:
    """Work that waits until the gate is opened, and what was done in which order."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._open = threading.Event()

    def task(self, name: str) -> Callable[[], None]:
        def task() -> None:
            self._open.wait(10)
            self.done.append(name)

        return task

    def open(self) -> None:
        self._open.set()


async def in_line(work: Work, gate: Gate, parties: str) -> list[asyncio.Task[None]]:
    """Work of these parties, one letter each, all of it waiting behind the first."""
    count = dict.fromkeys(parties, 0)
    tasks = []
    for party in parties:
        count[party] += 1
        task = gate.task(f"{party}{count[party]}")
        tasks.append(asyncio.create_task(work.run(task, party)))
    await asyncio.sleep(0.01)
    return tasks


async def test_one_servers_many_questions_do_not_come_before_anothers_first() -> None:
    work, gate = Work(threads=1, queue_size=20, name="test"), Gate()

    tasks = await in_line(work, gate, "aaaaabbc")
    gate.open()
    await asyncio.gather(*tasks)

    # The very first had begun already.
    assert gate.done == ["a1", "a2", "b1", "c1", "a3", "b2", "a4", "a5"]


async def test_a_server_that_comes_back_waits_behind_those_that_wait_already() -> None:
    work, gate = Work(threads=1, queue_size=20, name="test"), Gate()

    tasks = await in_line(work, gate, "abbc")
    tasks += await in_line(work, gate, "a")
    gate.open()
    await asyncio.gather(*tasks)

    assert gate.done == ["a1", "b1", "c1", "a1", "b2"]


async def test_one_server_alone_may_fill_the_queue_and_leaves_room_for_others_still() -> None:
    work, gate = Work(threads=1, queue_size=5, name="test"), Gate()

    tasks = await in_line(work, gate, "aaaaaa")
    with pytest.raises(BusyError):
        work.place("a")
    tasks += await in_line(work, gate, "bbb")
    with pytest.raises(BusyError):
        work.place("b")
    tasks += await in_line(work, gate, "c")
    gate.open()
    await asyncio.gather(*tasks)

    assert gate.done[:4] == ["a1", "a2", "b1", "c1"]


async def test_a_server_that_holds_more_than_its_share_gets_no_more_while_others_wait() -> None:
    work = Work(threads=1, queue_size=5, name="test")
    with work.place("a"), work.place("a"), work.place("a"), work.place("b"):
        with pytest.raises(BusyError):
            work.place("a")
        with work.place("b"), work.place("b"):
            pass
    with work.place("a"):
        pass


async def test_several_members_of_a_server_are_let_in_however_many_servers_wait() -> None:
    work = Work(threads=2, queue_size=32, name="test")
    places = [work.place(str(server)).__enter__() for server in range(40)]
    places += [work.place("7").__enter__() for _ in range(2)]
    with pytest.raises(BusyError):
        work.place("7")
    for place in places:
        place.__exit__(None, None, None)


async def test_there_is_an_end_to_what_all_servers_together_may_hold() -> None:
    work = Work(threads=1, queue_size=0, name="test")
    places = [work.place(str(server)).__enter__() for server in range(8)]
    with pytest.raises(BusyError, match="8 other questions"):
        work.place("one more")
    places.pop().__exit__(None, None, None)
    with work.place("one more"):
        pass


async def test_who_waits_is_told_how_many_come_before() -> None:
    work, gate = Work(threads=1, queue_size=20, name="test"), Gate()
    tasks = await in_line(work, gate, "aaab")

    with work.place("b") as second, work.place("c") as third:
        waits = [asyncio.create_task(second.run(gate.task("x")))]
        waits.append(asyncio.create_task(third.run(gate.task("y"))))
        await asyncio.sleep(0.01)
        # a1 runs; then a2, b1, c1, a3, and b2, which is the second of b's.
        assert third.ahead == 3
        assert second.ahead == 5
        gate.open()
        await asyncio.gather(*tasks, *waits)
        assert second.ahead == third.ahead == 0


async def test_work_of_less_hurry_sees_when_it_is_quiet() -> None:
    work, gate = Work(threads=1, queue_size=1, name="test"), Gate()
    assert work.wait_for_quiet(0)

    tasks = await in_line(work, gate, "a")
    assert not work.wait_for_quiet(0.01)
    gate.open()
    await asyncio.gather(*tasks)

    assert work.wait_for_quiet(1)
