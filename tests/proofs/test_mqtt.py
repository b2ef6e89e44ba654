"""A real Mosquitto: readings are kept once, wrong messages left out, what came while nobody listened is there."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from django.db import connections
from paho.mqtt.enums import CallbackAPIVersion

from mulin.care.actions.set_watch import NewMeter, set_watch
from mulin.care.models import Reading
from mulin.lib import clock
from mulin.surfaces.open.mqtt import Broker, Listener
from tests.care.conftest import settle_in
from tests.support.cast import Town
from tests.support.installation import Serving, free_port, mulin, new_home

PATIENCE, LONG = 20.0, 90.0


def mosquitto() -> str:
    found = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if not found:
        pytest.fail("mosquitto is not installed: apt-get install --no-install-recommends mosquitto")
    return found


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    config = tmp_path / "mosquitto.conf"
    config.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n")
    process = subprocess.Popen([mosquitto(), "-c", str(config)], stderr=subprocess.DEVNULL)
    wait(lambda: answers(port))
    yield Broker("127.0.0.1", port)
    process.terminate()
    process.wait()


def answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def wait(come: Callable[[], bool], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not come():
        assert time.monotonic() < end, "it did not come"
        threading.Event().wait(0.05)


def publish(broker: Broker, topic: str, *payloads: bytes) -> None:
    sender = mqtt.Client(CallbackAPIVersion.VERSION2)
    sender.connect(broker.host, broker.port)
    sender.loop_start()
    for payload in payloads:
        sender.publish(topic, payload, qos=1).wait_for_publish(PATIENCE)
    sender.disconnect()
    sender.loop_stop()


def listening(broker: Broker) -> tuple[Listener, threading.Thread]:
    listener = Listener(broker)

    def run() -> None:
        listener.run()
        connections.close_all()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    wait(listener.client.is_connected)
    return listener, thread


def test_what_is_published_is_kept_once(fresh_town: Town, broker: Broker) -> None:
    home = settle_in(fresh_town)
    set_watch(home.entry, meters=[NewMeter(home.water, "W1")], by=home.worker)
    topic, at = f"mulin/readings/{home.water.code}", clock.now()

    def batch(total: float, second: int) -> bytes:
        moment = at.replace(microsecond=second).isoformat()
        return json.dumps({"readings": [{"meter": "W1", "at": moment, "total": total}]}).encode()

    listener, thread = listening(broker)
    first = batch(10, 999_999)
    publish(broker, topic, first, first, b"\xff{", b"[1]", b'{"readings": [{"meter": "W1"}]}')
    publish(broker, "mulin/readings/NOBODY", first)
    wait(lambda: listener.refused == 4)
    assert Reading.objects.count() == 1
    listener.stopping.set()
    thread.join(PATIENCE)

    publish(broker, topic, json.dumps({"readings": [
        {"meter": "W1", "at": clock.now().isoformat(), "total": 11}
    ]}).encode())  # fmt: skip
    listener, thread = listening(broker)
    wait(lambda: listener.kept == 1)
    listener.stopping.set()
    thread.join(PATIENCE)
    assert Reading.objects.count() == 2


def test_of_two_listeners_one_has_the_turn(fresh_town: Town, broker: Broker) -> None:
    first, thread = listening(broker)
    second = Listener(broker)
    beside = threading.Thread(target=second.run, daemon=True)
    beside.start()
    publish(broker, "mulin/readings/NOBODY", b"[]", b"[]")
    wait(lambda: first.refused == 2)
    assert not second.client.is_connected()
    first.stopping.set()
    thread.join(PATIENCE)
    wait(second.client.is_connected)
    second.stopping.set()
    beside.join(PATIENCE)


def listeners(parent: int) -> list[int]:
    """The processes below the house that listen."""
    words = ["ps", "-o", "pid=,args=", "--ppid", str(parent)]
    told = subprocess.run(words, check=False, capture_output=True, text=True).stdout.splitlines()
    return [int(line.split()[0]) for line in told if line.endswith("mulin listen")]


def test_the_house_listens_and_begins_again(broker: Broker) -> None:
    with new_home("mqtt") as home:
        assert mulin(home, "migrate", "--quiet", "--bare").returncode == 0
        settings = {"MULIN_MQTT_HOST": broker.host, "MULIN_MQTT_PORT": str(broker.port)}
        house = Serving(home, free_port(), "--only", "jobs", **settings)
        try:
            wait(lambda: heard(broker, house) > 0, LONG)
            os.kill(listeners(house.process.pid)[0], signal.SIGKILL)
            wait(lambda: any("starting it again" in line for line in house.lines), LONG)
            before = heard(broker, house)
            wait(lambda: heard(broker, house) > before, LONG)
            assert house.process.poll() is None
        finally:
            assert house.end() == 0


def heard(broker: Broker, house: Serving) -> int:
    """What is wrong is written to the log by whoever listens."""
    publish(broker, "mulin/readings/NOBODY", b"[]")
    threading.Event().wait(0.5)
    return sum("left out" in line for line in house.lines)
