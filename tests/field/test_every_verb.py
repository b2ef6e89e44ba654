"""Every form of the field that changes something is an act of the phone, and every act has its line."""

import re
from pathlib import Path

import pytest

from mulin.surfaces.field.acts.table import ACTS

HOME = Path(__file__).parents[2] / "src/mulin"
TEMPLATES = sorted((HOME / "surfaces/field/templates/field").glob("*.html"))
SHARED = [HOME / "ui/templates/ui/campaigns/target.html"]
FORM = re.compile(r'<form\b[^>]*method="post"(?:[^>{]|\{%.*?%\}|\{\{.*?\}\})*>')
#: Deciding needs both sides as they are now, so it needs network.
DECIDING = {"outbox.html"}


@pytest.mark.parametrize("template", [*TEMPLATES, *SHARED], ids=lambda path: path.name)
def test_every_form_that_is_posted_is_an_act(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert len(FORM.findall(text)) == text.count('method="post"')
    for form in FORM.findall(text):
        if template.name in DECIDING:
            assert "data-act" not in form
            continue
        named = re.search(r'data-act="(\w+|\{\{ act \}\})', form)
        assert named is not None, form
        assert named[1] in {*ACTS, "{{ act }}"}, form
