"""Which packages of a bill have a licence that asks for more than being named."""

from __future__ import annotations

from typing import Any

from boolean import Expression
from license_expression import ExpressionError, LicenseSymbol, get_spdx_licensing

PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CNRI-Python",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "NCSA",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    }
)
# Of files and not of programs: their authors want changes of those files back, no more.
_OF_FILES = frozenset({"MPL-1.1", "MPL-2.0"})
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
SEEN_BY_HAND = {
    # Their metadata name no licence that can be compared; read in their LICENSE files.
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
    "transformers": "Apache-2.0",
}
# The LGPL asks that the library can be replaced by another build of it, which pip does. It is
# installed for DATABASE_URL only, by the extra `postgres`, and nothing of it is copied here.
REPLACEABLE = frozenset({"psycopg", "psycopg-binary"})

_SPDX = get_spdx_licensing()


def foreign_licences(bill: dict[str, Any]) -> list[str]:
    """One sentence for each package whose licence is unknown or asks for more."""
    return [
        f"The licence of {part['name']} {part.get('version', '')} is {licence or 'not named'};"
        " choose another package, or decide in tests/deploy/supply/licences.py."
        for part in bill["components"]
        if part["name"] not in REPLACEABLE and not _permits(licence := _licence(part))
    ]


def _licence(part: dict[str, Any]) -> str:
    if part["name"] in SEEN_BY_HAND:
        return SEEN_BY_HAND[part["name"]]
    given = part.get("licenses", [])
    spdx = [one["expression"] for one in given if "expression" in one]
    spdx += [one["license"]["id"] for one in given if "id" in one.get("license", {})]
    # Classifiers are the older and vaguer way to say the same.
    if spdx:
        return " AND ".join(f"({one})" for one in spdx)
    names = [one["license"].get("name", "").rsplit(" :: ", 1)[-1] for one in given]
    return " AND ".join(_CLASSIFIERS.get(name, name) for name in names)


def _permits(licence: str) -> bool:
    if not licence:
        return False
    try:
        parsed = _SPDX.parse(licence, validate=True)
    except ExpressionError:
        return False
    return _holds(parsed)


def _holds(node: Expression) -> bool:
    if isinstance(node, _SPDX.AND):
        return all(_holds(one) for one in node.args)
    if isinstance(node, _SPDX.OR):
        return any(_holds(one) for one in node.args)
    name = node.key if isinstance(node, LicenseSymbol) else str(node)
    return name in PERMISSIVE | _OF_FILES
