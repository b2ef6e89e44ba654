"""The suite's ground: own folder, own database cluster, no network."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
import hypothesis
import pytest
from django.conf import settings
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from django.utils import translation
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer

from tests.shared_data import folder, wanting
from tests.support import database, network
from tests.support.sharing import Shared

network.close_the_door()
for name in [name for name in os.environ if name.startswith("MULIN_") or name == "DATABASE_URL"]:
    del os.environ[name]
os.environ["MULIN_HOME"] = str(database.HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "mulin.config.settings"
os.environ["MULIN_HASHED_STATIC"] = "0"
os.environ["MULIN_PREPARED"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()
# How long an example takes says nothing on a busy machine.
hypothesis.settings.register_profile(
    "mulin", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("mulin")
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_report_header() -> str:
    return f"real data: {folder() or 'not here (MULIN_DATA names their folder); tests of them are left out'}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs a browser is a journey; what needs data that are not here is not collected."""
    absent = [item for item in items if wanting(item)]
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")
        elif "proofs" in item.path.parts:
            item.add_marker("proof")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Shared:
    return Shared(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """What is imported stays: no sweep of the memory goes over it, neither now nor later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def _build_template(name: str) -> None:
    """In a process of its own, as the owner: this one stays the application's role."""
    with database.building(name) as passing:
        environment = os.environ | {"MULIN_DATABASE": passing, "MULIN_AS_OWNER": "1"}
        command = [sys.executable, "-m", "mulin", "migrate", "--quiet", "--bare"]
        done = subprocess.run(
            command, check=False, env=environment, capture_output=True, text=True, cwd=database.ROOT
        )
        if done.returncode:
            pytest.exit(f"the test database cannot be migrated:\n{done.stdout}{done.stderr}", returncode=1)


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    """The migrated database that all clones are made of."""
    with database.running():
        name = database.template_name()
        with database.template_lock():
            if not database.has_database(name):
                _build_template(name)
        yield name


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One clone a worker; tests on it are rolled back."""
    name = database.clone(template)
    with working_on(name):
        yield
    database.leave(name)


@pytest.fixture
def fresh_database(template: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A whole database for one test that needs real commits, threads or a server."""
    name = database.clone(template)
    with django_db_blocker.unblock(), working_on(name):
        yield name
    database.leave(name)


@contextmanager
def served() -> Iterator[str]:
    """The address of a real server on the database that this process works on."""
    thread = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def live_url(fresh_database: str) -> Iterator[str]:
    """A real server on a database of its own."""
    with served() as address:
        yield address


# Models need the set-up above.
from tests.support.cast import fresh_town, standing_town, town, town_template  # noqa: E402, F401
from tests.support.standing import working_on  # noqa: E402
from tests.support.world import standing_world  # noqa: E402, F401


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Each test begins in the house's language, whatever a command run before it spoke."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)
