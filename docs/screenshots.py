"""Takes the pictures of the demo: asks on its page as a member would, in a headless browser.

Needs playwright (``pip install playwright``) and a Chromium, either playwright's own or the one
that ``CHROMIUM`` points to. Run ``verse demo`` on a fresh library, then::

    python docs/screenshots.py ADDRESS-THAT-IT-PRINTED
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

FOLDER = Path(__file__).parent
PICTURES = {
    "demo.png": "what did Akar promise?",
    "demo-refusal.png": "who won the football match?",
}
LONGEST_MS = 60_000
"""How long an answer may take; the first one warms the model up."""
# Nothing may leave the machine, and a container has neither a sandbox nor a graphics card.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def ask(page: Page, question: str, number: int) -> None:
    """Send ``/ask`` and wait for the ``number``-th answer."""
    page.fill("#channel-composer-input", "/ask")
    page.keyboard.press("Enter")
    page.fill("input[data-option=question]", question)
    page.keyboard.press("Enter")
    answers = page.get_by_text("Asked:")
    expect(answers).to_have_count(number, timeout=LONGEST_MS)
    answers.last.scroll_into_view_if_needed()


def main(address: str) -> None:
    """Ask each question and save what the page shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=SWITCHES
        )
        page = browser.new_page(viewport={"width": 1000, "height": 780})
        page.goto(address)
        expect(page.locator("#channel-composer-input")).to_be_visible(timeout=LONGEST_MS)
        page.click("#messages-toggle")
        for number, (name, question) in enumerate(PICTURES.items(), start=1):
            ask(page, question, number)
            page.wait_for_timeout(500)
            page.screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
