"""What can go wrong when packages are built: one error, whose message says the way out."""

from tutorfleet.cloud.deploy.errors import CloudError


class NotBuilt(CloudError):
    """A package cannot be built here."""

    code = 10
