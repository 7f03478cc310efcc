"""An order as it is kept in the queue: what is to be done, for whom, and where it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from bot.adding.materials import Address, Content, Material, Missing, Words
from bot.adding.orders import Order
from bot.homes import Home
from bot.visits import Visitor
from index import Deed


@dataclass(frozen=True, slots=True)
class Spot:
    """The message that tells of an order."""

    channel: int
    guild: int | None
    message: int | None
    """None where Discord did not say which it is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An order with all that any process needs to carry it out, but the files."""

    order: Order
    home: Home
    """The library, and the member with the roles they had."""
    locale: str
    """Of the member's Discord."""
    spot: Spot

    def written(self) -> tuple[str, bytes | None]:
        """As JSON, and apart from it what stands in files and messages."""
        order, visitor = self.order, self.home.visitor
        wish = {
            "deed": order.deed.value,
            "story": order.story,
            "name": order.name,
            "materials": [_written(one) for one in order.materials],
            "library": {"key": self.home.key, "server": self.home.server, "name": self.home.name},
            "visitor": {
                "member": visitor.member,
                "server": visitor.server,
                "channel": visitor.channel,
                "roles": sorted(visitor.roles),
                "manages": visitor.manages,
            },
            "locale": self.locale,
            "spot": [self.spot.channel, self.spot.guild, self.spot.message],
        }
        return json.dumps(wish), b"".join(map(_data, order.materials)) or None

    @classmethod
    def read(cls, wish: str, data: bytes | None) -> Self:
        """The order that was written; without its files where there are none any more."""
        found: dict[str, Any] = json.loads(wish)
        order = Order(
            tuple(_materials(found["materials"], data or b"")),
            Deed(found["deed"]),
            found["story"],
            found["name"],
        )
        kept = found["visitor"]
        visitor = Visitor(**{**kept, "roles": frozenset(kept["roles"])})
        library = found["library"]
        home = Home(library["key"], visitor, library["server"], library["name"])
        return cls(order, home, found["locale"], Spot(*found["spot"]))


def labels(wish: str) -> tuple[str, ...]:
    """How the things are called that an order brings."""
    return tuple(one["label"] for one in json.loads(wish)["materials"]) if wish else ()


def _written(one: Material) -> dict[str, object]:
    kept: dict[str, object] = {"kind": type(one).__name__, "label": one.label}
    if isinstance(one, Content | Words):
        kept["size"] = len(_data(one))
    if isinstance(one, Words):
        kept["source"] = one.source
    return kept


def _data(one: Material) -> bytes:
    if isinstance(one, Words):
        return one.text.encode("utf-8", "replace")
    return one.data if isinstance(one, Content) else b""


def _materials(kept: Sequence[Mapping[str, Any]], data: bytes) -> Iterator[Material]:
    start = 0
    for one in kept:
        end = start + one.get("size", 0)
        part, start = data[start:end], end
        match one["kind"]:
            case "Address":
                yield Address(one["label"])
            case "Content":
                yield Content(one["label"], part)
            case "Words":
                yield Words(one["label"], part.decode(), one["source"])
            case _:
                yield Missing(one["label"])
