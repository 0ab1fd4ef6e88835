"""Breaks what can break under a site of its own, while patients ask for call backs, and prints what became of their requests.

    script/faults                             all of it, with 10,000 hostile inputs; some 20 minutes on two cores
    script/faults --requests 40 --hostile 500 a quick look
    script/faults --only paused               the scenes with that word in their name; several words may be given

Every request is sent until it has a final answer, always with the same hidden field, as a patient does who presses the button again.
What must hold after each fault, once the database is back and the spool is drained: each request that was acknowledged is in the
database, once, under the reference that was told; no answer is an error but the planned 503; none took longer than ten seconds. In
the end, each message was sent at least once, with one Message-ID however often. In the scenes of pages and of the front, readers get
every page of the sitemap with 200 and within a second; those who mean harm get the answer that is wanted, and never an error; each that
was not so counts as missing. The status is 1 where something of that does not hold. What a scene needs and is not there (root to mount
small disks, nginx, libfaketime) is said, and the scene skipped.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from bench.front import free_port
from faults.hostile_scenes import HostileScenes
from faults.installation import Installation
from faults.loading import Loaded, Skipped
from faults.mail_server import MailServer
from faults.page_scenes import PageScenes
from faults.scenes import Scenes
from faults.table import SKIPPED, Row, table

PLANNED = 503
SECONDS_TO_DRAIN = 90
SECONDS_TO_SEND = 900


def main() -> int:
    """Runs the command line."""
    given = _arguments()
    # So that whatever was started is stopped, too, when this is told to end.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o755)
    mail = MailServer(free_port(), given.seed)
    site = Installation(folder, port=free_port(), mail_port=mail.port)
    try:
        mail.start()
        site.start()
        scenes = [*Scenes(site, mail, count=given.requests).all(), *PageScenes(site).all()]
        hostile = HostileScenes(site, count=given.hostile, seed=given.seed).all()
        rows = _played(scenes, given.only, site)
        # Before those who mean harm and may do everything: they may erase requests.
        messages = _messages(site, mail)
        rows += _played(hostile, given.only, site)
    finally:
        site.stop()
        mail.stop()
        if given.keep:
            print(f"Kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{table(rows)}\n{messages}")
    return int(not all(row.is_good for row in rows) or messages.startswith("NOT"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200, help="how many patients there are at least in each scene")
    parser.add_argument("--hostile", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[""], help="words in the names of the scenes to play")
    parser.add_argument("--keep", action="store_true", help="leave the logs where they are")
    return parser.parse_args()


def _played(scenes: list[tuple[str, Callable[[], Loaded]]], words: list[str], site: Installation) -> list[Row]:
    """The scenes whose name has one of these words, in order."""
    return [_play(name, scene, site) for name, scene in scenes if any(word in name for word in words)]


def _play(name: str, scene, site: Installation) -> Row:
    """Play a scene, wait until the spool is drained, and look for what was told."""
    print(f"{time.strftime('%H:%M:%S')} {name} …", flush=True)
    before = _count(site)
    try:
        found: Loaded = scene()
    except Skipped as reason:
        return Row(name, note=f"{SKIPPED}: {reason}")
    except Exception as error:
        traceback.print_exc()
        return Row(name, missing=1, note=f"could not be played: {error}")
    drained = _drain(site)
    stored = {reference for row in site.rows(_REFERENCES) for reference in row if reference}
    told = set(found.told.values()) - {""}
    errors = sum(times for status, times in found.statuses.items() if status >= 500 and status != PLANNED)
    return Row(
        name,
        told=len(told),
        missing=len(told - stored) + len(found.gave_up),
        double=max(_count(site) - before - len(told), 0) if told else 0,
        planned=found.statuses[PLANNED],
        errors=errors,
        hung=found.hung,
        longest=found.longest,
        note="; ".join(
            filter(
                None,
                [
                    f"{found.broken_off} broken off" if found.broken_off else "",
                    drained,
                    *found.notes,
                    *found.gave_up[:3],
                ],
            )
        ),
    )


_REFERENCES = "SELECT reference, also_told FROM contact_contactrequest"


def _count(site: Installation) -> int:
    return site.rows("SELECT count(*) FROM contact_contactrequest")[0][0]


def _drain(site: Installation) -> str:
    """Wait for the spool to be empty; how long it took, where there was something in it."""
    begin = time.monotonic()
    waited_for = site.spooled()
    while site.spooled():
        if time.monotonic() - begin > SECONDS_TO_DRAIN:
            return f"{site.spooled()} still in the spool"
        time.sleep(0.5)
    return f"{waited_for} through the spool, drained in {time.monotonic() - begin:.0f} s" if waited_for else ""


def _messages(site: Installation, mail: MailServer) -> str:
    """Wait until all messages are sent, and compare them with what arrived."""
    print(f"{time.strftime('%H:%M:%S')} waiting for the messages …", flush=True)
    end = time.monotonic() + SECONDS_TO_SEND
    waiting = "SELECT count(*) FROM deliveries_delivery WHERE sent_at IS NULL AND failed_at IS NULL"
    while site.rows(waiting)[0][0] and time.monotonic() < end:
        time.sleep(1)
    wanted = {row[0] for row in site.rows("SELECT message_id FROM deliveries_delivery")}
    copies = mail.mailbox.copies
    missing, foreign = wanted - set(copies), set(copies) - wanted
    begin = "All messages were sent" if not missing and not foreign else "NOT all messages were sent"
    return (
        f"{begin}: {len(wanted)} messages, {sum(copies.values())} copies, {len(copies)} Message-IDs, at most "
        f"{max(copies.values(), default=0)} copies of one, {len(missing)} missing, {len(foreign)} that nobody made"
    )


if __name__ == "__main__":
    sys.exit(main())
