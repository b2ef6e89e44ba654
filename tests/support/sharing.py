"""How tests are shared out to workers: one by one to whoever is free, those of some files to one worker together."""

from xdist.scheduler import LoadScopeScheduling

#: Each makes something dear once. (xdist's own groups are written where this pytest no longer reads them.)
TOGETHER = frozenset({"tests/house/test_installation.py", "tests/house/test_sizes.py"})


class Shared(LoadScopeScheduling):  # type: ignore[misc] # it comes without types
    """The larger share goes out first, so that none is left to the end."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return path if path in TOGETHER else nodeid
