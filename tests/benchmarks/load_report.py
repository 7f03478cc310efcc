"""What ``load`` measured, as tables, and the lines that fit it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

import numpy as np

from tests.benchmarks.load_material import SIZES
from tests.benchmarks.measuring import Report, p50_and_p99, spread
from tests.benchmarks.million_places import Figures

Results = Mapping[str, Figures]
"""What was measured, by the names of the measurements."""
_STAGES = ("queue", "retrieving", "reading", "work")


@dataclass(frozen=True, slots=True)
class Line:
    """The straight line nearest to some points, by least squares."""

    base: float
    slope: float
    fit: float
    """R squared: the share of the spread that the line explains."""

    @classmethod
    def through(cls, points: Sequence[Sequence[float]]) -> Line:
        """Fit points (x, y), of which there have to be three at least."""
        x, y = np.array(points, np.float64).T
        slope, base = np.polyfit(x, y, 1)
        left = float(((y - base - slope * x) ** 2).sum())
        return cls(float(base), float(slope), 1 - left / float(((y - y.mean()) ** 2).sum()))


def told(results: Results) -> Report:
    """All that is known: the table of members who ask, and the others below it."""
    columns = (
        "libraries",
        "engine",
        "members",
        "questions per second",
        "p50 (ms)",
        "p99 (ms)",
        "processor time of each (ms)",
        "kept out at any time",
    )
    parts = (_parts, _again, _processes, _statements, _opening, _memory, _connections, _disk)
    remarks = [line for part in parts for line in part(results)]
    return Report("Load", columns, list(_asked(results)), tuple(remarks))


def _asked(results: Results) -> Iterator[list[str]]:
    for size, engine, members, runs in _runs(results):
        shed = sum(one["shed"] for one in runs) / sum(one["seconds"] for one in runs)
        worked = f"{_worked(runs):.0f}"
        yield [f"{size:,}", engine, str(members), *_rate(runs), worked, f"{shed:.0f}"]


def _worked(runs: Sequence[Figures]) -> float:
    """The processor time of one question in milliseconds, the database server's included."""
    return sum(one["worked"] for one in runs) / sum(one["exchanges"] for one in runs) * 1000


def _rate(runs: Sequence[Figures]) -> tuple[str, str, str]:
    """Questions a second with their spread over rounds; waiting, of all rounds together."""
    rates = [len(one["times"]) / one["seconds"] for one in runs]
    times = [seconds for one in runs for seconds in one["times"]]
    return (spread(rates), *p50_and_p99(times))


def _runs(results: Results) -> Iterator[tuple[int, str, int, list[Figures]]]:
    """The rounds of each number of libraries, engine and number of members."""
    found: dict[tuple[int, str, int], list[Figures]] = defaultdict(list)
    for name, figures in results.items():
        kind, *rest = name.split("-")
        if kind == "ask":
            engine, size, members, _ = rest
            found[int(size), engine, int(members)].append(figures)
    for (size, engine, members), runs in sorted(found.items(), key=lambda one: one[0]):
        yield size, engine, members, runs


