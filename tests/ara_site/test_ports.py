"""A port that cannot be had is a sentence with the cure."""

import os
import socket

import pytest

from ara_site.ports import problem_with


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_free_port_is_no_problem(tmp_path, taken_port):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert problem_with(str(free), tmp_path) == ""


def test_another_program_on_the_port(tmp_path, taken_port):
    sentence = f"Port {taken_port} is used by another program. Choose another port: PORT={taken_port + 1} script/server"
    assert problem_with(str(taken_port), tmp_path) == sentence


def test_the_site_itself_on_the_port(tmp_path, taken_port):
    (tmp_path / f"server-{taken_port}.pid").write_text(str(os.getpid()))
    problem = problem_with(str(taken_port), tmp_path)
    assert f"already running at http://localhost:{taken_port}/ (process {os.getpid()})" in problem
    assert f"PORT={taken_port + 1} script/server" in problem


def test_what_a_killed_server_left_on_the_port(tmp_path, taken_port):
    (tmp_path / f"server-{taken_port}.pid").write_text("999999999")
    problem = problem_with(str(taken_port), tmp_path)
    assert f"End it with: kill $(pgrep -f -- '--port {taken_port} ')" in problem


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_no_number(tmp_path, port):
    assert problem_with(port, tmp_path).startswith(f"PORT is {port!r}")
