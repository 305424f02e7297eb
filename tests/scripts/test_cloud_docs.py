"""The pages about AWS say what the commands say."""

from pathlib import Path

import pytest
from scripts.cloud_docs import PAGES, filled


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_is_as_the_script_writes_it(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == filled(text), "write it anew: python scripts/cloud_docs.py"
