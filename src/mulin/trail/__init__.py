"""Append-only events, hash chain and outbox."""
