"""What must not happen while a page is open: a request to elsewhere, an error in the console, a breach of the page's own policy."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

TELL_BREACHES = """
addEventListener("securitypolicyviolation", (breach) =>
  console.error(`policy ${breach.violatedDirective}: ${breach.blockedURI} ${breach.sourceFile ?? ""}`));
"""
"""Chromium tells most breaches by itself; those inside of frames and of styles that a script sets only to who listens."""
WITHOUT_NETWORK = frozenset(("data:", "blob:"))


class Watch:
    """Listens to all pages of a context. `allow` names a text that an error of the console may hold, such as the 409 that a test provokes."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.faults: list[str] = []
        self._own = own
        self._allowed: list[str] = []
        context.add_init_script(TELL_BREACHES)
        context.on("request", self._ask)
        context.on("console", self._say)
        context.on("weberror", self._fail)

    def allow(self, text: str) -> None:
        self._allowed.append(text)

    def check(self) -> None:
        """Fails with all that was seen."""
        faults, self.faults = self.faults, []
        assert not faults, "while the page was open:\n" + "\n".join(faults)

    def _ask(self, request: Request) -> None:
        address = urlsplit(request.url)
        if f"{address.scheme}:" not in WITHOUT_NETWORK and f"{address.scheme}://{address.netloc}" != self._own:
            self.faults.append(f"a request to elsewhere: {request.url}")

    def _say(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _fail(self, error: WebError) -> None:
        self._note(f"not caught: {error.error}")

    def _note(self, fault: str) -> None:
        if not any(text in fault for text in self._allowed):
            self.faults.append(fault)
