"""The lag of an event loop that does nothing else, for so many seconds: what the machine adds."""

from __future__ import annotations

import asyncio
import json
import sys
from time import perf_counter


async def measure(seconds: float, beat: float) -> list[float]:
    """The lags of a task that wakes every ``beat`` seconds."""
    lags: list[float] = []
    end = perf_counter() + seconds
    while perf_counter() < end:
        due = perf_counter() + beat
        await asyncio.sleep(beat)
        lags.append(max(0.0, perf_counter() - due))
    return lags


if __name__ == "__main__":
    lags = asyncio.run(measure(float(sys.argv[1]), float(sys.argv[2])))
    sys.stdout.write(json.dumps(lags))
