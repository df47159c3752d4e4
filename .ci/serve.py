"""Start `passerelle serve` as it is installed, and ask it as a browser and a program would. Needs nothing but Python.

python .ci/serve.py FOLDER
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

_FRENCH = "Le CHU de Nantes ouvre 12 lits de réanimation."


def fetch(address: str, **values: str) -> str:
    """Return what an address answers, to a POST where there are values."""
    data = json.dumps(values).encode() if values else None
    with urlopen(Request(address, data, {"content-type": "application/json"}), timeout=60) as answer:  # noqa: S310  (our own server)
        return str(answer.read().decode())


def main(folder: Path) -> int:
    """Ask a server that runs in ``folder`` for everything that a user needs first."""
    command = [Path(sys.executable).with_name("passerelle"), "serve", "--port", "0", "--no-memory"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            assert server.stdout is not None
            told = server.stdout.readline()
            address = re.findall(r"http://[\d.:]+", told)[0]
            page = fetch(f"{address}/")
            files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
            assert len(files) >= 4, page
            assert all(fetch(address + file) for file in files)
            assert json.loads(fetch(f"{address}/health"))["status"] == "ok"
            answer = json.loads(fetch(f"{address}/translate", q=_FRENCH, source="fr", target="en"))
            assert "12" in answer["translatedText"], answer
            assert "intensive care" in answer["translatedText"].lower(), answer
        finally:
            server.terminate()
    sys.stdout.write(f"{len(files)} files of the page, and: {answer['translatedText']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
