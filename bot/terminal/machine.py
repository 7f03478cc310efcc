"""What scripts read: the objects of ``--json``. Offsets count characters of the stored story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import whereabouts

if TYPE_CHECKING:
    from index import (
        Answer,
        AuditEntry,
        Check,
        Explanation,
        Quote,
        QuoteMatch,
        ReadPassage,
        StoryEntry,
        Summary,
    )


def answer_object(question: str, answer: Answer) -> dict[str, Any]:
    """An answer to the question as it was put, or a refusal with the nearest quotes.

    A follow-up has ``understood`` too: the question in full that it was taken for. Where other
    stories answer about as well, ``also`` has their names.
    """
    understood = {} if answer.understood is None else {"understood": answer.understood}
    return {
        "question": question,
        **understood,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "answer": answer.text,
        "quotes": [quote_object(quote) for quote in answer.quotes],
        "nearest": [quote_object(quote) for quote in answer.nearest],
        **({"also": [story.name for story in answer.also]} if answer.also else {}),
    }


def explanation_object(question: str, explanation: Explanation) -> dict[str, Any]:
    """An answer or a refusal, and under ``explanation`` how it came about."""
    return {
        **answer_object(question, explanation.answer),
        "explanation": {
            "gate": explanation.gate,
            "answerable": round(explanation.answerable, 4),
            "unread": explanation.unread,
            "passages": [_read_object(read) for read in explanation.passages],
        },
    }


def _read_object(read: ReadPassage) -> dict[str, Any]:
    """A passage as a quote, whose highlight is the likeliest answer in it, with its figures."""
    hit = read.hit
    return {
        **quote_object(read.quote),
        "answer": read.quote.highlighted,
        "vector_rank": hit.vector_rank,
        "keyword_rank": hit.keyword_rank,
        "similarity": round(hit.similarity, 4),
        "score": round(hit.score, 4),
        "margin": None if read.margin is None else round(read.margin, 4),
        "chance": round(read.chance, 4),
    }


def error_object(question: str, error: str) -> dict[str, Any]:
    """What a question gets that could not be used."""
    return {"question": question, "error": error}


def quote_object(quote: Quote) -> dict[str, Any]:
    """A quote; its ``text`` is ``story[start:end]``, and its ``paragraph`` of the whole story.

    ``chapter`` is null where it stands in none, else its ``number``, which may be null, its
    ``heading``, and the ``paragraph`` in it, headings not counted.
    """
    return {
        "story": quote.story.name,
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "paragraph": quote.paragraph,
        "chapter": whereabouts.chapter_object(quote),
        "highlight": None if quote.highlight is None else list(quote.highlight),
    }


def match_object(match: QuoteMatch) -> dict[str, Any]:
    """A quote that was found by its words."""
    return {**quote_object(match.quote), "exact": match.exact, "score": round(match.score, 4)}


def summary_object(summary: Summary) -> dict[str, Any]:
    """A summary with its lines as quotes."""
    return {
        "story": summary.story.name,
        "title": summary.story.title,
        "length": summary.length.value,
        "lines": [quote_object(quote) for quote in summary.lines],
    }


def story_object(entry: StoryEntry) -> dict[str, Any]:
    """A story as a list shows it."""
    return {
        "name": entry.name,
        "title": entry.title,
        "author": entry.author,
        "published": entry.published and entry.published.isoformat(),
        "source": entry.source,
        "language": entry.language,
        "added_at": entry.added_at.isoformat(),
        "characters": entry.characters,
        "passages": entry.passages,
    }


def audit_object(entry: AuditEntry) -> dict[str, Any]:
    """What was done to a library."""
    return {
        "deed": entry.deed.value,
        "by": entry.by,
        "at": entry.at.isoformat(),
        "story": entry.name,
        "story_id": entry.story_id,
        "characters": entry.characters,
    }


def check_object(check: Check) -> dict[str, Any]:
    """What doctor found about one thing."""
    return {
        "name": check.name,
        "state": check.state.value,
        "found": check.found,
        "remedy": check.remedy,
    }
