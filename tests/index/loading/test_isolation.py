from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import LoadingError
from index.loading import LoadingLimits, read_stories
from index.loading.isolation import parse
from index.loading.wire import Request
from tests.index.loading import obedient
from tests.index.loading.obedient import order
from tests.index.loading.processes import children, gone, parsing_child

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems bound less, and tell less of processes"
)

LIMITS = LoadingLimits(seconds=20)
QUICK = replace(LIMITS, seconds=1)
PROJECT = Path(__file__).parents[3]

HANG = order("while True: pass")
FALL_ASLEEP = order("import time; time.sleep(60)")


@pytest.fixture(autouse=True)
def _obedience(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    obedient.teach(tmp_path_factory.mktemp("modules"), monkeypatch)


def told(code: str, limits: LoadingLimits = LIMITS) -> str:
    (draft,) = parse(Request("a.obey", None, limits), order(code))
    return draft.text


def refusal(data: bytes, limits: LoadingLimits = LIMITS) -> LoadingError:
    with pytest.raises(LoadingError) as caught:
        parse(Request("a.obey", None, limits), data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    return caught.value


@pytest.fixture(autouse=True)
def _no_process_stays() -> Iterator[None]:
    before = children(os.getpid())
    yield
    assert children(os.getpid()) <= before


@pytest.mark.parametrize(
    ("filename", "data"),
    [("snow.txt", "It snowed “twice”.\n\n\U0001f642".encode()), ("a.md", b"# Snow\n\nIt snowed.")],
)
def test_what_is_read_apart_is_what_is_read_here(filename: str, data: bytes) -> None:
    apart = parse(Request(filename, "winter", LIMITS), data)
    assert apart == read_stories(data, filename, name="winter", limits=LIMITS)


def test_a_format_refuses_in_the_same_words_apart_and_here() -> None:
    with pytest.raises(LoadingError) as here:
        read_stories(b"\0", "a.txt", limits=LIMITS)
    with pytest.raises(LoadingError) as apart:
        parse(Request("a.txt", None, LIMITS), b"\0")
    assert (str(apart.value), apart.value.reason) == (str(here.value), here.value.reason)


def test_no_secret_of_the_environment_reaches_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret-token")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy")
    seen = told("import os; text = str(dict(os.environ))")
    assert "secret" not in seen
    assert "DISCORD_TOKEN" not in seen


def test_a_file_is_read_in_an_empty_folder_that_is_gone_afterwards() -> None:
    folder, _, content = told("import os; text = f'{os.getcwd()}|{os.listdir()}'").partition("|")
    assert content == "[]"
    assert Path(folder).is_relative_to(tempfile.gettempdir())
    assert not Path(folder).exists()


def test_a_file_gets_bounded_means_only() -> None:
    names = ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE")
    kinds = [f"resource.RLIMIT_{name}" for name in names]
    bounds = told(
        f"import resource; text = str([resource.getrlimit(k) for k in [{','.join(kinds)}]])"
    )
    memory = LIMITS.memory_bytes
    assert bounds == str([(n, n) for n in (memory, 21, 0, 64, 0, 0)])


def test_who_asks_goes_before_who_adds() -> None:
    assert int(told("import os; text = str(os.nice(0))")) >= min(19, os.nice(0) + 1)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request as r; r.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
    ],
)
def test_a_file_cannot_connect_or_start_programs(code: str) -> None:
    tried = "\ntry:\n    {}\nexcept Exception as error:\n    text = repr(error)\n"
    assert "is not for a process that parses" in told(tried.format(code))


def test_a_file_cannot_write_files() -> None:
    code = """
    try:
        with open("a", "w") as file:
            file.write("words")
    except OSError as error:
        text = error.strerror
    """
    assert told(code) == "File too large"


@pytest.mark.parametrize("data", [HANG, FALL_ASLEEP], ids=["busy", "asleep"])
def test_a_file_that_takes_too_long_is_stopped(data: bytes) -> None:
    began = time.monotonic()
    error = refusal(data, QUICK)
    assert time.monotonic() - began < 5
    assert error.reason == "slow"
    assert str(error) == "a.obey took longer than 1 seconds to read; split it into smaller files"


