"""Why an address is not read is said in every language, by the facts that the index gives."""

from __future__ import annotations

import pytest

from bot.errors import sentence
from bot.texts import languages, texts_for
from index.errors import LoadingError
from index.loading.limits import LoadingLimits
from index.loading.web import article, refusals

_HOST = "story.example"
_REFUSALS = [
    refusals.no_address("story"),
    refusals.scheme("ftp"),
    refusals.credentials(_HOST),
    refusals.port(6379),
    refusals.private(_HOST),
    refusals.unknown_host(_HOST),
    refusals.unreachable(_HOST),
    refusals.slow(_HOST, 30.0),
    refusals.certificate(_HOST),
    refusals.malformed(_HOST),
    refusals.too_large(_HOST, 20_000_000),
    refusals.wrong_type(_HOST, "video/mp4"),
    refusals.too_many_redirects(_HOST, 5),
    refusals.downgrade(_HOST),
    refusals.robots(_HOST),
    refusals.robots_unknown(_HOST, 503),
    refusals.cancelled(_HOST),
    *(refusals.status(_HOST, number) for number in (401, 402, 403, 404, 410, 418, 429, 451, 500)),
]
_ARTICLE = "".join(
    f"<p>The council voted {n} times to keep the Silver Heron.</p>" for n in range(9)
)
_PAGES = {
    "web-no-article": "",
    "web-scripts": "<p>Please enable JavaScript.</p>",
    "web-subscribers": f'<script>{{"isAccessibleForFree":false}}</script><article>{_ARTICLE}',
    "web-long": f"<article>{_ARTICLE}",
}


def _say_it(error: LoadingError, language: str) -> None:
    texts = texts_for(language)
    assert texts.has(f"error-loading-{error.reason}")
    said = sentence(texts, error)
    assert "{" not in said
    for fact in error.facts.values():
        assert str(fact).split(".")[0] in said.replace("\\", "")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("error", _REFUSALS, ids=lambda error: error.reason)
def test_every_refusal_of_an_address_is_said(error: LoadingError, language: str) -> None:
    _say_it(error, language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", _PAGES)
def test_every_refusal_of_a_page_is_said(reason: str, language: str) -> None:
    with pytest.raises(LoadingError) as caught:
        article.read(_PAGES[reason].encode(), "story.html", LoadingLimits(max_characters=300))
    assert caught.value.reason == reason
    _say_it(caught.value, language)
