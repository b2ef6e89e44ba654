"""A phone's name as people know it, from what its browser says of itself."""

from django.utils.translation import gettext as _

SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
BROWSERS = (
    ("MicroMessenger", "WeChat"), ("HuaweiBrowser", "Huawei Browser"), ("MiuiBrowser", "MIUI Browser"),
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def agent_words(agent: str) -> str:
    """“Android · Chrome”."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (SYSTEMS, BROWSERS)]
    return " · ".join(part for part in found if part) or _("a browser")
