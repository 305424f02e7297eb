"""The environment, read once; what is wrong is named."""

import pytest

from tutorfleet.service.settings import BadSetting, from_environment

DATABASE = {"DATABASE_URL": "postgresql://x/y"}


def test_the_issuer_is_cognitos_of_the_pool_whatever_the_port() -> None:
    env = DATABASE | {"TUTORFLEET_POOL_ID": "eu-west-1_abc", "TUTORFLEET_LISTEN": "127.0.0.1:1"}
    assert from_environment(env).issuer == "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"


def test_learners_use_id_tokens_of_ours() -> None:
    assert from_environment(DATABASE).token_use == "id"


@pytest.mark.parametrize(("said", "use"), [({}, None), ({"TUTORFLEET_TOKEN_USE": "id"}, "id")])
def test_anothers_issuer_has_no_token_use_unless_it_is_named(said: dict[str, str], use: str | None) -> None:
    assert from_environment(DATABASE | {"TUTORFLEET_JWKS_URL": "https://x/jwks"} | said).token_use == use


def test_tokens_last_an_hour_an_hour_and_thirty_days_unless_told_otherwise() -> None:
    settings = from_environment(DATABASE | {"TUTORFLEET_ID_TOKEN_SECONDS": "600"})
    assert (settings.access_seconds, settings.id_seconds, settings.refresh_seconds) == (3600, 600, 2_592_000)


@pytest.mark.parametrize("value", ["0", "-1", "1h", "", "59", "²", "9" * 20])
def test_a_lifetime_that_is_none_is_named(value: str) -> None:
    with pytest.raises(BadSetting, match="TUTORFLEET_ACCESS_TOKEN_SECONDS: expected a whole number of seconds"):
        from_environment(DATABASE | {"TUTORFLEET_ACCESS_TOKEN_SECONDS": value})


def test_a_learners_room_is_a_number_of_megabytes() -> None:
    assert from_environment(DATABASE).learner_megabytes == 200
    assert from_environment(DATABASE | {"TUTORFLEET_LEARNER_MEGABYTES": "5"}).learner_megabytes == 5
    with pytest.raises(BadSetting, match="TUTORFLEET_LEARNER_MEGABYTES: expected a whole number above 0"):
        from_environment(DATABASE | {"TUTORFLEET_LEARNER_MEGABYTES": "much"})


def test_a_service_may_be_told_to_be_sparing_with_connections_to_its_database() -> None:
    assert from_environment(DATABASE).database_connections == 10
    assert from_environment(DATABASE | {"TUTORFLEET_DATABASE_CONNECTIONS": "4"}).database_connections == 4
