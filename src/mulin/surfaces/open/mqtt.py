"""Readings that a supplier publishes to an MQTT broker: kept before they are acknowledged, once however often they come."""

import json
import logging
import ssl
import threading
from dataclasses import dataclass
from typing import Any

import paho.mqtt.client as mqtt
from django.db import close_old_connections
from django.db.utils import InterfaceError, OperationalError
from paho.mqtt.enums import CallbackAPIVersion
from pydantic import ValidationError

from mulin.care.actions.take_readings import Given, take_readings
from mulin.lib.locks import Turn
from mulin.people.models import Organisation
from mulin.surfaces.open.api.meters import Batch

log = logging.getLogger(__name__)
#: mulin/readings/<code of the organisation>; the broker's access list says who may publish there.
TOPIC = "mulin/readings/+"
CLIENT = "mulin-readings"
AGAIN_AFTER = 2.0


@dataclass(frozen=True)
class Broker:
    """Where to listen, and as whom."""

    host: str
    port: int = 1883
    user: str = ""
    password: str = ""
    tls: bool = False


class Listener:
    """One session that the broker remembers: what comes while we are away waits there."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.stopping = threading.Event()
        self.kept = self.refused = 0
        self.client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=CLIENT, clean_session=False, manual_ack=True
        )
        if broker.user:
            self.client.username_pw_set(broker.user, broker.password)
        if broker.tls:
            self.client.tls_set_context(ssl.create_default_context())
        self.client.on_connect = self._connected
        self.client.on_message = self._came

    def run(self) -> None:
        """Until told to stop, in turn: two at once would push each other off the broker. One that is away is waited for."""
        turn, listening = Turn(CLIENT), False
        while not self.stopping.is_set():
            if turn.held() != listening:
                listening = not listening
                self._begin() if listening else self._end()
            self.stopping.wait(AGAIN_AFTER)
        if listening:
            self._end()
        turn.leave()

    def _begin(self) -> None:
        self.client.connect_async(self.broker.host, self.broker.port)
        self.client.loop_start()

    def _end(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def _connected(self, client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _more: Any) -> None:
        if reason.is_failure:
            log.error("the broker refused: %s", reason)
            return
        client.subscribe(TOPIC, qos=1)

    def _came(self, client: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        """Acknowledged once it is kept, or once it is clear that it never can be."""
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self._keep(message)
            except (OperationalError, InterfaceError):
                log.exception("the database did not answer; the message waits")
                self.stopping.wait(AGAIN_AFTER)
                continue
            client.ack(message.mid, message.qos)
            return

    def _keep(self, message: mqtt.MQTTMessage) -> None:
        given = read(bytes(message.payload))
        organisation = Organisation.objects.filter(code=message.topic.rpartition("/")[2]).first()
        if given is None or organisation is None:
            self.refused += 1
            log.warning("a message on %s says no readings and is left out", message.topic)
            return
        self.kept += take_readings(given, organisation_ids=[organisation.pk]).stored


def read(payload: bytes) -> list[Given] | None:
    """The readings of a message, in the shape of the API's batch; None when it has another shape."""
    try:
        batch = Batch.model_validate(json.loads(payload))
    except (ValueError, ValidationError, RecursionError):
        return None
    return [Given(one.meter, one.at, one.total) for one in batch.readings]
