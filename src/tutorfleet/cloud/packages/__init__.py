"""Builds what travels to the asset bucket: the functions, the workers' playbook, the pages.

    packages.built(blueprint, folder)          -> {"conversations": Path, "playbook": Path, ...}

The same content is the same file under the same name (archive.py), so a second build changes nothing and sends nothing. The first
one needs the package index and AWS's certificates; what was downloaded is kept in the folder. It knows nothing of buckets.
"""

from collections.abc import Mapping
from pathlib import Path

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.packages import functions, page, playbook


def built(blueprint: Blueprint, folder: Path) -> Mapping[str, Path]:
    """Every package that the stacks of this fleet take, and "page" unless Amplify builds it. Raises errors.NotBuilt."""
    application = blueprint.cloud.application
    source = application.function
    made = functions.handed_out(folder, Path(source)) if source else functions.built(folder)
    made["playbook"] = playbook.built(blueprint, folder)
    if not application.client:
        made["page"] = page.built(folder)
    elif not application.client.startswith("https://"):
        made["page"] = page.built(folder, Path(application.client))
    return made
