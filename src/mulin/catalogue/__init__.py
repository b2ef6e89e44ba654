"""Kinds of case, admission, duties and limits."""
