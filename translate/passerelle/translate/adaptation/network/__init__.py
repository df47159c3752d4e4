"""The network and how it learns, with PyTorch, which is imported nowhere else."""
