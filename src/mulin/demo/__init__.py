"""The named town: development data and test cast, built through actions."""
