"""A coverage-guided fuzzer for the formats, run by hand: ``python -m tests.fuzz``."""
