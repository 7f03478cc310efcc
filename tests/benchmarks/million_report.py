"""The tables of ``million``, from what its steps measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.measuring import Report
from tests.benchmarks.million_bare import LISTS, PROBES, WIDTHS
from tests.benchmarks.million_material import PER_LIBRARY
from tests.benchmarks.million_places import SETTINGS

Figures = Mapping[str, Any]
_NONE = "–"


def told(results: Mapping[str, Figures], passages: int) -> Report:
    """All tables; what was not measured is a dash."""
    title = f"{passages:,} passages"
    columns, rows = _building(results, passages)
    settings = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
    remarks = (
        *_adding(results.get("adding", {})),
        f"PostgreSQL's settings: {settings}; fsync on.",
        *_section("One large library", *_large(results)),
        *_section(f"{passages // PER_LIBRARY:,} libraries of {PER_LIBRARY:,}", *_small(results)),
        *_section("Bare indexes of the large library", *_bare(results)),
    )
    return Report(title, columns, rows, remarks)


def _section(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return ("", *Report(title, tuple(columns), rows).markdown().split("\n"))


def _building(
    results: Mapping[str, Figures], passages: int
) -> tuple[tuple[str, ...], list[list[str]]]:
    built = {
        "SQLite, one library, book by book": "build-large",
        "SQLite, small libraries, book by book": "build-small",
        "PostgreSQL, one library, by `verse migrate`": "move-large",
        "PostgreSQL, small libraries, by `verse migrate`": "move-small",
        "pgvector, a plain table": "pgvector-large",
        "pgvector, a plain table by library": "pgvector-small",
    }
    rows = []
    for label, step in built.items():
        found = results.get(step, {})
        spent, disk, worked = (found.get(name) for name in ("seconds", "disk", "worked"))
        rows.append(
            [
                label,
                f"{passages / spent:,.0f}" if spent else _NONE,
                f"{worked:,.0f}" if worked else _NONE,
                f"{disk / 1e9:.2f}" if disk else _NONE,
                f"{disk / passages:,.0f}" if disk else _NONE,
                f"{found['peak']:,.0f}" if "peak" in found else _NONE,
            ]
        )
    columns = (
        *("built", "passages per second", "processor time of our process (s)", "disk (GB)"),
        *("bytes per passage", "peak memory of our process (MB)"),
    )
    return columns, rows


def _adding(found: Figures) -> tuple[str, ...]:
    if not found:
        return ()
    pairs = zip(found["postgres"], found["sqlite"], strict=True)
    ratio = median(ours / theirs for ours, theirs in pairs)
    both = (f"{median(found[engine]) * 1000:.0f} ms" for engine in ("sqlite", "postgres"))
    return (
        f"Adding a book of {found['passages']} passages, {len(found['sqlite'])} of them in turns:"
        f" SQLite {next(both)}, PostgreSQL {next(both)}, ratio {ratio:.2f} (medians).",
        "",
    )


def _large(results: Mapping[str, Figures]) -> tuple[tuple[str, ...], list[list[str]]]:
    sides = [
        results.get(step, {}) for step in ("large-sqlite-first", "large-sqlite", "large-postgres")
    ]
    rows = [
        ["cold process to the library opened (s)", *_each(sides, "opened", "{:.1f}")],
        ["cold process to the first answer (s)", *_each(sides, "first", "{:.1f}")],
        ["processor time until then (s)", *_each(sides, "worked", "{:.0f}")],
        ["memory after that (MB)", *_each(sides, "resident", "{:,.0f}")],
        ["greatest memory until then (MB)", *_each(sides, "peak", "{:,.0f}")],
        ["vectors searched, p50 / p99 (ms)", *_times(sides, "vectors")],
        ["the bare engine, in turns, p50 / p99 (ms)", *_times(sides, "bare")],
        ["ratio, median of pairs", *_ratios(sides, "vectors")],
        ["processor time of a search, ours and bare (ms)", *_worked(results, sides)],
        ["`Corpus.search` with keywords, p50 / p99 (ms)", *_times(sides, "whole")],
        ["its processor time in our process, p50 (ms)", *_medians(sides, "whole_worked")],
        ["recall@10, of the vectors stored", *_each(sides, "recall", "{:.4f}")],
        ["recall@10, of the float32 originals", *_each(sides, "recall_original", "{:.4f}")],
    ]
    columns = ("", "SQLite and FAISS, nothing saved", "index saved", "PostgreSQL and pgvector")
    return columns, rows


def _small(results: Mapping[str, Figures]) -> tuple[tuple[str, ...], list[list[str]]]:
    sides = [results.get(step, {}) for step in ("small-sqlite", "small-postgres")]
    rows = [
        ["a library opened, p50 / p99 (ms)", *_times(sides, "opening")],
        ["memory of one (MB)", *_each(sides, "resident", "{:.2f}")],
        ["vectors searched in memory, p50 / p99 (ms)", *_times(sides, "vectors")],
        ["the same in the database, p50 / p99 (ms)", *_times(sides, "stored")],
        ["a plain table of pgvector, in turns, p50 / p99 (ms)", *_times(sides, "bare")],
        ["`Corpus.search` with keywords, p50 / p99 (ms)", *_times(sides, "whole")],
        ["its processor time, p50 (ms)", *_medians(sides, "whole_worked")],
        ["recall@10, of the vectors stored", *_each(sides, "recall", "{:.4f}")],
        ["recall@10, of the float32 originals", *_each(sides, "recall_original", "{:.4f}")],
    ]
    return ("", "SQLite and FAISS", "PostgreSQL and FAISS"), rows


def _bare(results: Mapping[str, Figures]) -> tuple[tuple[str, ...], list[list[str]]]:
    flat, lists = results.get("faiss-flat", {}), results.get("faiss-lists", {})
    graph = results.get("pgvector-hnsw", {})
    rows = [_index("FAISS, flat", flat, "0")]
    for probes in PROBES:
        label = f"FAISS, {LISTS:,} lists of bytes, {probes} probed"
        rows.append(_index(label, lists, str(probes)))
    rows += [_index(f"pgvector, HNSW, ef_search {w}", graph, str(w)) for w in WIDTHS]
    columns = (
        *("index", "built in (s)", "disk (GB)", "memory (MB)", "search p50 / p99 (ms)"),
        "recall@10",
    )
    return columns, rows


def _index(label: str, found: Figures, variant: str) -> list[str]:
    if f"recall_{variant}" not in found:
        given_up = found.get("given_up")
        return [label, f"given up after {given_up:,}" if given_up else _NONE, *[_NONE] * 4]
    resident = found.get("resident")
    return [
        label,
        f"{found['seconds']:,.0f}",
        f"{found['disk'] / 1e9:.2f}",
        f"{resident:,.0f}" if resident else f"of the server {found['server']:,.0f}",
        next(iter(_times([found], f"times_{variant}"))),
        f"{found[f'recall_{variant}']:.4f}",
    ]


def _each(sides: Sequence[Figures], name: str, form: str) -> Iterator[str]:
    for found in sides:
        yield form.format(found[name]) if name in found else _NONE


def _times(sides: Sequence[Figures], name: str) -> Iterator[str]:
    for found in sides:
        times = found.get(name)
        if times is None:
            yield _NONE
        else:
            yield f"{_ms(median(times))} / {_ms(quantiles(times, n=100)[98])}"


def _medians(sides: Sequence[Figures], name: str) -> Iterator[str]:
    for found in sides:
        yield _ms(median(found[name])) if name in found else _NONE


def _worked(results: Mapping[str, Figures], sides: Sequence[Figures]) -> Iterator[str]:
    """Of the process where it searches itself, of the server where that does."""
    for found in sides[:-1]:
        if "vectors_worked" in found:
            ours, bare = (median(found[name]) for name in ("vectors_worked", "bare_worked"))
            yield f"{_ms(ours)}, {_ms(bare)}"
        else:
            yield _NONE
    there = results.get("searching")
    yield f"{_ms(there['ours_worked'])}, {_ms(there['bare_worked'])}" if there else _NONE


def _ratios(sides: Sequence[Figures], name: str) -> Iterator[str]:
    for found in sides:
        if name not in found or "bare" not in found:
            yield _NONE
        else:
            pairs = zip(found[name], found["bare"], strict=True)
            yield f"{median(mine / bare for mine, bare in pairs):.2f}"


def _ms(spent: float) -> str:
    thousandths = spent * 1000
    return f"{thousandths:,.0f}" if thousandths >= 10 else f"{thousandths:.2g}"
