"""The load balancer hears the truth, fast, and never an old answer."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ara_site import deadline


def test_live_asks_nothing_of_the_database(client):
    # Without the mark django_db, any query would fail this test.
    response = client.get("/healthz/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_the_database_answers(client):
    response = client.get("/healthz/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    response = client.get("/healthz/ready")
    assert (response.status_code, response.json()["reason"]) == (503, "migrations")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_not_ready_while_the_database_does_not_answer(client):
    address = connection.settings_dict["OPTIONS"].copy(), connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["OPTIONS"]["host"] = connection.settings_dict["HOST"] = "/nowhere"
    try:
        assert client.get("/healthz/live").status_code == 200
        response = client.get("/healthz/ready")
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"], connection.settings_dict["HOST"] = address
    assert (response.status_code, response.json()["reason"]) == (503, "database")


@pytest.mark.django_db
def test_whatever_readiness_asks_has_one_second_together(client, monkeypatch):
    limits, asked = [], []

    @contextmanager
    def noted(seconds):
        limits.append(seconds)
        yield
        limits.append("over")

    def note(execute, sql, params, many, context):
        asked.append(limits[-1])
        return execute(sql, params, many, context)

    monkeypatch.setattr(deadline, "within", noted)
    with connection.execute_wrapper(note):
        assert client.get("/healthz/ready").status_code == 200
    assert set(asked) == {1} and limits == [1, "over"]