@pytest.mark.parametrize(
    "data",
    [
        order("bytearray(10**11)"),
        order("kept = []\nwhile True: kept.append(bytearray(10**6))"),
        order("text = 'words ' * 10**9"),
    ],
    ids=["at once", "bit by bit", "as its text"],
)
def test_a_file_that_takes_too_much_memory_is_stopped(data: bytes) -> None:
    assert refusal(data, replace(LIMITS, memory_bytes=400_000_000)).reason == "memory"


def test_a_file_that_nests_too_deeply_is_refused() -> None:
    error = refusal(order("def fall(): fall()\nfall()"))
    assert error.reason == "deep"


@pytest.mark.parametrize(
    "data",
    [
        order("import ctypes; ctypes.string_at(0)"),
        order("import os; os.abort()"),
        order("import os; os._exit(0)"),
        order("import os; os._exit(7)"),
        order("raise KeyError('an error of a library')"),
        order("import os, signal; os.kill(os.getpid(), signal.SIGTERM)"),
    ],
)
def test_a_file_that_breaks_its_process_is_refused(
    data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    error = refusal(data)
    assert error.reason == "unreadable"
    assert str(error).endswith("open it in the program that made it and save it again")
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


SAY = """
import os
for descriptor in range(3, 10):
    try:
        while True:
            os.write(descriptor, {words})
            {then}
    except OSError:
        pass
"""


def test_an_answer_that_was_tampered_with_is_refused() -> None:
    words = rb'{"name": "a", "title": "a", "text": 7}' + b"\n"
    assert refusal(order(SAY.format(words=words, then="os._exit(0)"))).reason == "unreadable"


def test_an_answer_without_end_is_cut_off() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = refusal(order(SAY.format(words=b"x" * 65_536, then="")))
    assert error.reason == "long"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_what_a_library_prints_is_no_part_of_the_answer() -> None:
    code = "import os, sys\nprint('noise')\nos.write(1, b'noise')\nprint('noise', file=sys.stderr)"
    assert told(code) == "It obeyed."


def test_cancelling_stops_the_process_at_once() -> None:
    asked = iter([False, False])
    began = time.monotonic()
    with pytest.raises(LoadingError) as caught:
        parse(Request("a.obey", None, LIMITS), HANG, lambda: next(asked, True))
    assert time.monotonic() - began < 3
    assert caught.value.reason == "cancelled"


def test_cancelling_by_an_error_stops_the_process_too() -> None:
    def cancelled() -> bool:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        parse(Request("a.obey", None, LIMITS), HANG, cancelled)


PARENT = """
from index.loading import LoadingLimits
from index.loading.isolation import parse
from index.loading.wire import Request
parse(Request("a.obey", None, LoadingLimits()), {data!r})
"""


@pytest.mark.parametrize("data", [HANG, FALL_ASLEEP], ids=["busy", "asleep"])
def test_a_process_ends_with_the_one_that_started_it(data: bytes, tmp_path: Path) -> None:
    paths = os.pathsep.join([*sys.path, str(PROJECT)])
    # The empty folder stays behind, for nobody is left to remove it.
    environment = os.environ | {"PYTHONPATH": paths, "TMPDIR": str(tmp_path)}
    parent = subprocess.Popen([sys.executable, "-c", PARENT.format(data=data)], env=environment)
    try:
        orphan = parsing_child(parent.pid)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    deadline = time.monotonic() + 10
    while not gone(orphan) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert gone(orphan)


def test_several_threads_read_at_the_same_time() -> None:
    def text_of(number: int) -> str:
        return parse(Request("a.txt", None, LIMITS), b"Story %d." % number)[0].text

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(text_of, range(12))] == [f"Story {number}." for number in range(12)]


def test_reading_leaves_nothing_behind() -> None:
    def held() -> tuple[int, int]:
        return len([*Path("/proc/self/fd").iterdir()]), threading.active_count()

    before = held()
    for data in (order("text = 'All is well.'"), order("import os; os.abort()")) * 3:
        try:
            parse(Request("a.obey", None, LIMITS), data)
        except LoadingError:
            continue
    assert held() == before


def test_a_large_text_crosses_whole() -> None:
    data = "“Snow”\n".encode() * 200_000
    (draft,) = parse(Request("a.txt", None, LIMITS), data)
    assert draft.text == data.decode()
