"""The ways that leave the house: SMS and WeCom robots over HTTP, e-mail over SMTP."""

import httpx
from django.conf import settings
from django.core.mail import EmailMessage

from mulin.gateways.port import Receipt

SECONDS = 8.0


def sms(address: str, text: str) -> Receipt:
    """POST {"phone", "text"} as JSON to MULIN_SMS_URL with its bearer token; any 2xx means taken."""
    return _post(
        settings.MULIN_SMS_URL,
        {"phone": address, "text": text},
        {"Authorization": f"Bearer {settings.MULIN_SMS_TOKEN}"},
    )


def wecom(address: str, text: str) -> Receipt:
    """Post to a WeCom group robot; `address` is its webhook."""
    return _post(address, {"msgtype": "text", "text": {"content": text}}, {})


def email(address: str, text: str) -> Receipt:
    """Send by Django's SMTP settings; the first line is the subject."""
    subject = text.split("\n", 1)[0][:80]
    try:
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address]).send()
    except OSError as fault:
        return Receipt(ok=False, error=type(fault).__name__)
    return Receipt(ok=True)


def _post(url: str, body: dict[str, object], headers: dict[str, str]) -> Receipt:
    try:
        answer = httpx.post(url, json=body, headers=headers, timeout=SECONDS)
    except httpx.HTTPError as fault:
        return Receipt(ok=False, error=type(fault).__name__)
    return Receipt(
        ok=answer.is_success,
        ref=answer.headers.get("X-Request-Id", ""),
        error="" if answer.is_success else str(answer.status_code),
    )
