"""What can be wrong with what a model is to learn from, or with the model."""

from passerelle.glossary.errors import PasserelleError


class TrainingError(PasserelleError):
    """A corpus, a checkpoint or a package does not fit."""
