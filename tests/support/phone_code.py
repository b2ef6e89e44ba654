"""The phone's own code, bundled so that a test can call it as the pages do."""

import subprocess
from pathlib import Path

from tests.support.browser import ROOT

OFFLINE = ROOT / "src/mulin/ui/assets/js/offline"


def bundled(folder: Path, *parts: str) -> str:
    """To be evaluated in a page: `phone.queue.keep(…)`, `phone.seal.forget()`, one part a file."""
    out = folder / "phone.js"
    esbuild = ROOT / "node_modules/.bin/esbuild"
    told = "".join(f'export * as {part} from "./{part}.js";' for part in parts)
    words = [esbuild, "--bundle", "--format=iife", "--global-name=phone", f"--outfile={out}"]
    subprocess.run(
        [str(word) for word in words], check=True, capture_output=True, input=told.encode(), cwd=OFFLINE
    )
    return out.read_text(encoding="utf-8") + ";window.phone = phone;"
