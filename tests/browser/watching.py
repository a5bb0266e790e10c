"""What no window may do in any test: complain, ask another host, get a fault or an answer that is not guarded."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

CARRIED = ("x-content-type-options", "referrer-policy", "cross-origin-opener-policy")
GUARDED = (*CARRIED, "content-security-policy", "x-frame-options")

OF_THE_LINE = (
    "Failed to load resource",
    "Response Status Error Code",
    "htmx:sendError",
    "htmx:sendAbort",
    "htmx:afterRequest",
)
"""What a browser says when an answer fails or does not come; what the page makes of it is for the test to see."""


class Watch:
    """Notes it all in `complaints`."""

    def __init__(self, address: str) -> None:
        self.address, self.complaints = address, list[str]()

    def over(self, page: Page) -> Page:
        """From now on."""
        page.on("console", self._heard)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("request", self._asked)
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(said in message.text for said in OF_THE_LINE):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.complaints.append(f"asks another host: {request.url}")

    def _answered(self, answer: Response) -> None:
        if (
            not answer.url.startswith(self.address) or "x-played" in answer.headers
        ):  # an answer that a test plays
            return
        if answer.status >= 500 and "/fault/" not in answer.url:
            self.complaints.append(f"{answer.url} answers {answer.status}")
        for name in CARRIED if "/static/" in answer.url else GUARDED:
            if name not in answer.headers:
                self.complaints.append(f"{answer.url} comes without {name}")
