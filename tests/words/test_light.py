"""What a web worker may import brings neither scikit-learn nor jieba along."""

import subprocess
import sys

LIGHT = "bigrams chat features folding keywords nearby places similar suggest summary themes".split()  # noqa: SIM905
HEAVY = ("sklearn", "scipy", "numpy", "jieba")


def test_light_modules_stay_light() -> None:
    wanted = "\n".join(f"import mulin.words.{name}" for name in LIGHT)
    asked = f"import sys\n{wanted}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
