"""Column types whose values are the same on every engine."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Dialect, LargeBinary, Text, TypeDecorator, func
from sqlalchemy.types import TypeEngine, UserDefinedType

_POSTGRESQL = "postgresql"
_HALF_BYTES = 2
_SENT_HEADER = 4
"""Bytes before the numbers of a halfvec as PostgreSQL sends it: how many there are, and a zero."""
_ESCAPE = "\ufffe"
"""No character of Unicode, so that hardly a text has it."""
_ESCAPED = {"\0": f"{_ESCAPE}0", _ESCAPE: f"{_ESCAPE}1"}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone also where the database keeps none."""

    # SQLAlchemy passes the dialect to both methods, and neither needs it.
    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store the moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any characters: PostgreSQL takes no NUL, which a story may well have."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return text that is ordered by its characters, as SQLite does, and not by a locale."""
        return dialect.type_descriptor(
            Text(collation="C") if dialect.name == _POSTGRESQL else Text()
        )

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Write NUL with other characters where it has to be."""
        if value is None or dialect.name != _POSTGRESQL:
            return value
        if "\0" not in value and _ESCAPE not in value:
            return value
        return "".join(_ESCAPED.get(character, character) for character in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Give NUL back."""
        if value is None or dialect.name != _POSTGRESQL or _ESCAPE not in value:
            return value
        return value.replace(_ESCAPED["\0"], "\0").replace(_ESCAPED[_ESCAPE], _ESCAPE)


class Halfvec(UserDefinedType[bytes]):
    """The ``halfvec`` of pgvector, without a fixed number of dimensions.

    In the program it is what it is on SQLite: two bytes a dimension, little-endian.
    """

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name."""
        return "HALFVEC"

    def column_expression(self, colexpr: ColumnElement[Any]) -> ColumnElement[Any]:
        """Have vectors sent as bytes: as text they take five times the room, and are parsed."""
        return func.halfvec_send(colexpr, type_=self)

    def bind_processor(self, dialect: Dialect) -> Callable[[bytes | None], object]:  # noqa: ARG002
        """Return what hands the driver a vector."""
        from pgvector import HalfVector

        def process(value: bytes | None) -> HalfVector | None:
            if value is None:
                return None
            dimensions = len(value) // _HALF_BYTES
            return HalfVector.from_binary(struct.pack(">HH", dimensions, 0) + _turned(value))

        return process

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes], bytes]:  # noqa: ARG002
        """Return what takes the bytes apart."""
        return lambda value: _turned(value[_SENT_HEADER:])


Halves = LargeBinary().with_variant(Halfvec(), _POSTGRESQL)
"""A vector in half precision: a blob on SQLite, and where it can be searched, a ``halfvec``."""


def _turned(halves: bytes) -> bytes:
    """Return the numbers with their two bytes the other way round."""
    turned = array("H", halves)
    turned.byteswap()
    return turned.tobytes()
