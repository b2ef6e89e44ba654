"""A sealed column holds no readable text, and is neither searched nor sorted."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from mulin.lib.crypto import SealBroken
from mulin.lib.fields import SealedTextField

pytestmark = pytest.mark.django_db
TABLE = "sealed_notes_of_a_test"


@pytest.fixture
def note() -> Iterator[type[models.Model]]:
    with isolate_apps("mulin.trail"):

        class Note(models.Model):
            text = SealedTextField()
            other = SealedTextField(null=True, context="own")

            class Meta:
                app_label = "trail"
                db_table = TABLE
                managed = False

        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMP TABLE {TABLE} (id bigserial, text bytea NOT NULL, other bytea) ON COMMIT DROP"
            )
        yield Note


def raw(column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {TABLE}")
        return bytes(cursor.fetchone()[0])


def test_text_goes_in_sealed_and_comes_out_plain(note: type[models.Model]) -> None:
    made = note._default_manager.create(text="王小明 13812345678")
    assert "王小明".encode() not in raw("text")
    again = note._default_manager.get(pk=made.pk)
    assert getattr(again, "text") == "王小明 13812345678"  # noqa: B009 - the class is made in the fixture
    assert getattr(again, "other") is None  # noqa: B009
    note._default_manager.update(text="改", other="一")
    assert list(note._default_manager.values_list("text", "other")) == [("改", "一")]


def test_a_value_copied_into_another_column_does_not_open(note: type[models.Model]) -> None:
    note._default_manager.create(text="秘密")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET other = text")
    with pytest.raises(SealBroken):
        note._default_manager.get()


def test_it_is_not_looked_up_but_for_null(note: type[models.Model]) -> None:
    note._default_manager.create(text="秘密")
    assert note._default_manager.filter(other__isnull=True).count() == 1
    for lookup in ({"text": "秘密"}, {"text__contains": "秘"}, {"text__in": ["秘密"]}, {"text__length": 2}):
        with pytest.raises(FieldError):
            note._default_manager.filter(**lookup).first()


def test_migrations_keep_the_context() -> None:
    field = SealedTextField(context="own", null=True)
    _name, path, args, kwargs = field.deconstruct()
    assert path == "mulin.lib.fields.SealedTextField"
    assert (args, kwargs) == ([], {"context": "own", "null": True})
