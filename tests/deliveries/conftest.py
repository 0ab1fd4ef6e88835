"""A mail server of our own, as good or as bad as a test wants it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings

OK = "250 OK"


class Mailbox:
    """What arrived, and what the server answers: to a recipient, to a message, by address; `250 OK` otherwise."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, str]] = []
        self.to_recipient: dict[str, str] = {}
        self.to_message: dict[str, str] = {}
        self.seconds_to_answer = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = self.to_recipient.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:
        text = envelope.content.decode()
        address = envelope.rcpt_tos[0]
        self.arrived.append((address, text))
        await asyncio.sleep(self.seconds_to_answer)
        return self.to_message.get(address, OK)

    @property
    def message_ids(self) -> list[str]:
        """The Message-ID of each copy that arrived."""
        return [line for _address, text in self.arrived for line in text.splitlines() if line.startswith("Message-ID")]


def smtp(port: int, **more):
    """The settings that send over SMTP to a port of this machine."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        **more,
    )


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that messages go to, and what arrived there."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    mailbox.port = controller.port
    with smtp(controller.port):
        yield mailbox
    controller.stop()


@pytest.fixture
def nothing_listens() -> Iterator[None]:
    """Messages go to a port at which nothing answers."""
    with smtp(free_port()):
        yield


@pytest.fixture
def hanging() -> Iterator[None]:
    """A mail server that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server, smtp(server.getsockname()[1], EMAIL_TIMEOUT=0.2):
        yield


@pytest.fixture
def breaks_off() -> Iterator[None]:
    """A mail server that hangs up as soon as it is called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_hang_up, args=[server], daemon=True).start()
        with smtp(server.getsockname()[1]):
            yield


def _hang_up(server: socket.socket) -> None:
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return


def free_port() -> int:
    """A port that no program uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
