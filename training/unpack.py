"""Turn a package back into a checkpoint, to go on from where none is left.

    python -m training.unpack fr_en.argosmodel last.pt

The averaged weights come back, rounded as the package was (int8 loses next to nothing); the optimiser's state does not.
Go on with `--restart`.
"""

import argparse
from pathlib import Path

from passerelle.translate.adaptation.network.checkpoint import write_checkpoint
from passerelle.translate.adaptation.network.unpack import read_package
from training.errors import reported


def main(arguments: list[str] | None = None) -> None:
    """Read a package, write a checkpoint, say what it holds."""
    parser = argparse.ArgumentParser(prog="training.unpack", description="Argos package to checkpoint.")
    parser.add_argument("package", type=Path)
    parser.add_argument("checkpoint", type=Path, help="the .pt to write")
    chosen = parser.parse_args(arguments)
    with reported():
        state = read_package(chosen.package)
        write_checkpoint(chosen.checkpoint, state)
        print(
            f"{chosen.checkpoint}: {state.parameters / 1e6:.1f}M parameters, {state.seen / 1e6:.1f}M pieces seen"
        )


if __name__ == "__main__":
    main()
