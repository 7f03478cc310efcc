"""What is said when an address cannot become a story: every sentence of the web in one place.

Each takes what it names and gives the error to raise.
"""

from __future__ import annotations

from index.errors import Fact, LoadingError

_AS_FILE = "save the page as a file and attach it"
_MAX_SHOWN = 80
"""Characters of what a server or a member wrote, in a sentence."""

_STATUSES = {
    401: ("login", "{host} shows this page only to those who log in; " + _AS_FILE),
    402: ("payment", "{host} shows this page only to those who pay; " + _AS_FILE),
    403: ("forbidden", "{host} does not let programs read this page; " + _AS_FILE),
    404: ("missing", "{host} has no page at this address; check the address"),
    410: ("gone", "{host} has removed this page; look for a copy of it, and attach that as a file"),
    429: ("busy", "{host} gets too many requests just now; try again in some minutes"),
    451: ("forbidden", "{host} does not let programs read this page; " + _AS_FILE),
}


def _web(reason: str, message: str, **facts: Fact) -> LoadingError:
    short = {name: _shown(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return LoadingError(message.format(**short), reason=f"web-{reason}", **short)


def _shown(words: str) -> str:
    printable = "".join(c if c.isprintable() else "�" for c in words)
    return printable if len(printable) <= _MAX_SHOWN else printable[: _MAX_SHOWN - 1] + "…"


def no_address(address: str) -> LoadingError:
    """What was given is not the address of a page."""
    return _web(
        "address",
        "{address} is not the address of a page; give one such as https://example.com/story",
        address=address or "Nothing",
    )


def scheme(name: str) -> LoadingError:
    """Another scheme than http and https."""
    return _web(
        "scheme",
        "Addresses that begin with {scheme}: are not read; give the page's https:// address",
        scheme=name,
    )


def credentials(host: str) -> LoadingError:
    """A name or a password in the address."""
    return _web(
        "credentials",
        "Addresses with a name or password in them are not read; leave out what stands before"
        " the @ in front of {host}",
        host=host,
    )


def port(number: int) -> LoadingError:
    """A port where no public pages are."""
    return _web(
        "port",
        "Pages are read from ports 80 and 443 only, not from {port}; " + _AS_FILE,
        port=str(number),
    )


def private(host: str) -> LoadingError:
    """A machine that is not on the public internet; which one is nobody's business."""
    return _web(
        "private",
        "{host} is not a machine of the public internet, so it is not read; " + _AS_FILE,
        host=host,
    )


def unknown_host(host: str) -> LoadingError:
    """A name that nobody has."""
    return _web("unknown", "There is no host named {host}; check the address", host=host)


def unreachable(host: str) -> LoadingError:
    """No connection, or a broken one."""
    return _web(
        "unreachable",
        "{host} cannot be reached; check the address, or try again later",
        host=host,
    )


def slow(host: str, seconds: float) -> LoadingError:
    """Time is up."""
    return _web(
        "slow",
        "{host} did not send the whole page within {seconds} seconds; try again later, or "
        + _AS_FILE,
        host=host,
        seconds=f"{seconds:g}",
    )


def certificate(host: str) -> LoadingError:
    """Nobody trusted vouches for the server."""
    return _web(
        "certificate",
        "{host} cannot prove that it is {host}, for its certificate is not valid; " + _AS_FILE,
        host=host,
    )


def malformed(host: str) -> LoadingError:
    """What came is not HTTP, or is packed in an unknown or a broken way."""
    return _web(
        "malformed",
        "{host} sent something that cannot be understood as a page; " + _AS_FILE,
        host=host,
    )


def too_large(host: str, limit: int) -> LoadingError:
    """More bytes than are taken."""
    return _web(
        "large",
        "The page at {host} is larger than {limit} bytes; attach the part you want as a file",
        host=host,
        limit=f"{limit:,}",
    )


def wrong_type(host: str, content_type: str) -> LoadingError:
    """A picture, a film, a program, or whatever else is no text."""
    return _web(
        "type",
        "{host} sent {type}, which is no text; give the address of a web page, or of a text, PDF,"
        " EPUB, DOCX, ODT, RTF or ZIP file",
        host=host,
        type=content_type or "something without a type",
    )


def too_many_redirects(host: str, limit: int) -> LoadingError:
    """Led on and on."""
    return _web(
        "redirects",
        "{host} leads on to other addresses more than {limit} times; open the page in a browser"
        " and give the address it ends at",
        host=host,
        limit=str(limit),
    )


def downgrade(host: str) -> LoadingError:
    """From https to http, where others on the way could change the words."""
    return _web(
        "downgrade",
        "{host} leads from https to an address without encryption, where the words could be"
        " changed on their way; give the http:// address itself if that is fine with you",
        host=host,
    )


def robots(host: str) -> LoadingError:
    """The host asks not to be read by programs."""
    return _web(
        "robots",
        "{host} asks programs not to read this page (in its robots.txt); " + _AS_FILE,
        host=host,
    )


def robots_unknown(host: str, status: int) -> LoadingError:
    """Whether the host may be read cannot be learned, which counts as no."""
    return _web(
        "robots-unknown",
        "{host} does not tell whether programs may read it (its robots.txt fails with status"
        " {status}); try again later, or " + _AS_FILE,
        host=host,
        status=str(status),
    )


def status(host: str, number: int) -> LoadingError:
    """Another answer than the page."""
    if number in _STATUSES:
        reason, message = _STATUSES[number]
        return _web(reason, message, host=host)
    if number >= 500:
        return _web(
            "broken",
            "{host} has a fault of its own (status {status}); try again later",
            host=host,
            status=str(number),
        )
    return _web(
        "status",
        "{host} answers with status {status} instead of the page; " + _AS_FILE,
        host=host,
        status=str(number),
    )


def cancelled(host: str) -> LoadingError:
    """Whoever asked for the page took it back."""
    return _web(
        "cancelled",
        "Reading {host} was cancelled; add the address again if you still want it",
        host=host,
    )
