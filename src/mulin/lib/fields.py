"""Model fields that keep their value sealed in the database."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable, Expression

from mulin.lib import crypto

if TYPE_CHECKING:
    _Bytes = models.BinaryField[str | None, str | None]
else:
    _Bytes = models.BinaryField


class SealedTextField(_Bytes):
    """Text in Python, bytea sealed by lib.crypto in the row; never ordered, filtered or grouped.

    The seal is bound to `context` (by default the model and field), so a value copied into
    another column does not open. NULL stays NULL.
    """

    empty_values = (None, "")

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.context = context
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if self.context:
            kwargs["context"] = self.context
        return name, path, list(args), dict(kwargs)

    def seal_context(self) -> str:
        return self.context or f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Combinable):
            return value
        return crypto.seal(str(value), self.seal_context())

    def from_db_value(
        self, value: Any, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        return None if value is None else crypto.unseal(bytes(value), self.seal_context())

    def to_python(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def get_default(self) -> Any:
        if self.has_default():
            return self.default() if callable(self.default) else self.default
        return None if self.null else ""

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.name} is sealed and is not serialised")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: look it up by its hash column")

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is sealed: it has no parts to look up")

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.CharField, **kwargs})
