"""What was learned about a reader's scores on texts that it had not seen: see ``calibrate``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import ReaderError
from index.reading.evidence import NAMES as EVIDENCE
from index.reading.gate import Gate
from index.reading.linear import Weights, best_figures
from index.reading.span_figures import LOOK_FIGURES, SPAN_FIGURES

CALIBRATION = "calibration.json"
NAMES = (*SPAN_FIGURES, *LOOK_FIGURES, *EVIDENCE)
"""The figures of a sentence: of the span that the reader found in it, of the second look at it,
and the evidence."""
summarised = best_figures
"""What the chances are computed from."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become chances, and from which chances on an answer is shown."""

    weights: Weights
    likely_from: float
    """Least chance of being right for an answer to be shown at all."""
    sure_from: float
    reader: str
    """SHA-256 of the weights that it was measured with."""
    measured: Mapping[str, float]
    """Figures on held-out questions."""

    @property
    def gate(self) -> Gate:
        """The thresholds: below "likely" it is a refusal."""
        return Gate(0.0, self.likely_from, self.likely_from, self.sure_from)

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """The calibration in a reader's folder.

        Raises:
            ReaderError: it is missing, damaged, or of another version of this program.
        """
        try:
            content = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
            return cls(
                Weights.from_dict(content, NAMES, summarised),
                float(content["likely_from"]),
                float(content["sure_from"]),
                str(content["reader"]),
                {str(name): float(value) for name, value in content["measured"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReaderError(
                f"The reader's {CALIBRATION} cannot be used; write it anew with"
                " python -m index.reading.calibrate."
            ) from error

    def save(self, folder: Path) -> None:
        """Write it as ``load`` reads it."""
        content = self.weights.as_dict(NAMES) | {
            "likely_from": round(self.likely_from, 4),
            "sure_from": round(self.sure_from, 4),
            "reader": self.reader,
            "measured": {name: round(value, 4) for name, value in self.measured.items()},
        }
        (folder / CALIBRATION).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
