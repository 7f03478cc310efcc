"""Checks of the port on which a running bot says how it is doing."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any

from bot.sections import HealthSettings

if TYPE_CHECKING:
    from index import Check

_PATIENCE_SECONDS = 5.0
_PORT = "Health port"
_READY = "Readiness"
_METRICS = "Metrics"
_OTHER_PORT = "choose another one with HEALTH_PORT"
_SEE_LOG = "look for the reason in the bot's log"


def health_checks(settings: HealthSettings) -> Iterator[Check]:
    """Whether the port is free, or a bot answers on it that is live and ready."""
    from index import Check, CheckState

    if settings.port is None:
        yield Check(_PORT, CheckState.FINE, "off, because HEALTH_PORT is not set")
        return
    if settings.port == 0:
        yield Check(_PORT, CheckState.FINE, "any free one, which the bot's log names")
        return
    where = f"{settings.host}, port {settings.port}"
    fault = _bind_fault(settings.host, settings.port)
    if fault is None:
        yield Check(_PORT, CheckState.FINE, f"{where} is free; no bot runs on it now")
        return
    live = _object(settings, "/live")
    if live is None or "live" not in live:
        found = f"{where} cannot be used ({fault}), and no bot answers there"
        yield Check(_PORT, CheckState.FAILED, found, _OTHER_PORT)
        return
    if live["live"] is True:
        yield Check(_PORT, CheckState.FINE, f"a bot answers on {where}, and its event loop turns")
    else:
        found = f"the event loop of the bot on {where} does not turn"
        yield Check(_PORT, CheckState.FAILED, found, _SEE_LOG)
    yield _ready_check(settings)
    yield _metrics_check(settings)


def _ready_check(settings: HealthSettings) -> Check:
    from index import Check, CheckState

    told = _object(settings, "/ready")
    if told is None:
        return Check(_READY, CheckState.FAILED, "the bot does not tell", _SEE_LOG)
    if told.get("ready") is True:
        return Check(_READY, CheckState.FINE, "the gateway is connected and the database answers")
    parts = " and ".join(map(str, told.get("not_ready", ())))
    remedy = f"wait a minute while it starts; then {_SEE_LOG}"
    return Check(_READY, CheckState.FAILED, f"not ready: {parts}", remedy)


def _metrics_check(settings: HealthSettings) -> Check:
    from prometheus_client.parser import text_string_to_metric_families

    from index import Check, CheckState

    try:
        told = _get(settings, "/metrics")
        count = sum(one.name.startswith("verse_") for one in text_string_to_metric_families(told))
    except (OSError, HTTPException, ValueError):
        count = 0
    if not count:
        return Check(_METRICS, CheckState.FAILED, "the bot tells none", _SEE_LOG)
    return Check(_METRICS, CheckState.FINE, f"{count} of the bot's own")


def _bind_fault(host: str, port: int) -> str | None:
    """Why nobody can listen there; None where that is possible."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        return error.strerror or type(error).__name__
    return None


def _object(settings: HealthSettings, path: str) -> dict[str, Any] | None:
    try:
        told = json.loads(_get(settings, path))
    except (OSError, HTTPException, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _get(settings: HealthSettings, path: str) -> str:
    assert settings.port is not None, "only a port that is set is asked"  # noqa: S101
    # What listens on all addresses answers on the loopback one.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    connection = HTTPConnection(host, settings.port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()
