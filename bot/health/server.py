"""The port on which the bot says how it is doing: /live, /ready and /metrics."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.aiohttp import make_aiohttp_handler

from bot.sections import HealthSettings

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 1.0


class HealthPortError(Exception):
    """The port cannot be used; its text is one sentence that ends with what to do."""


class HealthServer:
    """Answers on one port while it is open.

    Args:
        registry: the figures.
        live: whether the event loop turns.
        unready: what keeps the bot from answering members; empty when nothing does.
    """

    def __init__(
        self,
        registry: CollectorRegistry,
        live: Callable[[], bool],
        unready: Callable[[], Awaitable[tuple[str, ...]]],
    ) -> None:
        self._registry = registry
        self._is_live = live
        self._unready = unready
        self._runner: web.AppRunner | None = None
        self.address: tuple[str, int] | None = None
        """Host and port while it is open."""

    async def open(self, settings: HealthSettings) -> None:
        """Listen, if the settings name a port.

        Raises:
            HealthPortError: the port or the host cannot be used.
        """
        if settings.port is None:
            return
        application = web.Application()
        application.router.add_get("/live", self._live)
        application.router.add_get("/ready", self._ready)
        application.router.add_get("/metrics", make_aiohttp_handler(self._registry))
        self._runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=_PATIENCE_SECONDS
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, settings.host, settings.port).start()
        except OSError as error:
            await self.close()
            raise HealthPortError(
                f"The bot cannot say how it is doing on {settings.host}, port {settings.port}"
                f" ({error.strerror}); choose others with HEALTH_HOST and HEALTH_PORT."
            ) from None
        host, port = self._runner.addresses[0][:2]
        self.address = host, port
        _log.info("Health and metrics are told at http://%s:%d.", host, port)

    async def close(self) -> None:
        """Listen no more."""
        runner, self._runner, self.address = self._runner, None, None
        if runner is not None:
            await runner.cleanup()

    async def _live(self, _request: web.Request) -> web.Response:
        live = self._is_live()
        return web.json_response({"live": live}, status=200 if live else 503)

    async def _ready(self, _request: web.Request) -> web.Response:
        unready = await self._unready()
        return web.json_response(
            {"ready": not unready, "not_ready": unready}, status=503 if unready else 200
        )
