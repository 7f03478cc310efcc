"""``verse`` with an encoder that needs no weights; the first argument is the data folder."""

from __future__ import annotations

import os
import sys
from functools import partial

from bot.cli import app
from bot.opening import library_options, open_library
from bot.settings import Settings
from bot.terminal.tools import Tools
from index import Libraries
from tests.index.support import WordEncoder


def open_words(settings: Settings) -> Libraries:
    return Libraries.open(library_options(settings), encoder=WordEncoder())


if __name__ == "__main__":
    os.environ["DATABASE_FOLDER"] = sys.argv.pop(1)
    app(obj=Tools(open_library=partial(open_library, open_all=open_words)), prog_name="verse")
