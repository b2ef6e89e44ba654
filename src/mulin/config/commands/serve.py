"""Serve the pages; ends with Ctrl-C or SIGTERM, the embedded database with it."""

import argparse

from django.conf import settings

from mulin.config import serving
from mulin.config.outcome import Outcome
from mulin.config.postgres import Cluster
from mulin.lib.errors import BadInput


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=settings.PORT)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; behind a proxy keep it")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer pages")
    parser.add_argument("--threads", type=int, default=4, help="requests at a time in each of them")
    parser.add_argument("--prepare", action="store_true", help="migrate first")


def run(options: argparse.Namespace) -> Outcome:
    if settings.DEMO and options.host not in serving.LOOPBACK:
        message = "the demo town is served on this machine only: set MULIN_DEMO=0 to listen elsewhere"
        raise BadInput(fields={"host": message})
    serving.refuse_taken_port(options.host, options.port)
    cluster = Cluster(settings.HOME) if settings.EMBEDDED else None
    address = f"http://{options.host}:{options.port}/"
    preparations = [lambda: serving.mulin("collectstatic", "--noinput", "--verbosity", "0")]
    if options.prepare:
        preparations.append(lambda: serving.mulin("migrate", "--quiet"))
    house = serving.House(cluster, owns_database=True)
    children = [serving.web(options.host, options.port, options.workers, options.threads)]
    ended_well = house.run(preparations, children, address, lambda: _welcome(address))
    return Outcome(ok=ended_well)


def _welcome(address: str) -> None:
    print(f"Mulin is ready at {address}", flush=True)
