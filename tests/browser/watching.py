"""What a page does that nobody sees: errors of scripts, refusals of the security policy, requests to other hosts."""

from __future__ import annotations

from playwright.sync_api import Page

REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def watch(page: Page, site_url: str) -> list[str]:
    """Returns a list that grows whenever something goes wrong in the page."""
    found: list[str] = []
    page.add_init_script(REPORT_REFUSALS)
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on(
        "request", lambda request: found.append(f"asked {request.url}") if is_elsewhere(request.url, site_url) else None
    )
    return found


def is_elsewhere(url: str, site_url: str) -> bool:
    """Whether an address is not the site's; a picture inside the page itself is no request."""
    return not url.startswith((f"{site_url}/", "data:"))
