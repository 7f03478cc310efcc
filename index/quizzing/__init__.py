"""A quiz from a story's own text; no model invents anything."""

from index.quizzing.round import Round, RoundKind
from index.quizzing.rounds import possible_kinds, quiz_round, series

__all__ = ["Round", "RoundKind", "possible_kinds", "quiz_round", "series"]
