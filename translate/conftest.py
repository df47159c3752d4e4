"""Doctests of what needs PyTorch are read only where it is installed."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") else ["passerelle/translate/adaptation/network/*.py"]
