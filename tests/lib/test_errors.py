"""Refusals carry words for people and codes for machines."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, Conflict, NotAllowed, NotFound, Refusal, WrongState


def test_fields_speak_for_the_whole() -> None:
    refusal = BadInput(fields={"phone": "Too short.", "name": "Missing."})
    assert refusal.message == "Too short."
    assert str(refusal) == "phone: Too short.; name: Missing."


def test_each_has_its_code_and_words() -> None:
    kinds: list[type[Refusal]] = [BadInput, NotFound, NotAllowed, WrongState, Conflict]
    assert len({kind().code for kind in kinds}) == 5
    assert all(str(kind()) for kind in kinds)
    assert WrongState(code="closed").code == "closed"
    assert WrongState.code == "wrong_state"


def test_a_conflict_names_what_changed() -> None:
    with pytest.raises(Refusal) as caught:
        raise Conflict(changed=["state", "holder"])
    assert isinstance(caught.value, Conflict)
    assert caught.value.changed == ["state", "holder"]


def test_words_are_put_into_the_readers_language() -> None:
    refusal = BadInput(_("This step does not fit the present state."))
    with translation.override("en"):
        assert str(refusal.message) == "This step does not fit the present state."
