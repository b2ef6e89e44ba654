"""Message catalogues: merges the rooms' fragments, compiles them, and finds words that nobody translated."""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
PARTS = PACKAGE / "locale" / "parts"
TARGET = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
FRAMEWORK = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLAIN = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
PLURAL_CONTEXT = frozenset({"npgettext", "npgettext_lazy"})
LITERAL = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*u?({LITERAL})(?:\s*,\s*u?({LITERAL}))?", re.DOTALL
)
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]")

Key = tuple[str, str]  # context, message
Use = tuple[str, str, bool]  # context, message, whether said with a count


def merge() -> tuple[polib.POFile, list[str]]:
    """All fragments in one catalogue, and where two of them disagree."""
    whole, seen, problems = polib.POFile(wrapwidth=100), dict[Key, polib.POEntry](), list[str]()
    whole.metadata = {
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for path in sorted(PARTS.glob("*.po")):
        for entry in polib.pofile(str(path), wrapwidth=100):
            key = (entry.msgctxt or "", entry.msgid)
            known = seen.get(key)
            if known is None:
                seen[key] = entry
                whole.append(entry)
            elif (known.msgstr, known.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                said = f"{known.msgstr!r}, {entry.msgstr!r}"
                problems.append(f"{path.name}: {entry.msgid!r} is translated in two ways: {said}")
    whole.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return whole, problems


def in_python(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [word.value for word in node.args if isinstance(word, ast.Constant)]
        strings = [text for text in texts if isinstance(text, str)]
        if name in PLAIN | PLURAL and strings and strings[0]:
            yield "", strings[0], name in PLURAL
        elif name in CONTEXT | PLURAL_CONTEXT and len(strings) > 1:
            yield strings[0], strings[1], name in PLURAL_CONTEXT


def in_template(text: str) -> Iterator[Use]:
    for name, first, second in IN_TEMPLATE.findall(templatize(text)):
        if name in CONTEXT | PLURAL_CONTEXT:
            yield ast.literal_eval(first), ast.literal_eval(second), name in PLURAL_CONTEXT
        else:
            yield "", ast.literal_eval(first), name in PLURAL


def used() -> dict[Use, str]:
    """Every message of code and templates with the file that says it."""
    found: dict[Use, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            found |= {key: path.relative_to(PACKAGE).as_posix() for key in in_python(path)}
    for suffix in ("html", "txt"):
        for path in sorted(PACKAGE.rglob(f"templates/**/*.{suffix}")):
            found |= {
                key: path.relative_to(PACKAGE).as_posix() for key in in_template(path.read_text("utf-8"))
            }
    return found


def faults(whole: polib.POFile, words: dict[Use, str]) -> list[str]:
    """What is not translated, translated for nothing, or translated otherwise than it is said."""
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in whole}
    told = []
    for (context, message, counted), where in sorted(words.items(), key=lambda item: (item[1], item[0])):
        fault = _fault(entries.get((context, message)), message, counted=counted)
        if fault:
            told.append(f"{where}: {fault}: {message!r}")
    said = {(context, message) for context, message, _counted in words}
    # What the framework's forms say may be said better here; a wording it has given up is told of.
    said |= {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(FRAMEWORK))}
    told += [f"no longer used: {message!r}" for context, message in entries if (context, message) not in said]
    return told


def _fault(entry: polib.POEntry | None, message: str, *, counted: bool) -> str:
    texts = [entry.msgstr, *entry.msgstr_plural.values()] if entry else []
    if entry is None or "fuzzy" in entry.flags or not any(texts):
        return "not translated"
    if any(text and set(PLACE.findall(text)) - set(PLACE.findall(message)) for text in texts):
        return "the translation names other places"
    # gettext finds no plural entry, ngettext none without: either way English would be shown.
    if counted and not entry.msgid_plural:
        return "said with a count, but its translation has no plural"
    if entry.msgid_plural and not counted:
        return "said without a count, but its translation is a plural"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when a message is untranslated or stale")
    parser.add_argument(
        "--missing", metavar="TEXT", help="list untranslated messages of files whose path has TEXT"
    )
    options = parser.parse_args()
    whole, problems = merge()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    whole.save(str(TARGET))
    whole.save_as_mofile(str(TARGET.with_suffix(".mo")))
    if options.missing is not None:
        print("\n".join(line for line in faults(whole, used()) if options.missing in line.partition(":")[0]))
    if not options.check:
        return 0
    problems += faults(whole, used())
    print("\n".join(problems) or "message catalogues: complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
