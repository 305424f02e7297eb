"""The table of prices."""

from pathlib import Path

import pytest

from tutorfleet.cloud.cost.prices import NoPrice, prices

ROW = 'date = 2026-01-01\nregions = ["here"]\nhours = 730\n[sources]\npage = "https://example.com"\n[prices]\n'


def test_every_price_has_a_source_on_the_pages_of_aws() -> None:
    assert all(price.source.startswith("https://aws.amazon.com/") for price in prices().by_name.values())


def test_no_price_is_nought() -> None:
    assert all(price.dollars > 0 for price in prices().by_name.values())


def test_a_price_that_is_missing_says_where_to_put_it() -> None:
    with pytest.raises(NoPrice, match=r"no price of 'u7i\.metal'.*TUTORFLEET_PRICES"):
        prices().of("u7i.metal", "us-east-1")


def test_another_region_has_no_price() -> None:
    with pytest.raises(NoPrice, match="none of eu-central-1"):
        prices().of("t2.large", "eu-central-1")


@pytest.mark.parametrize(
    "row",
    [
        'x = { dollars = 1, unit = "hour", source = "nowhere", certainty = "certain" }',
        'x = { dollars = 1, unit = "hour", source = "page", certainty = "guessed" }',
        'x = { unit = "hour", source = "page", certainty = "certain" }',
        "x = {",
    ],
    ids=["no such source", "no such certainty", "no dollars", "no TOML"],
)
def test_a_broken_table_is_refused_by_its_name(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(ROW + row)
    monkeypatch.setenv("TUTORFLEET_PRICES", str(table))
    with pytest.raises(NoPrice, match=r"mine\.toml is no table of prices"):
        prices()


def test_a_table_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTORFLEET_PRICES", str(tmp_path / "none.toml"))
    with pytest.raises(NoPrice, match=r"none\.toml is no table of prices"):
        prices()


def test_a_person_s_own_table_knows_other_regions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(ROW + 'x = { dollars = 2, unit = "hour", source = "page", certainty = "certain" }')
    monkeypatch.setenv("TUTORFLEET_PRICES", str(table))
    assert prices().of("x", "here").dollars == 2
