"""Every rule of the audit, in the order of a report's chapters. Pure.

One module a chapter, or two; a rule is a check with the sentence that it checks written above it (ruling.py).
"""

from tutorfleet.cloud.audit.rule import CHAPTERS, Rule
from tutorfleet.cloud.audit.rules import (
    access,
    api,
    balancer,
    client,
    configuration,
    data_access,
    database,
    functions,
    general,
    identity,
    leftovers,
    monitoring,
    naming,
    nat,
    network,
    paths,
    regions,
    routes,
    security,
    storage,
    workers,
)

MODULES = (
    general,
    naming,
    leftovers,
    network,
    routes,
    nat,
    storage,
    security,
    access,
    data_access,
    workers,
    configuration,
    balancer,
    paths,
    database,
    functions,
    api,
    regions,
    identity,
    client,
    monitoring,
)
ALL: tuple[Rule, ...] = tuple(
    sorted((one for module in MODULES for one in module.RULES), key=lambda one: CHAPTERS.index(one.chapter))
)
