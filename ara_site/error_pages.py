"""What each error page says. The site shows them (errors.py), and so does the front, for what never reaches the site (front_pages.py)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ErrorPage:
    """`leads_on`: whether the other pages of the site can be reached, so that it makes sense to point at them."""

    status: int
    heading: str | Promise
    message: str | Promise
    leads_on: bool = True


BAD_REQUEST = ErrorPage(
    400,
    _("We could not read that request"),
    _("Something in the address or in what was sent is not right. Please go back and try again."),
)
FORBIDDEN = ErrorPage(403, _("You cannot open this page"), _("This page is for staff, or your sign-in has ended."))
NOT_FOUND = ErrorPage(
    404, _("Page not found"), _("There is no page at this address. It may have been typed with a mistake.")
)
NOT_ALLOWED = ErrorPage(
    405, _("This cannot be done here"), _("This page can be read, but it takes nothing. Please go back and try again.")
)
CONFLICT = ErrorPage(
    409, _("Somebody else was faster"), _("This has changed in the meantime. Please go back, reload, and try again.")
)
GONE = ErrorPage(
    410,
    _("This page has been taken down"),
    _("We no longer publish this page. Please do not rely on an older copy of it."),
)
TOO_LARGE = ErrorPage(
    413, _("That is too much at once"), _("Please go back and send less. If you want to tell us more, call us.")
)
ADDRESS_TOO_LONG = ErrorPage(
    414, _("This address is too long"), _("It may have been copied with something else. Please begin at the home page.")
)
NOT_ACCEPTED = ErrorPage(
    422, _("We could not use what was sent"), _("Please go back, look at what you entered, and try again.")
)
TOO_MANY = ErrorPage(429, _("That was tried too often"), _("Please wait a quarter of an hour, then try again."))
HEADERS_TOO_LARGE = ErrorPage(
    431,
    _("Your browser sent too much"),
    _("Deleting the cookies of this site in your browser may help. Otherwise please call us."),
)
SERVER_ERROR = ErrorPage(
    500,
    _("Sorry, something went wrong"),
    _("The page could not be shown. Please try again in a few minutes, or call us."),
)
BAD_GATEWAY = ErrorPage(
    502,
    _("The website does not answer right now"),
    _("Please try again in a few minutes. If you need us now, please call."),
    leads_on=False,
)
UNAVAILABLE = ErrorPage(
    503,
    _("This page is not available right now"),
    _("Please try again in a few minutes. If you need us now, please call."),
    leads_on=False,
)
SEARCH_AWAY = ErrorPage(
    503,
    _("Searching does not work right now"),
    _("Please try again in a few minutes, look through our pages, or call us."),
)
"""What is kept of the other pages is there all the same, so that it makes sense to point at them."""

NOT_SET_UP = ErrorPage(
    503,
    _("This site is not set up yet"),
    _("The practice has not published anything here so far. Please come back later."),
    leads_on=False,
)
TOO_SLOW = ErrorPage(
    504,
    _("That took too long"),
    _("The website is slow to answer. Please try again in a few minutes. If you need us now, please call."),
    leads_on=False,
)

BY_STATUS = {
    page.status: page
    for page in (
        BAD_REQUEST, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, CONFLICT, GONE, TOO_LARGE, ADDRESS_TOO_LONG, NOT_ACCEPTED, TOO_MANY,
        HEADERS_TOO_LARGE, SERVER_ERROR, BAD_GATEWAY, UNAVAILABLE, TOO_SLOW,
    )
}  # fmt: skip
