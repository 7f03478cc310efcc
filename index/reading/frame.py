"""The tokens that a reading model wants around question and text."""

from __future__ import annotations

from transformers import PreTrainedTokenizerBase

NO_ANSWER = 0
"""The token that is first and last when the text does not answer: the model's first
(Devlin, Chang, Lee and Toutanova, "BERT", 2019, for SQuAD 2.0)."""
IMPOSSIBLE = -1e4
"""The score of a token that cannot begin or end an answer; infinity has no cross-entropy."""
LONGEST_QUESTION = 48
"""Tokens; a longer question is cut."""
LONGEST = 256
"""Tokens of question and text together that are read at once."""
FRAME = 4
"""Tokens that some model adds; the others add fewer."""


class Frame:
    """What a tokenizer puts before, between and after a question and a text."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        probe = tokenizer("a", "b")
        ids, parts = probe["input_ids"], probe.sequence_ids()
        own = [[place for place, part in enumerate(parts) if part == text] for text in (0, 1)]
        self.before: list[int] = ids[: own[0][0]]
        self.between: list[int] = ids[own[0][-1] + 1 : own[1][0]]
        self.after: list[int] = ids[own[1][-1] + 1 :]
        self.tells_apart = "token_type_ids" in tokenizer.model_input_names
        """Whether the model is told by token types which tokens are the text's."""

    def head(self, question: list[int]) -> list[int]:
        """The tokens up to the text."""
        return [*self.before, *question[:LONGEST_QUESTION], *self.between]


def room(question: list[int]) -> int:
    """How many tokens of text can be read with a question, the same for every model."""
    return LONGEST - len(question[:LONGEST_QUESTION]) - FRAME
