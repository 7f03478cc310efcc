"""The command that measures how good the answers are: evaluate."""

from __future__ import annotations

import json as json_format
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.settings import load_settings
from bot.terminal.conversing import conversation_lines, conversation_object
from bot.terminal.figures import evaluation_object, examination_lines, figure_lines
from bot.terminal.guard import FAILED
from bot.terminal.options import JsonOption, LibraryOption, ServerOption
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting

if TYPE_CHECKING:
    from index import (
        Conversations,
        DialogueFile,
        Evaluation,
        Examination,
        KnownQuestion,
        Library,
        StoryDraft,
    )

app = typer.Typer()

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Questions or conversations about the library, or texts with questions: JSON lines"
        " of this program, SQuAD, span files or FairytaleQA's stories; plain or .gz.",
        show_default=False,
    ),
]
ParagraphsOption = Annotated[
    bool, typer.Option("--paragraphs", help="Texts: ask of each paragraph its own questions only.")
]
StrangersOption = Annotated[
    int,
    typer.Option(metavar="N", min=0, help="Texts: ask of each story N questions of others, too."),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Texts: only the first N stories or articles.", show_default=False
    ),
]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        metavar="FILE",
        help="Conversations: the file of texts that their stories stand in.",
        show_default=False,
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.json", help="Write the JSON there, too.", show_default=False),
]
PlotOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.png",
        help="Draw there how many answers are right when only the surer ones are shown.",
        show_default=False,
    ),
]


