"""The network and how it learns, with PyTorch, which is imported nowhere else."""

import os

# oneDNN keeps the code of every shape of batch that it ever saw, 100 MB an update; read when PyTorch is loaded.
for _name in ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
    os.environ.setdefault(_name, "8")
