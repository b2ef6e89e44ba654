"""The `mulin` commands: one module each with `arguments(parser)` and `run(options) -> Outcome`.

The table COMMANDS in config/cli.py lists them. `import` and `bench` are tables of their own: a room that
brings an import or a measurement adds one line there and keeps the code at home.
"""
