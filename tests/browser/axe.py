"""axe-core (Deque's engine of accessibility checks, MPL 2.0, brought by npm for the tests alone) run in a page."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (rules) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly: rules });
  const told = (node) => `  ${node.target.join(" ")}: ${node.failureSummary}`;
  return violations
    .filter((fault) => ["serious", "critical"].includes(fault.impact))
    .map((fault) => [`${fault.id}: ${fault.help}`, ...fault.nodes.slice(0, 5).map(told)].join("\\n"));
}
"""


@cache
def _source() -> str:
    return AXE.read_text("utf-8")


def serious_faults(page: Page) -> list[str]:
    """One text a rule that is broken, with the elements that break it."""
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(_source())
    return list(page.evaluate(RUN, RULES))
