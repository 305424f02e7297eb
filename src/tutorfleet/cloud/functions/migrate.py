"""`lks-migrate`: makes the extension `vector` and the tables, and brings them up to date. The deployer calls it once a deployment.

Handler: `tutorfleet.cloud.functions.migrate.handler`; it takes nothing and answers {"applied": ["extensions", ...]}. A function and no
custom resource, because a template that waits for one can hang for an hour, and because the lab allows none. The first migration is the
extension's; the master user of RDS may make it.
"""

from typing import Any

from tutorfleet.service import database
from tutorfleet.service.settings import from_environment


def handler(event: object, context: object) -> dict[str, Any]:
    """The names of the migrations that this call applied; what fails is raised, so that the deployer sees it."""
    return {"applied": database.migrate(from_environment().database)}
