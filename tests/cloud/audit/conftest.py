"""The account that tests of the audit begin with."""

import pytest

from support.accounts import working
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.synthesised import planned
from tutorfleet.cloud.template import Stack


@pytest.fixture(scope="session")
def account(stacks: tuple[Stack, ...]) -> Account:
    """Ours, deployed and in good health."""
    return working(planned(stacks))
