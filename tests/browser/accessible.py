"""What axe-core finds wrong with the page as it stands."""

from typing import Literal

from axe_playwright_python.async_playwright import Axe

from tests.browser.window import Window

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


async def violations(window: Window) -> list[str]:
    """Return what breaks a rule of WCAG 2.1 AA or good practice, in light and in dark."""
    # A colour on its way to another is neither.
    await window.page.emulate_media(reduced_motion="reduce")
    return [line for scheme in SCHEMES for line in await _violations(window, scheme)]


async def _violations(window: Window, scheme: Literal["light", "dark"]) -> list[str]:
    await window.page.emulate_media(color_scheme=scheme)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = await Axe().run(window.page, options=options)
    return [
        f"{scheme}: {rule['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
