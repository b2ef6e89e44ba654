"""What templates draw with: icons, bars, badges, fields, empty states, pagers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.ui import frame, moments, offline, states

register = template.Library()


@lru_cache(maxsize=512)
def _icon(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("build/icons.svg"),
        name,
    )


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """{% icon "map-pin" %}; the names are those in ui/assets/icons.txt."""
    return _icon(name, css)


@register.simple_tag(takes_context=True)
def topbar(context: Context, audience: str) -> SafeString:
    """{% topbar "desk" %}"""
    return frame.top(context["request"], audience)


@register.simple_tag(takes_context=True)
def bar(context: Context, audience: str, shape: str) -> SafeString:
    """{% bar "desk" "side" %}: the entries open to the actor, the present one marked; side, tabs or views."""
    return frame.bar(context["request"], audience, shape)


@register.simple_tag(takes_context=True)
def still(context: Context, template_name: str) -> SafeString:
    """{% still "ui/parts/dialogs.html" %}: a part that is the same on every page, drawn once."""
    request = context.get("request")
    return frame.still(request, template_name) if request else SafeString("")


@register.simple_tag
def build() -> str:
    """{% build %}: the name of the files served now, as the worker knows them."""
    return offline.build()


@register.simple_tag
def state(code: str) -> SafeString:
    """{% state case.state %}: a badge that says the state in word, shape and colour."""
    return format_html('<span class="state state-{}">{}</span>', states.tone_of(code), states.word_of(code))


@register.simple_tag
def badge(words: object, tone: str = "plain") -> SafeString:
    """{% badge "urgent" "late" %}: tones are wait work done late rest off plain."""
    return format_html('<span class="state state-{}">{}</span>', tone, words)


@register.simple_tag
def due(moment: datetime | None, stopped: object = None) -> SafeString:
    """{% due case.next_due %}: the limit in words; late and soon are told by icon and word as well as colour."""
    told = moments.due(moment, stopped=bool(stopped))
    if not told.iso:
        mark = _icon(told.icon, "") if stopped else ""
        return format_html('<span class="due due-{}">{}{}</span>', told.tone, mark, told.words)
    return _limit(told)


@register.simple_tag
def due_day(day: date | None) -> SafeString | str:
    """{% due_day thing.next_check_on %}: a day by whose end something is owed."""
    return _limit(moments.due_day(day)) if day else ""


def _limit(told: moments.Due) -> SafeString:
    return format_html(
        '<time class="due due-{}" datetime="{}" title="{}">{}{}</time>',
        told.tone, told.iso, told.exact, _icon(told.icon, ""), told.words,
    )  # fmt: skip


@register.simple_tag
def when(moment: datetime | None) -> SafeString | str:
    """{% when event.at %}: how long ago, with the exact moment on hover."""
    if moment is None:
        return ""
    return format_html(
        '<time class="num" datetime="{}" title="{}">{}</time>',
        moment.isoformat(), moments.exact(moment), moments.ago(moment),
    )  # fmt: skip


@register.filter
def exact(moment: datetime | None) -> str:
    """{{ event.at|exact }}: the moment in full."""
    return moments.exact(moment) if moment else ""


@register.inclusion_tag("ui/parts/empty.html")
def empty(words: str, hint: str = "", icon: str = "inbox", url: str = "", verb: str = "") -> dict[str, Any]:
    """{% empty _("Nothing waits here") hint=… url=… verb=… %}"""
    return {"words": words, "hint": hint, "icon": icon, "url": url, "verb": verb}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: Any, target: str = "") -> dict[str, Any]:
    """{% pager page %}: earlier and later by cursor, keeping the filters of this address."""
    query = context["request"].GET.copy()
    query.pop("cursor", None)
    rest = query.urlencode()
    return {"page": page, "rest": f"&{rest}" if rest else "", "first": f"?{rest}", "target": target}


@register.inclusion_tag("ui/parts/filters.html", takes_context=True)
def filters(context: Context, bar: Any, views: Sequence[Any] = (), target: str = "") -> dict[str, Any]:
    """{% filters bar views=saved target="#list" %}"""
    return {
        "bar": bar,
        "views": views,
        "target": target,
        "request": context["request"],
        "path": context["request"].path,
    }


@register.inclusion_tag("ui/parts/way.html")
def way(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{% way steps %}: each step has `label`, `at` (moment or None) and `mark` past|now|next."""
    return {"steps": steps}


@register.inclusion_tag("ui/parts/tale.html")
def tale(events: Iterable[Any]) -> dict[str, Any]:
    """{% tale events %}: what, at, who, said (a list), tone (main|late|""), photos."""
    return {"events": events}


@register.inclusion_tag("ui/parts/strip.html")
def strip(photos: Iterable[Any]) -> dict[str, Any]:
    """{% strip photos %}: each has `url`, `thumb`, `alt` and perhaps `stage`; opens large on a tap."""
    return {"photos": photos}


@register.inclusion_tag("ui/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """{% form_errors form %}: above the fields, naming each that needs a mend."""
    named = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    return {"form": form, "general": form.non_field_errors(), "named": named}


def _dressed(bound: BoundField, css: str, describes: list[str]) -> SafeString:
    attrs: dict[str, Any] = {}
    if describes:
        attrs["aria-describedby"] = " ".join(describes)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if css:
        attrs["class"] = f"{bound.field.widget.attrs.get('class', '')} {css}".strip()
    return bound.as_widget(attrs=attrs)


def _shape(bound: BoundField) -> tuple[str, str]:
    """How the field is laid out, and the class of its control."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices", ""
    if widget.use_fieldset:
        return "group", ""
    if isinstance(widget, CheckboxInput):
        return "check", "form-check-input"
    if isinstance(widget, Select):
        return "usual", "form-select"
    if isinstance(widget, FileInput):
        return "usual", "form-control"
    return "usual", "form-control"


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", css: str = "") -> dict[str, Any]:
    """{% field form.phone %}: label, control, help and error tied together for screen readers."""
    shape, control = _shape(bound)
    help_text = hint or str(bound.help_text or "")
    describes = [f"{bound.id_for_label}-help"] if help_text else []
    describes += [f"{bound.id_for_label}-error"] if bound.errors else []
    return {
        "bound": bound,
        "shape": shape,
        "label": label or bound.label,
        "help": help_text,
        "control": _dressed(bound, f"{control} {css}".strip(), describes),
        "optional": not (bound.field.required or shape == "check" or getattr(bound.field, "depends", False)),
    }


@register.inclusion_tag("ui/parts/photos.html")
def photos(
    name: str = "photos",
    most: int = 9,
    label: str = "",
    required: object = None,
    note: str = "",
    errors: Sequence[str] = (),
    capture: object = None,
    labelled: object = None,
) -> dict[str, Any]:
    """{% photos "before" most=3 %}: shrunk on the phone, shown, removable; a plain file field without scripts.

    `labelled`: what stands around it has shown the label already.
    """
    return {
        "name": name, "most": most, "label": label or _("Photos"), "required": bool(required),
        "note": note, "errors": errors, "capture": bool(capture),
        "labelled": bool(labelled),
    }  # fmt: skip
