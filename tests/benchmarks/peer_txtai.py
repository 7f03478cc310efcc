"""The peer: retrieval by txtai, with the same weights over the same passages.

What is not named here is txtai's own default. txtai comes with the extra ``peer``.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

from index.encoding import embedded_folder

Search = Callable[[str, int], list[int]]
"""A question and how many -> the positions of the best texts, the best first."""

INSTALL = "pip install -c constraints.txt -e '.[peer]'"
KINDS: dict[str, dict[str, bool]] = {
    "vectors": {},
    "keywords": {"keyword": True},
    "hybrid": {"hybrid": True},
}
"""What each kind of index is made with, beside the model."""


def installed() -> bool:
    """Whether txtai can be imported."""
    return importlib.util.find_spec("txtai") is not None


def version() -> str:
    """The version of txtai that is measured."""
    return importlib.metadata.version("txtai")


class Txtai:
    """Makes txtai's indexes; the model is loaded once for all of them."""

    def __init__(self) -> None:
        self._models: dict[str, Any] = {}

    def index(self, kind: str, texts: Sequence[str]) -> Search:
        """Index some texts, which are known by their positions; ``kind`` is one of ``KINDS``."""
        from txtai import Embeddings

        settings: dict[str, Any] = dict(KINDS[kind])
        if kind != "keywords":
            # Its own way of running a transformers model: mean pooling, then length 1.
            settings |= {"path": str(embedded_folder()), "method": "transformers", "gpu": False}
        embeddings = Embeddings(settings, models=self._models)
        embeddings.index(list(texts))
        return lambda question, k: [int(position) for position, _ in embeddings.search(question, k)]
