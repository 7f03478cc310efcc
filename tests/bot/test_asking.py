from __future__ import annotations

import simcord

from tests.bot.support.bodies import texts_of

PROMISE = "the S-400s will not be integrated into any active NATO military systems"


def shown(message: simcord.ResponseMessage | None) -> str:
    assert message is not None
    return "\n".join(texts_of(message.components))


async def test_an_answer_begins_with_its_words_and_shows_their_sentence_and_place(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "ask", question="what did Akar promise?")

    first, *rest = shown(result.response).split("\n")
    assert first == f"### {PROMISE}"
    assert rest[0] == f"> He previously promised that **{PROMISE}**."
    assert rest[1] == "-# The S-400 impasse · paragraph 12 · **Likely**"
    assert rest[2] == "-# Asked: what did Akar promise?"
