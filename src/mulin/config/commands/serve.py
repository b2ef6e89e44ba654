"""Serve the pages and run the jobs; ends with Ctrl-C or SIGTERM, the embedded database with it."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.db import connection

from mulin.accounts.models import User
from mulin.config import serving
from mulin.config.outcome import Outcome
from mulin.config.postgres import Cluster
from mulin.demo.command import LOADING
from mulin.demo.structure import LOGINS, PASSWORD
from mulin.lib.errors import BadInput
from mulin.places.models import Area


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=settings.PORT)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; behind a proxy keep it")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer pages")
    parser.add_argument("--threads", type=int, default=4, help="requests at a time in each of them")
    parser.add_argument("--only", choices=("web", "jobs"), help="one half of it, the other runs elsewhere")
    parser.add_argument(
        "--prepare", action="store_true", help="first migrate, and load the demo town when empty"
    )


def run(options: argparse.Namespace) -> Outcome:
    address = f"http://{options.host}:{options.port}/"
    children = []
    if options.only != "jobs":
        _refuse_open_demo(options.host)
        serving.refuse_taken_port(options.host, options.port)
        children.append(serving.web(options.host, options.port, options.workers, options.threads))
    if options.only != "web":
        children.append(serving.jobs())
        if settings.MULIN_MQTT_HOST:
            children.append(serving.listener())
    cluster = Cluster(settings.HOME) if settings.EMBEDDED else None
    house = serving.House(cluster, owns_database=options.only is None)
    migrating = partial(serving.mulin, "migrate", "--quiet")
    preparations: list[Callable[[], Sequence[str]]] = (
        [_begin_anew, migrating, _demo] if options.prepare else []
    )
    if options.only != "jobs":
        preparations.append(lambda: serving.mulin("collectstatic", "--noinput", "--verbosity", "0"))
    page = "" if options.only == "jobs" else address
    return Outcome(ok=house.run(preparations, children, page, lambda: _welcome(address)))


def _refuse_open_demo(host: str) -> None:
    if settings.DEMO and host not in serving.LOOPBACK:
        message = "the demo town is served on this machine only: set MULIN_DEMO=0 to listen elsewhere"
        raise BadInput(fields={"host": message})


def _begin_anew() -> Sequence[str]:
    """What a broken-off load of the demo town left behind is thrown away: nobody has lived there yet."""
    if settings.EMBEDDED and LOADING.exists():
        Cluster(settings.HOME).empty_database(settings.DATABASES["default"]["NAME"])
        LOADING.unlink()
    return ()


def _demo() -> Sequence[str]:
    """The command that loads the town, or none when it is not wanted or the house is lived in."""
    try:
        return serving.mulin("demo") if settings.DEMO and not Area.objects.exists() else ()
    finally:
        connection.close()


def _welcome(address: str) -> None:
    print(f"Mulin is ready at {address}", flush=True)
    if settings.DEMO and User.objects.filter(login=LOGINS[0]).exists():
        print(f"Demo logins, password {PASSWORD}: {', '.join(LOGINS)}", flush=True)
    connection.close()
