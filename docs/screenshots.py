"""Takes the pictures of the documentation: uses the demo page as a member would, without a screen.

Needs playwright and pillow (``pip install playwright pillow``) and a Chromium, either playwright's
own or the one that ``CHROMIUM`` points to. Run ``verse demo`` on a fresh library, then::

    python docs/screenshots.py ADDRESS-THAT-IT-PRINTED

Each kind of message becomes two pictures as wide as a phone, ``NAME-dark.png`` and
``NAME-light.png``. The page itself is always dark; light colours are put over it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
STORY = DOCS.parent / "tests/index/loading/files/office.docx"
"""A story to add."""
OVERVIEWS = {
    "demo.png": "what did Akar promise?",
    "demo-refusal.png": "who won the football match?",
}
"""Pictures of the whole page, by the question that it shows."""
LONGEST_S = 60.0
"""How long an answer may take; the first one warms the model up."""
STILL_S = 0.6
"""How long the page stays as it is before it counts as done."""
COLOURS = 128
"""Of a picture."""
PHONE = 430
"""The width of the pictures."""
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
# The light colours are those that Discord's client has for the same things.
STYLE = """
[data-workbench], .message-context-actions, .timeline-day-divider { display: none !important; }
.taken #channel-composer { visibility: hidden; }
.channel-message { padding-bottom: 12px; }
:root.light { color-scheme: light; background: #fff; color: #2e3338;
  --discord-bg: #fff; --discord-surface: #f2f3f5; --discord-elevated: #e3e5e8;
  --discord-control: #ebedef; --discord-hover: #e0e1e5; --discord-text: #2e3338;
  --discord-muted: #5c5e66; --discord-subtle: #4e5058; --discord-border: #d4d7dc;
  --component-surface: #fff; --component-border: #d9dbe0; --control-border: #d4d7dc;
  --chip-surface: #ebedef; --list-surface: #fff; --option-hover: #e0e1e5;
  --subtle-surface: #e3e5e8; --subtle-surface-text: #2e3338; --entity-text: #4e5058;
  --entity-dim: #5c5e66; --input-surface: #ebedef; --input-placeholder: #5c5e66;
  --button-alt: #e8e9ec; --button-alt-hover: #dddfe3; --code-surface: #f2f3f5;
  --code-border: #d4d7dc; --code-text: #2e3338; --embed-field-name: #2e3338;
  --link-text: #006ce7; --modal-surface: #fff; --modal-separator: #d9dbe0;
  --choice-border: #80848e; }
:root.light .message-author, :root.light .message-content, :root.light .component-button
  { color: #2e3338; }
:root.light .mention { color: #4752c4; background: #e0e2fc; }
:root.light .button-style-1, :root.light .button-style-3, :root.light .button-style-4
  { color: #fff; }
"""

Step = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what a member does, and then the last message is taken."""

    name: str
    steps: tuple[Step, ...]


def command(invocation: str, /, **options: str) -> Step:
    """A slash command, such as ``command("ask", question="who?")``."""

    def step(page: Page) -> None:
        before = shown(page)
        page.fill("#channel-composer-input", f"/{invocation}")
        page.keyboard.press("Enter")
        for name, value in options.items():
            fill(page, name, value)
        page.click("#send-message")
        settle(page, before)

    return step


def press(label: str) -> Step:
    """The button of that label, where it stands last."""

    def step(page: Page) -> None:
        before = shown(page)
        button = page.locator("#channel-message-list").get_by_role("button", name=label, exact=True)
        button.last.click()
        settle(page, before)

    return step


def press_first() -> Step:
    """The first button of the last message, such as the first choice of a quiz."""

    def step(page: Page) -> None:
        before = shown(page)
        page.locator(".channel-message").last.locator(".component-button").first.click()
        settle(page, before)

    return step


def choose(label: str) -> Step:
    """An entry of the select that stands last."""

    def step(page: Page) -> None:
        before = shown(page)
        page.locator("#channel-message-list .select-trigger").last.click()
        page.locator(".select-option").filter(has_text=label).first.click()
        settle(page, before)

    return step


def look_as(member: str) -> Step:
    """Go on as another member."""

    def step(page: Page) -> None:
        before = shown(page)
        page.select_option("#viewer-picker", label=member, force=True)
        settle(page, before)

    return step


def fill(page: Page, name: str, value: str) -> None:
    """Give an option its value; an optional one has to be chosen first."""
    field = page.locator(f"input[data-option={name}]")
    if not field.count():
        page.click(".command-chip")
        page.locator(".command-suggestion").filter(has_text=name).first.click()
    if field.get_attribute("type") == "file":
        field.set_input_files(value)
        return
    field.fill(value)
    choice = page.locator(".command-suggestion").filter(has_text=value)
    page.wait_for_timeout(400)
    if choice.count():
        choice.first.click()


def shown(page: Page) -> str:
    """All that the messages say."""
    return page.locator("#channel-message-list").inner_text()


def settle(page: Page, before: str) -> None:
    """Wait until the messages differ from ``before`` and have stayed the same for a while.

    Raises:
        TimeoutError: they did not change.
    """
    end = time.monotonic() + LONGEST_S
    last, since = before, time.monotonic()
    while time.monotonic() < end:
        page.wait_for_timeout(100)
        now = shown(page)
        if now != last:
            last, since = now, time.monotonic()
        elif now != before and "thinking" not in now and time.monotonic() - since > STILL_S:
            return
    raise TimeoutError("The page did not answer; look at it in a browser.")


SHOTS = (
    Shot("settings", (command("settings"),)),
    Shot("setting", (press("Whole server"), choose("Keep questions"), press("Turn on"))),
    Shot("answer", (command("ask", question="what did Akar promise?"),)),
    Shot("follow-up", (command("ask", question="who is he?"),)),
    Shot("refusal", (command("ask", question="who won the football match?"),)),
    Shot("private", (command("ask", question="who met Trump in Washington?", private="True"),)),
    Shot("shared", (press("Share with the channel"),)),
    Shot("read-around", (press("After →"),)),
    Shot("more-matches", (press("More matches"),)),
    Shot("summary", (command("summary"),)),
    Shot("quote", (command("quote", words="active NATO military systems"),)),
    Shot("check", (command("check", words="the S-400s will be integrated into NATO systems"),)),
    Shot("said", (command("said", who="Kalin"),)),
    Shot("promises", (command("promises"),)),
    Shot("threats", (command("threats"),)),
    Shot("people", (command("people"),)),
    Shot("timeline", (command("timeline"),)),
    Shot("map", (command("map"),)),
    Shot("quiz", (command("quiz", kind="true or altered"),)),
    Shot("quiz-revealed", (press_first(),)),
    Shot("points", (command("points"),)),
    Shot("stories", (command("stories"),)),
    Shot("story-add", (command("story add", file1=str(STORY)),)),
    Shot("compare", (command("compare", question="on which day did it happen?"),)),
    Shot("story-remove", (command("story remove", story="office"),)),
    Shot("story-log", (press("Remove it"), command("story log"))),
    Shot("progress", (command("progress", paragraph="6"),)),
    Shot("beyond", (command("ask", question="what did Akar promise?"),)),
    Shot("judged", (press("This is wrong"),)),
    Shot("gaps", (command("gaps"),)),
    Shot("my-data", (command("my-data"),)),
    Shot("forget-me", (command("forget-me"),)),
    Shot("help", (command("help"),)),
    Shot("denied", (look_as("Bob"), command("gaps"))),
)
"""The order matters: a follow-up needs an answer before it, and an end of reading stays."""


def take(page: Page, picture: Locator, name: str) -> None:
    """Save the picture dark and light."""
    PICTURES.mkdir(exist_ok=True)
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.className = 'taken ' + theme", theme)
        page.mouse.move(0, 0)
        picture.scroll_into_view_if_needed()
        # The page follows its last message late, and would move under the camera.
        page.wait_for_timeout(400)
        png = picture.screenshot(animations="disabled")
        # Text on plain ground looks the same in few colours, and takes a third of the space.
        small = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS)
        small.save(PICTURES / f"{name}-{theme}.png", optimize=True)
    page.evaluate("document.documentElement.className = ''")


def take_messages(page: Page) -> None:
    """Take all the shots."""
    page.add_style_tag(content=STYLE)
    for shot in SHOTS:
        for step in shot.steps:
            step(page)
        take(page, page.locator(".channel-message").last, shot.name)


def take_overviews(page: Page) -> None:
    """Take the pictures of the whole page."""
    page.click("#messages-toggle")
    for name, question in OVERVIEWS.items():
        command("ask", question=question)(page)
        page.locator(".channel-message").last.scroll_into_view_if_needed()
        page.screenshot(path=DOCS / name)


def main(address: str) -> None:
    """Use the page and save what it shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=SWITCHES
        )
        for width, height, pictures in (
            (1000, 780, take_overviews),
            (PHONE, 1600, take_messages),
        ):
            # The page forbids foreign styles.
            page = browser.new_page(viewport={"width": width, "height": height}, bypass_csp=True)
            page.goto(address)
            composer = page.locator("#channel-composer-input")
            expect(composer).to_be_visible(timeout=LONGEST_S * 1000)
            pictures(page)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
