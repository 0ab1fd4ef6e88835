"""What a page does that nobody sees: errors of scripts, refusals of the security policy, answers that failed, requests to other hosts."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Response

REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def watch(page: Page, site_url: str) -> list[str]:
    """Returns a list that grows whenever something goes wrong in the page. The status of the page itself is for the test to look at."""
    found: list[str] = []
    page.add_init_script(REPORT_REFUSALS)
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}") if is_error(message) else None)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on(
        "response", lambda answer: found.append(f"{answer.status} for {answer.url}") if is_failed_part(answer) else None
    )
    page.on(
        "request", lambda request: found.append(f"asked {request.url}") if is_elsewhere(request.url, site_url) else None
    )
    return found


def is_error(message: ConsoleMessage) -> bool:
    """Whether the page complains; what could not be loaded is known from the answer itself, page or part."""
    return message.type == "error" and not message.text.startswith("Failed to load resource: the server responded")


def is_failed_part(answer: Response) -> bool:
    """Whether something that the page asked for, not the page, was refused or missing."""
    return answer.status >= 400 and not answer.request.is_navigation_request()


def is_elsewhere(url: str, site_url: str) -> bool:
    """Whether an address is not the site's; a picture inside the page itself is no request."""
    return not url.startswith((f"{site_url}/", "data:"))