@app.command(epilog="Example: verse evaluate seeds/s-400/questions.jsonl")
def evaluate(
    context: typer.Context,
    file: FileArgument,
    paragraphs: ParagraphsOption = False,
    strangers: StrangersOption = 0,
    limit: LimitOption = None,
    texts: TextsOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    plot: PlotOption = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Measure the answers to questions whose answers are known.

    Texts are read into a library of their own, which is removed in the end.
    """
    from index import DialogueFile, TextFile, examination, read_known

    for target in (out, plot):
        _refuse_unwritable(target)
    known = read_known(file)
    if isinstance(known, DialogueFile):
        _refuse_options_of_texts(paragraphs, strangers, limit)
        _converse(context, known, texts, library, server, out, plot, json=json)
    if texts is not None:
        raise typer.BadParameter("--texts goes with a file of conversations only")
    if isinstance(known, TextFile):
        _refuse_place(library, server)
        examined = examination(known, paragraphs=paragraphs, strangers=strangers, limit=limit)
        evaluation = _of_texts(context, examined)
    else:
        _refuse_options_of_texts(paragraphs, strangers, limit)
        examined = None
        evaluation = _of_the_library(context, known, library, server)
    _show(context, evaluation, examined, json=json)
    _write(context, evaluation, examined, out, plot)
    verbatim = evaluation.figures.verbatim
    raise typer.Exit(0 if verbatim.count == verbatim.total else FAILED)


def _refuse_options_of_texts(paragraphs: bool, strangers: int, limit: int | None) -> None:
    if paragraphs or strangers or limit is not None:
        raise typer.BadParameter(
            "--paragraphs, --strangers and --limit go with a file of texts only"
        )


def _refuse_place(library: Path | None, server: str | None) -> None:
    if library is not None or server is not None:
        raise typer.BadParameter(
            "texts get a library of their own; leave out --library and --server"
        )


def _converse(
    context: typer.Context,
    known: DialogueFile,
    texts: Path | None,
    library: Path | None,
    server: str | None,
    out: Path | None,
    plot: Path | None,
    *,
    json: bool,
) -> NoReturn:
    if plot is not None:
        raise typer.BadParameter("--plot goes with questions, not with conversations")
    held = _held(context, known, texts, library, server)
    shown = conversation_object(held)
    if json:
        tools(context).screen.data(shown)
    else:
        tools(context).screen.show(conversation_lines(held))
    if out is not None:
        _write_files(context, [(out, _as_text(shown).encode())])
    unchanged = held.figures.unchanged
    raise typer.Exit(0 if unchanged.count == unchanged.total else FAILED)


def _held(
    context: typer.Context,
    known: DialogueFile,
    texts: Path | None,
    library: Path | None,
    server: str | None,
) -> Conversations:
    from index import QuestionFileError, TextFile, converse, read_known, stories_of

    if texts is None:
        with (
            opened(context, load_settings(folder=library), server, warm=True) as books,
            Waiting(tools(context).screen, "Conversing") as progress,
        ):
            return converse(books, known.dialogues, progress)
    _refuse_place(library, server)
    file = read_known(texts)
    if not isinstance(file, TextFile):
        raise QuestionFileError(f"{texts} holds no texts; name the file that the stories are in")
    with _own_library(context) as books:
        _add(context, books, stories_of(known.dialogues, file))
        with Waiting(tools(context).screen, "Conversing") as progress:
            return converse(books, known.dialogues, progress)


def _of_the_library(
    context: typer.Context,
    questions: tuple[KnownQuestion, ...],
    folder: Path | None,
    server: str | None,
) -> Evaluation:
    with opened(context, load_settings(folder=folder), server, warm=True) as books:
        return _asked(context, books, questions)


def _of_texts(context: typer.Context, examined: Examination) -> Evaluation:
    with _own_library(context) as books:
        _add(context, books, examined.stories)
        return _asked(context, books, examined.questions)


def _add(context: typer.Context, books: Library, stories: Sequence[StoryDraft]) -> None:
    with Waiting(tools(context).screen, "Adding the texts") as progress:
        for number, draft in enumerate(stories):
            progress("adding the texts", number, len(stories))
            books.add(draft)
    with Waiting(tools(context).screen, "Loading the models") as progress:
        books.warm_up(progress)


@contextmanager
def _own_library(context: typer.Context) -> Iterator[Library]:
    """An empty library in a folder that is removed in the end; all else is as it is set."""
    with tempfile.TemporaryDirectory(prefix="verse-evaluate-") as folder:
        settings = load_settings(folder=Path(folder))
        with opened(context, settings) as books:
            for entry in books.stories():
                books.remove(entry.name)
            yield books


def _asked(
    context: typer.Context, books: Library, questions: tuple[KnownQuestion, ...]
) -> Evaluation:
    from index import evaluate as measured

    with Waiting(tools(context).screen, "Asking") as progress:
        return measured(books, questions, progress)


def _show(
    context: typer.Context, evaluation: Evaluation, examined: Examination | None, *, json: bool
) -> None:
    screen = tools(context).screen
    if json:
        screen.data(evaluation_object(evaluation, examined))
        return
    if examined is not None:
        screen.show(examination_lines(examined))
    screen.show(figure_lines(evaluation.figures))


def _write(
    context: typer.Context,
    evaluation: Evaluation,
    examined: Examination | None,
    out: Path | None,
    plot: Path | None,
) -> None:
    from index import precision_plot

    files: list[tuple[Path, bytes]] = []
    if out is not None:
        files.append((out, _as_text(evaluation_object(evaluation, examined)).encode()))
    if plot is not None:
        files.append((plot, precision_plot(evaluation.verdicts, "Precision against coverage")))
    _write_files(context, files)


def _write_files(context: typer.Context, files: Sequence[tuple[Path, bytes]]) -> None:
    for path, content in files:
        try:
            path.write_bytes(content)
        except OSError as error:
            tools(context).screen.complain(
                f"{path} cannot be written ({error.strerror}); name another file"
            )
            raise typer.Exit(FAILED) from None


def _as_text(value: dict[str, Any]) -> str:
    return json_format.dumps(value, indent=1, allow_nan=False) + "\n"


def _refuse_unwritable(target: Path | None) -> None:
    """Tell before the long work, not after it, that there is no such folder."""
    if target is not None and (target.is_dir() or not target.parent.is_dir()):
        raise typer.BadParameter(f"{target} cannot be written; name a file in a folder that exists")
