"""What was said on a visit lies sealed in its row."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.actions.create_building import create_building
from mulin.places.models import Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.models import Visit
from tests.rounds.conftest import HOUSE
from tests.support.world import World

WORDS = "药在床头，儿子周五来"


def visited(world: World, worker: Actor) -> Visit:
    building = create_building(
        area=world.micro, name="1号楼", lng=116.4, lat=39.9, entrances={"1单元": ["101"]}, by=HOUSE
    )
    home = Household.objects.get(entrance__building=building)
    rules = {rule.code: rule for rule in load_visit_rules(by=HOUSE)}
    calling = call_on(home, rules["frequent"], by=HOUSE, first_on=clock.today())
    return visit(calling, Told("met", WORDS), by=worker)[0]


def test_who_reads_the_table_reads_no_words(world: World, worker: Actor) -> None:
    made = visited(world, worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM rounds_visit WHERE id = %s", [made.pk])
        kept = bytes(cursor.fetchone()[0])
    assert WORDS.encode() not in kept
    assert Visit.objects.get(pk=made.pk).said == WORDS


def test_words_of_before_are_sealed_where_they_lie(world: World, worker: Actor) -> None:
    made = visited(world, worker)
    with connection.cursor() as cursor:
        # The table as it stood before, in front of the real one until the test ends.
        cursor.execute("CREATE TEMP TABLE rounds_visit (id uuid, plain text, said bytea) ON COMMIT DROP")
        cursor.execute("INSERT INTO rounds_visit (id, plain) VALUES (%s, %s)", [made.pk, WORDS])
        cursor.execute("INSERT INTO rounds_visit (id, plain) VALUES (gen_random_uuid(), '')")
        import_module("mulin.rounds.migrations.0004_sealed_visits").seal(apps, connection.schema_editor())
        cursor.execute("DELETE FROM rounds_visit WHERE plain = '' AND said IS NULL")
        assert cursor.rowcount == 1
    assert Visit.objects.values_list("said", flat=True).get() == WORDS
