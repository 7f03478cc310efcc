from __future__ import annotations

from pathlib import Path

import pytest

from index import Library, LibraryOptions, ReaderError
from tests.index.support import WordEncoder


@pytest.mark.parametrize("named", ["empty", "not/there/at/all"])
def test_a_folder_without_a_reader_is_one_sentence_with_the_setting_that_mends_it(
    tmp_path: Path, named: str
) -> None:
    (tmp_path / "empty").mkdir()
    options = LibraryOptions(tmp_path / "library", reader_model=str(tmp_path / named))
    with Library.open(options, encoder=WordEncoder()) as library:
        with pytest.raises(ReaderError) as caught:
            library.ask("What did Akar promise?")
        assert library.stories()
    message = str(caught.value)
    assert "READER_MODEL" in message.rpartition("; ")[2]
    assert str(tmp_path / named) in message
    assert "\n" not in message


def test_without_a_reader_a_question_is_answered_with_whole_sentences(tmp_path: Path) -> None:
    options = LibraryOptions(tmp_path / "library", reader_model="none")
    with Library.open(options, encoder=WordEncoder()) as library:
        explanation = library.explain("When will Turkey start to deploy the S-400?")
    assert explanation.passages
    assert all(passage.margin is None for passage in explanation.passages)
    assert explanation.gate.endswith(".")
