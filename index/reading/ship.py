"""Put a trained student into the package: ``python -m index.reading.ship RUN_FOLDER [TARGET]``.

Writes the weights in the 8-bit form with their checksum, and the model's configuration and
tokenizer, into ``index/reading/model`` or another folder; with ``--of further``, that stage's.
Calibrate afterwards: chances belong to weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from index.reading.span_weights import EMBEDDED_FOLDER, WEIGHTS, ship


def main() -> None:
    """Read the student, write the shipped form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="the folder that index.reading.train wrote to")
    parser.add_argument("target", type=Path, nargs="?", default=EMBEDDED_FOLDER)
    parser.add_argument(
        "--of",
        choices=["student", "further"],
        default="student",
        help="the stage whose model is shipped; the student's if not given",
    )
    asked = parser.parse_args()
    student = asked.run / asked.of
    model = AutoModelForQuestionAnswering.from_pretrained(student)
    asked.target.mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(asked.target)
    AutoTokenizer.from_pretrained(student).save_pretrained(asked.target)
    ship(model, asked.target)
    megabytes = (asked.target / WEIGHTS).stat().st_size / 1e6
    print(f"Wrote {WEIGHTS}, {megabytes:.1f} MB; now calibrate.")  # noqa: T201 - its output


if __name__ == "__main__":
    main()
