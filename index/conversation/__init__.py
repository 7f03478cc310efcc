"""What a follow-up means: "and who did he meet?" after an answer -> a question of its own.

Rules over the words of the last few turns and of the story; nothing else is ever put into a
question. A question that stands alone is not touched. ``index.conversation.nearby`` tells where
in the story a conversation is; it needs NumPy, and is not imported here.
"""

from __future__ import annotations

from index.conversation.following import FollowUp, understand
from index.conversation.turns import REMEMBERED, Turn

__all__ = [
    "REMEMBERED",
    "FollowUp",
    "Turn",
    "understand",
]