def _parts(results: Results) -> Iterator[str]:
    yield "Where the time of a question goes, in ms of each (means):"
    yield ""
    yield "| libraries | engine | members | queue | retrieving | reading | the rest of work |" + (
        " database, of all threads |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for size, engine, members, runs in _runs(results):
        yield _part(f"{size:,} | {engine} | {members}", runs)
    yield ""


def _part(label: str, runs: Sequence[Figures]) -> str:
    count = sum(one["exchanges"] for one in runs)
    each = {stage: sum(one["stages"][stage] for one in runs) / count * 1000 for stage in _STAGES}
    rest = each["work"] - each["retrieving"] - each["reading"]
    database = median(one["traffic"]["seconds"] for one in runs) * 1000
    told = (each["queue"], each["retrieving"], each["reading"], rest, database)
    return f"| {label} | {' | '.join(f'{one:.0f}' for one in told)} |"


def _again(results: Results) -> Iterator[str]:
    runs = [one for name, one in results.items() if name.startswith("again-")]
    if runs:
        rate, p50, p99 = _rate(runs)
        yield (
            f"Questions that were asked before, 10 members, 100 libraries on SQLite: {rate} a"
            f" second, p50 {p50} ms, p99 {p99} ms.\n"
        )


def _processes(results: Results) -> Iterator[str]:
    names = sorted({n.rsplit("-", 1)[0] for n in results if n.startswith("processes-")})
    if not names:
        return
    yield "| processes | threads each | torch's | questions per second | p50 (ms) | p99 (ms) |" + (
        " processor time of each (ms) | MB |"
    )
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name in names:
        rounds = [one for other, one in results.items() if other.startswith(f"{name}-")]
        runs = [_together(one) for one in rounds]
        rates = [one["rate"] for one in runs]
        times = [seconds for one in runs for seconds in one["times"]]
        megabytes = max(one["resident"] for one in runs)
        shape = " | ".join(name.split("-")[1:])
        worked = median(one["worked"] for one in runs)
        told = (spread(rates), *p50_and_p99(times), f"{worked:.0f}", f"{megabytes:.0f}")
        yield f"| {shape} | {' | '.join(told)} |"
    yield ""


def _together(figures: Figures) -> Figures:
    """What the processes of one run gave together."""
    runs = figures.get("each", [figures])
    return {
        "rate": sum(len(run["times"]) / run["seconds"] for run in runs),
        "times": [seconds for run in runs for seconds in run["times"]],
        "worked": _worked(runs),
        "resident": sum(one["resident"] for one in runs),
    }


def _statements(results: Results) -> Iterator[str]:
    rows = {name: one for name, one in results.items() if name.startswith("statements-")}
    if not rows:
        return
    yield "| engine | question | statements | transactions | in them (ms) |"
    yield "|---|---|--:|--:|--:|"
    for name, figures in rows.items():
        for which in ("first", "next"):
            one = figures[which]
            yield (
                f"| {name.removeprefix('statements-')} | {which} | {one['statements']:.1f} |"
                f" {one['transactions']:.1f} | {one['seconds'] * 1000:.1f} |"
            )
    yield ""


def _of_memory(results: Results) -> Iterator[tuple[str, str, Figures]]:
    for size in SIZES:
        for engine in ("sqlite", "postgres"):
            figures = results.get(f"memory-{engine}-{size}")
            if figures is not None:
                yield engine, size, figures


def _opening(results: Results) -> Iterator[str]:
    rows = list(_of_memory(results))
    if not rows:
        return
    yield "| engine | passages | opening (ms) | p99 (ms) | processor time (ms) | database (ms) |"
    yield "|---|--:|--:|--:|--:|--:|"
    for engine, _, figures in rows:
        opened = [seconds * 1000 for seconds in figures["opened"]]
        worked = [seconds * 1000 for seconds in figures["worked"]]
        read = [seconds * 1000 for seconds in figures["read"]]
        yield (
            f"| {engine} | {figures['passages']} | {median(opened):.1f} |"
            f" {np.quantile(opened, 0.99):.1f} | {median(worked):.1f} | {median(read):.1f} |"
        )
    points = [(figures["passages"], median(figures["worked"]) * 1000) for _, _, figures in rows]
    if len(points) >= len(SIZES):
        law = _law("Processor time of opening, in ms by passages", Line.through(points))
        yield f"\n{law}"
    yield ""


def _memory(results: Results) -> Iterator[str]:
    rows = list(_of_memory(results))
    if not rows:
        return
    yield "| engine | passages | models (MB) | open: process (MB) | kB each | R² | kB more, asked |"
    yield "|---|--:|--:|---|--:|--:|--:|"
    sizes = []
    for engine, _, figures in rows:
        line = Line.through(figures["points"])
        used = figures["used"]
        more = used["megabytes"] / used["libraries"] * 1000
        points = ", ".join(f"{count}: {mb:.0f}" for count, mb in figures["points"])
        sizes.append((figures["passages"], line.slope * 1000 + more))
        yield (
            f"| {engine} | {figures['passages']} | {figures['models']:.0f} | {points} |"
            f" {line.slope * 1000:.0f} | {line.fit:.3f} | {more:.0f} |"
        )
    if len(sizes) > len(SIZES):
        yield _law("An open library that is asked, in kB by passages", Line.through(sizes))
    yield ""


def _connections(results: Results) -> Iterator[str]:
    figures = results.get("connections")
    if figures is not None:
        points = figures["points"]
        yield "The server's memory by connections (MB): " + ", ".join(
            f"{count}: {mb:.0f}" for count, mb in points
        )
        yield _law("The server, in MB by connections", Line.through(points))
        yield ""


def _disk(results: Results) -> Iterator[str]:
    for engine in ("sqlite", "postgres"):
        figures = results.get(f"build-{engine}")
        if figures is None:
            continue
        points, rows = [], figures["grown"]
        for size in SIZES:
            mine = [row for row in rows if row[0] == size and row[1]]
            libraries, passages, grown = (sum(row[at] for row in mine) for at in (1, 2, 3))
            if libraries:
                points.append((passages / libraries, grown / libraries / 1000))
                yield (
                    f"{engine}: {libraries:,} libraries of {passages / libraries:.0f} passages"
                    f" take {grown / libraries / 1000:.0f} kB each.\n"
                )
        small = [row for row in rows if row[0] == "small" and row[1]]
        counts = list(accumulate((row[1] for row in small), initial=0))
        grown = list(accumulate((row[3] / 1e6 for row in small), initial=0))
        if len(small) > 1:
            line = Line.through(list(zip(counts, grown, strict=True)))
            yield _law(f"{engine}, in MB by small libraries", line)
        if len(points) >= len(SIZES):
            yield _law(f"{engine}, a library in kB by passages", Line.through(points))


def _law(what: str, line: Line) -> str:
    return f"{what}: {line.base:.3g} + {line.slope:.3g} each (R² {line.fit:.4f}).\n"
