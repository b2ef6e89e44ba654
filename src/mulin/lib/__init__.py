"""Small helpers without models: clock, working time, ids, crypto, errors."""
