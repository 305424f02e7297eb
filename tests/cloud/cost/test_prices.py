"""The table of prices."""

import pytest

from tutorfleet.cloud.cost.prices import NoPrice, parse, prices

ROW = 'date = 2026-01-01\nregions = ["here"]\nhours = 730\n[sources]\npage = "https://example.com"\n[prices]\n'


def test_every_price_has_a_source_on_the_pages_of_aws() -> None:
    assert all(price.source.startswith("https://aws.amazon.com/") for price in prices().by_name.values())


def test_no_price_is_nought() -> None:
    assert all(price.dollars > 0 for price in prices().by_name.values())


def test_a_price_that_is_missing_says_where_to_put_it() -> None:
    with pytest.raises(NoPrice, match=r"prices\.toml has no price of 'u7i\.metal'"):
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
def test_a_broken_table_is_refused(row: str) -> None:
    with pytest.raises(NoPrice, match="cannot be read"):
        parse(ROW + row)
