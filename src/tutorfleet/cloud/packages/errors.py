"""What can go wrong when packages are built: one error, whose message says the way out."""


class NotBuilt(Exception):
    """A package cannot be built here."""
