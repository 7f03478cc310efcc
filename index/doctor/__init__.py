"""Checks of everything a library needs, each with its remedy."""

from __future__ import annotations

from index.doctor.checks import Check, CheckState
from index.doctor.diagnosis import diagnose

__all__ = ["Check", "CheckState", "diagnose"]
