"""What watches the installation gets straight answers."""

import pytest
from django.conf import settings
from django.test import Client


def test_the_process_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_when_the_database_answers(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code in {200, 503}
    assert answer.json()["database"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "Bearer wrong", "Bearer ünknown"])
def test_figures_are_hidden_from_whoever_lacks_the_token(client: Client, token: str) -> None:
    assert client.get("/metrics", headers={"Authorization": token}).status_code == 404


@pytest.mark.django_db
def test_figures_for_prometheus(client: Client) -> None:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})
    assert answer.status_code == 200
    assert b"\nmulin_database_bytes " in answer.content
