"""Wiring: settings, environment, addresses, the embedded database; decides nothing."""
