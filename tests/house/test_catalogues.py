"""The gate of the message catalogues sees what would be shown in English."""

import polib
import pytest

from mulin.config.catalogues import Use, faults, in_template

PLAIN = polib.POEntry(msgid="late", msgstr="超时")
COUNTED = polib.POEntry(msgid="late", msgid_plural="late", msgstr_plural={0: "超时"})


@pytest.mark.parametrize(
    ("entry", "counted", "told"),
    [
        (PLAIN, False, []),
        (COUNTED, True, []),
        (PLAIN, True, ["here: said with a count, but its translation has no plural: 'late'"]),
        (COUNTED, False, ["here: said without a count, but its translation is a plural: 'late'"]),
    ],
)
def test_a_count_needs_a_plural_entry_and_a_plural_entry_a_count(
    entry: polib.POEntry, counted: bool, told: list[str]
) -> None:
    whole = polib.POFile()
    whole.append(entry)
    assert faults(whole, {("", "late", counted): "here"}) == told


def test_words_nobody_says_and_words_nobody_translated_are_told() -> None:
    whole = polib.POFile()
    whole.append(PLAIN)
    said: dict[Use, str] = {("", "early", False): "here"}
    assert faults(whole, said) == ["here: not translated: 'early'", "no longer used: 'late'"]


def test_templates_say_with_a_count_or_without() -> None:
    text = (
        "{% load i18n %}{% blocktrans count n=late %}{{ n }} late{% plural %}{{ n }} late{% endblocktrans %}"
        '{% blocktrans with n=late %}of {{ n }}{% endblocktrans %}{% trans "a" context "bar" %}'
    )
    assert list(in_template(text)) == [("", "%(n)s late", True), ("", "of %(n)s", False), ("bar", "a", False)]
