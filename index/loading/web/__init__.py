"""An address -> a page's bytes, read safely; a web page -> its article.

``article`` is imported on its own by the process that parses, which never fetches.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from index.loading.web.options import Fetched, WebOptions

if TYPE_CHECKING:
    from index.loading.web.fetching import fetch

__all__ = ["Fetched", "WebOptions", "fetch"]

_LATER = {"fetch": "index.loading.web.fetching"}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
