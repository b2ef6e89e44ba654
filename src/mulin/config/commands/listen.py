"""Take in the meter readings that suppliers publish to an MQTT broker; ends with Ctrl-C or SIGTERM."""

import argparse
import signal

from django.conf import settings
from django.utils.translation import gettext as _

from mulin.config.outcome import Outcome
from mulin.lib.errors import BadInput
from mulin.surfaces.open.mqtt import Broker, Listener


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=settings.MULIN_MQTT_HOST, help="the broker")
    parser.add_argument("--port", type=int, default=settings.MULIN_MQTT_PORT)


def run(options: argparse.Namespace) -> Outcome:
    if not options.host:
        raise BadInput(fields={"host": _("Name the broker: --host, or MULIN_MQTT_HOST.")})
    listener = Listener(
        Broker(
            options.host,
            options.port,
            settings.MULIN_MQTT_USER,
            settings.MULIN_MQTT_PASSWORD,
            settings.MULIN_MQTT_TLS,
        )
    )
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_ignored: listener.stopping.set())
    listener.run()
    data = {"kept": listener.kept, "refused": listener.refused}
    return Outcome([f"{listener.kept} readings kept, {listener.refused} messages left out"], data)
