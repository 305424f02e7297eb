import pytest

from tutorfleet.cloud.functions import migrate
from tutorfleet.service import database
from tutorfleet.service.settings import BadSetting


def test_it_says_what_it_applied_and_the_second_time_that_there_was_nothing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    every = [step.name for step in database.migrations()]
    assert migrate.handler({}, None) == {"applied": every}
    assert migrate.handler({}, None) == {"applied": []}


def test_a_function_without_its_settings_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DB_HOST", "db")
    with pytest.raises(BadSetting, match="DB_USER"):
        migrate.handler({}, None)
