"""An address -> the bytes that stand there.

The way is the same for pages and for robots.txt, and anew for every redirect: the host's name
is resolved by us, each of its addresses is checked, and the connection goes to one of those.
Settings of the environment, such as proxies, have no say in it.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache

import httpcore2

from index.loading.web import media, refusals
from index.loading.web import robots as robots_txt
from index.loading.web.addresses import Address, joined, parse
from index.loading.web.charsets import in_utf8
from index.loading.web.deadlines import CancelledError, Deadline
from index.loading.web.exchanges import Reply, exchange
from index.loading.web.options import Fetched, WebOptions
from index.loading.web.resolution import Resolve, addresses_of, system_resolve

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOUND = frozenset({200, 203})


def fetch(
    address: str, options: WebOptions, *, cancelled: Callable[[], bool] | None = None
) -> Fetched:
    """Read what stands at ``address``, an http or https address on the public internet.

    Robots.txt is respected, and remembered for some minutes. ``cancelled`` is asked several
    times a second; when it says yes, reading ends.

    Raises:
        LoadingError: it may not or cannot be read; the message says what to do.
    """
    return _fetcher(options).fetch(address, cancelled=cancelled)


@lru_cache(maxsize=8)
def _fetcher(options: WebOptions) -> Fetcher:
    return Fetcher(options)


class Fetcher:
    """Reads addresses; may be used by several threads at once.

    Args:
        options: how.
        resolve: what finds the IP addresses of a host.
        tls: whom to trust; None for those whom the system trusts.
    """

    def __init__(
        self,
        options: WebOptions,
        *,
        resolve: Resolve = system_resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._options = options
        self._resolve = resolve
        self._given_tls = tls
        self._rules = robots_txt.RulesCache()

    def fetch(self, address: str, *, cancelled: Callable[[], bool] | None = None) -> Fetched:
        """As the function ``fetch``."""
        here = parse(address)
        deadline = Deadline(self._options.seconds, cancelled)
        for _ in range(self._options.max_redirects + 1):
            self._check_rules(here, deadline)
            with self._ask(here, deadline) as reply:
                onward = self._onward(here, reply)
                if onward is None:
                    return self._take(here, reply)
            here = onward
        raise refusals.too_many_redirects(here.host, self._options.max_redirects)

    @contextmanager
    def _ask(self, address: Address, deadline: Deadline) -> Iterator[Reply]:
        options = self._options
        try:
            addresses = addresses_of(
                address.host, deadline, self._resolve, allow_private=options.allow_private
            )
            if not (address.has_usual_port or options.allow_private):
                raise refusals.port(address.port)
            with exchange(
                address,
                addresses,
                user_agent=options.user_agent,
                tls=self._tls if address.scheme == "https" else None,
                deadline=deadline,
            ) as reply:
                yield reply
        except TimeoutError:
            raise refusals.slow(address.host, options.seconds) from None
        except CancelledError:
            raise refusals.cancelled(address.host) from None

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self._given_tls or httpcore2.default_ssl_context()

    def _onward(self, here: Address, reply: Reply) -> Address | None:
        location = reply.headers.get("location", "")
        if reply.status not in _REDIRECTS or not location:
            return None
        # Browsers read what is not ASCII there as UTF-8, which is what servers mean by it.
        location = location.encode("latin-1").decode("utf-8", errors="replace")
        return joined(here, location)

    def _take(self, here: Address, reply: Reply) -> Fetched:
        if reply.status not in _FOUND:
            raise refusals.status(here.host, reply.status)
        content_type, charset = media.content_type_of(reply.headers.get("content-type", ""))
        ending = media.ending_of(content_type, here)
        if ending is None:
            raise refusals.wrong_type(here.host, content_type)
        data = reply.read(self._options.max_bytes)
        if charset and ending in media.TEXTS:
            data = in_utf8(data, charset)
        return Fetched(data, media.filename_of(here, ending), content_type, str(here))

    def _check_rules(self, address: Address, deadline: Deadline) -> None:
        rules = self._rules.get(address.origin)
        if rules is None:
            rules = self._read_rules(address, deadline)
            self._rules.put(address.origin, rules)
        if not rules.allow(address):
            raise refusals.robots(address.host)

    def _read_rules(self, address: Address, deadline: Deadline) -> robots_txt.Rules:
        here = joined(address, "/robots.txt")
        for _ in range(robots_txt.MAX_REDIRECTS + 1):
            with self._ask(here, deadline) as reply:
                onward = self._onward(here, reply)
                if onward is None:
                    return self._rules_in(reply, address)
            here = onward
        return robots_txt.everything_allowed()

    def _rules_in(self, reply: Reply, address: Address) -> robots_txt.Rules:
        if reply.status in _FOUND:
            data = reply.read_start(robots_txt.MAX_BYTES)
            return robots_txt.rules_of(data, self._options.user_agent)
        if 400 <= reply.status < 500:
            return robots_txt.everything_allowed()
        raise refusals.robots_unknown(address.host, reply.status)
