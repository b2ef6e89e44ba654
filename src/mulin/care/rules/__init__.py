"""What care decides without a database: stillness, windows, call chain, rhythm."""
