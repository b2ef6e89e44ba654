"""Journeys run in a real browser."""

from tests.support.browser import browser_page, chromium, open_context, phone_page

__all__ = ["browser_page", "chromium", "open_context", "phone_page"]
