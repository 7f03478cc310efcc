"""A web page -> the article on it, without what stands around it.

Nothing is fetched. It is written
for the process that parses: a hostile page can take time and memory, which are bounded there.
"""

from __future__ import annotations

import re

from lxml import html
from lxml.etree import LxmlError

from index.errors import LoadingError
from index.loading.cleaning import without_hidden
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.web import page_facts, page_text
from index.loading.web.charsets import decode_page
from index.loading.web.finding import find_article
from index.loading.web.page_headings import PageHeadings

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LEAST = 80
"""Characters of an article; less is a notice of some kind."""
_NOTICE = 400
"""Characters below which a text that speaks of JavaScript is about nothing else."""
_TEASER = 1_500
"""Characters below which an article for subscribers is only the beginning of it."""
_FOR_SUBSCRIBERS = re.compile(
    r"""isAccessibleForFree["']?\s*:\s*["']?false|content_tier["']\s+content=["']locked""",
    re.IGNORECASE,
)


def read(data: bytes, label: str, limits: LoadingLimits) -> Loaded:
    """Read the article of a page in HTML.

    Paragraphs are one line each, with blank lines between them; headings are marked.

    Raises:
        LoadingError: the page has no article, or only a part of one; ``label`` names it.
    """
    page = without_hidden(_CONTROLS.sub("", decode_page(data)))
    tree = _tree(page)
    if tree is None:
        raise _no_article(label)
    found = find_article(tree)
    title = page_facts.title_of(tree, found)
    heading = title if title and page_facts.is_shown(tree, title) else None
    text, headings = (
        page_text.text_of(found.body, heading, PageHeadings(tree)) if found else ("", ())
    )
    _refuse_notices(text, page, tree, label)
    if len(text) > limits.max_characters:
        raise LoadingError(
            f"{label} holds more than {limits.max_characters:,} characters; attach the part you"
            " want as a file",
            reason="web-long",
            file=label,
            limit=f"{limits.max_characters:,}",
        )
    return Loaded(
        text,
        title=title,
        author=page_facts.author_of(tree, found),
        published=page_facts.published_of(found),
        language=page_facts.language_of(tree),
        headings=headings,
    )


def _tree(page: str) -> html.HtmlElement | None:
    # Bytes, because lxml refuses characters that come with a declaration of their encoding.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    source = _DECLARATION.sub("", page).encode("utf-8", "replace")
    try:
        return html.document_fromstring(source, parser=parser)
    except (LxmlError, ValueError):
        return None


def _refuse_notices(text: str, page: str, tree: html.HtmlElement, label: str) -> None:
    """Refuse what stands in an article's place; raises ``LoadingError``."""
    unseen = " ".join(e.text_content() for e in tree.iter("noscript"))
    if len(text) < _NOTICE and "javascript" in f"{text} {unseen}".casefold():
        raise LoadingError(
            f"{label} shows its text by scripts, in a browser only; copy the text into a file and"
            " attach it",
            reason="web-scripts",
            file=label,
        )
    if len(text) < _TEASER and _FOR_SUBSCRIBERS.search(page):
        raise LoadingError(
            f"{label} shows its whole text to subscribers only; if you are one, save the page as a"
            " file and attach it",
            reason="web-subscribers",
            file=label,
        )
    if len(text) < _LEAST:
        raise _no_article(label)


def _no_article(label: str) -> LoadingError:
    return LoadingError(
        f"{label} holds no article that can be told from the page around it; copy the text into a"
        " file and attach it",
        reason="web-no-article",
        file=label,
    )
