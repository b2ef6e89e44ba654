"""Forms of the entrance, and what an action refused put where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, Refusal

Made = TypeVar("Made")
AS_THEY_ARE: Mapping[str, str] = MappingProxyType({})


class PhoneForm(forms.Form):
    """Asks for a number to send a code to."""

    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"}),
    )


class CodeForm(forms.Form):
    """Asks for the code that was sent."""

    code = forms.CharField(
        label=_("Code from the message"),
        max_length=6,
        min_length=6,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "pattern": "[0-9]{6}",
                "class": "code-input",
                "autofocus": True,
            }
        ),
    )


def add_refusal(form: forms.BaseForm, refusal: Refusal, called: Mapping[str, str] = AS_THEY_ARE) -> None:
    """Errors of fields the form has go to the fields, the rest above the form; `called`: its own name of one."""
    placed = False
    for field, text in refusal.fields.items():
        name = called.get(field, field)
        if name in form.fields:
            form.add_error(name, str(text))
            placed = True
    if not placed:
        form.add_error(None, str(refusal.message))


def cleaned(form: forms.BaseForm) -> dict[str, Any]:
    """What the form holds; BadInput names each field that is wrong."""
    if not form.is_valid():
        raise BadInput(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    return form.cleaned_data


def labels(form: type[forms.Form]) -> dict[str, str]:
    """What people call each field of a form."""
    return {name: str(field.label) for name, field in form.base_fields.items() if field.label}


def carried_out(
    form: forms.BaseForm, act: Callable[[dict[str, Any]], Made], caught: type[Refusal] = BadInput
) -> Made | None:
    """What the act made of the form's values, whole; None when either refuses, with the errors on the form.

    Refusals of other kinds than the one caught become pages of their own.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act(form.cleaned_data)
    except caught as refusal:
        add_refusal(form, refusal)
        return None
