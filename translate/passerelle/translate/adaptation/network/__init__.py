"""The network and how it learns, with PyTorch, which is imported nowhere else."""

import os

# oneDNN keeps the code that it makes for each shape of product: enough for those of `shards.parts_of`, which come again and again; those
# of whole batches never do, and took 100 MB an update. Read when PyTorch is loaded.
for _name in ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
    os.environ.setdefault(_name, "128")
