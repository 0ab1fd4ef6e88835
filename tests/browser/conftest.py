"""A site as script/server starts it, and browsers on it. `site` is only read; what changes pages uses `own_site`."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.public_pages import sitemap_paths
from tests.browser.served_site import Databases, Site
from tests.browser.watching import watch

# Nothing of the browser's own goes over the network, and no page waits for a graphics card that is not there.
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """A browser test that failed is asked once more, and the run lists it as RERUN (docs/decisions/0039)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"args": CHROMIUM_FLAGS.split()}


@pytest.fixture(scope="session")
def static_files(tmp_path_factory, worker_id) -> Path:
    """The collected static files, once for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder, stamp = shared / "browser-static", shared / "browser-static-collected"
    with _turn(shared / "browser-static.lock"):
        if not stamp.exists():
            data = own / "collecting"
            data.mkdir()
            Site(os.environ.get("DATABASE_URL", ""), data, folder).manage("collectstatic", "--noinput", "--verbosity=0")
            stamp.touch()
    return folder


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """One worker at a time."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def databases(worker_id) -> Iterator[Databases]:
    """The databases of this worker."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        pytest.fail("The browser tests need DATABASE_URL; script/test sets it.")
    made = Databases(url, f"browser_{os.getpid()}_{worker_id}")
    yield made
    made.remove()


@pytest.fixture(scope="session")
def pristine(databases, static_files, tmp_path_factory) -> Site:
    """A site with the starter content and its accounts, not started: the others are copies of it."""
    site = Site(databases.create("pristine"), tmp_path_factory.mktemp("pristine"), static_files)
    for command in ("migrate", "load_starter", "local_staff"):
        site.manage(command, *(["--verbosity=0"] if command == "migrate" else []))
    return site


@pytest.fixture(scope="session")
def new_site(pristine, databases, tmp_path_factory) -> Iterator[Callable[[str], Site]]:
    """Makes a running copy of the pristine site."""
    sites = []

    def make(name: str, **variables: str) -> Site:
        data = tmp_path_factory.mktemp(name)
        shutil.copytree(pristine.data, data, dirs_exist_ok=True)
        site = Site(databases.create(name, template=databases.names[0]), data, pristine.static, variables=variables)
        sites.append(site)
        site.start()
        return site

    yield make
    for site in sites:
        site.stop()


@pytest.fixture(scope="session")
def site(new_site) -> Site:
    """The site as a new installation opens. Tests may save drafts on it, but must not change what patients see."""
    return new_site("site")


@pytest.fixture(scope="session")
def own_site(new_site) -> Site:
    """A site whose pages the tests change; each keeps to documents that no other test names."""
    return new_site("own_site")


@pytest.fixture(scope="session")
def paths(site) -> list[str]:
    """The path of every page in the sitemap."""
    return sitemap_paths(site)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, site):
    """`page` and `context` are a patient's, on `site`."""
    return browser_context_args | {"base_url": site.url}


@pytest.fixture
def problems(page, site) -> list[str]:
    """What goes wrong in `page` while it is used: scripts' errors, refusals of the policy, requests elsewhere."""
    return watch(page, site.url)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page for somebody on a site: `visitor(own_site)` a patient, `visitor(own_site, "clinician")` signed in."""
    contexts: list[BrowserContext] = []

    def open_page(site: Site, account: str = "", **options) -> Page:
        if account and account not in site.signed_in:
            site.signed_in[account] = _sign_in(browser, site, account)
        context = browser.new_context(base_url=site.url, storage_state=site.signed_in.get(account), **options)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def _sign_in(browser: Browser, site: Site, account: str) -> dict:
    """The cookies of somebody who has signed in by the form."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/staff/")
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(site.passwords[account])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="What needs you").wait_for()
    state = context.storage_state()
    context.close()
    return state
