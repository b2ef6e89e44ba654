"""Tests of the command view."""
