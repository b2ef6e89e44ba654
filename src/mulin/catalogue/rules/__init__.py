"""Rules of the catalogue without the database: limits as written, which limit holds, codes."""
