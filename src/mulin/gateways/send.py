"""The one door out: live where the installation has set a gateway, else the null one."""

from django.conf import settings

from mulin.gateways import live, null
from mulin.gateways.port import Receipt


def send(channel: str, address: str, text: str) -> Receipt:
    """Send a text by `sms`, `email` or `wecom`; only reactions call this."""
    if channel == "sms" and settings.MULIN_SMS_URL:
        return live.sms(address, text)
    if channel == "email" and settings.EMAIL_HOST:
        return live.email(address, text)
    if channel == "wecom" and address.startswith("https://"):
        return live.wecom(address, text)
    return null.keep(channel, address, text)
