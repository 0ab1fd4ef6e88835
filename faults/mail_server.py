"""A mail server that can be as bad as mail servers are: it refuses, hangs, breaks off before and after it took a message, says 451 and 550."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter

from aiosmtpd.controller import Controller

FAULTS = ("hang", "break off before", "break off after", "451", "550", "")
MESSAGE_ID = re.compile(r"^Message-ID: *(\S+)", re.I | re.M)


class Mailbox:
    """What arrived, by Message-ID. While `is_bad`, each message meets a fault chosen by dice with a fixed seed."""

    def __init__(self, seed: int) -> None:
        self.copies: Counter[str] = Counter()
        self.texts: list[str] = []
        self.is_bad = False
        self._dice = random.Random(seed)
        self._refused: Counter[str] = Counter()

    async def handle_DATA(self, server, session, envelope) -> str:
        text = envelope.content.decode("utf-8", "replace")
        name = MESSAGE_ID.search(text)[1]
        fault = self._dice.choice(FAULTS) if self.is_bad else ""
        if fault == "hang":
            await asyncio.sleep(30)
        if fault in ("hang", "break off before"):
            server.transport.abort()
            return "421 Gone"
        if fault == "451":
            return "451 Try later"
        # A third "no such user" would be final, as it should: the site gives up then, and tells staff.
        if fault == "550" and self._refused[name] < 2:
            self._refused[name] += 1
            return "550 Not here"
        self.copies[name] += 1
        self.texts.append(text)
        if fault == "break off after":
            server.transport.abort()
        return "250 OK"


class MailServer:
    """The server on a port of this machine; stopped, it refuses connections."""

    def __init__(self, port: int, seed: int) -> None:
        self.mailbox, self.port, self._controller = Mailbox(seed), port, None

    def start(self) -> None:
        self._controller = Controller(self.mailbox, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None
