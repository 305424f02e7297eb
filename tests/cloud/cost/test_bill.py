"""Charges that add up."""

import pytest

from tutorfleet.cloud.cost.bill import Charge, lines, total
from tutorfleet.cloud.cost.prices import Price

MACHINE = Price("t2.large", 0.1, "hour", "", "certain")
ALARM = Price("alarm", 2.0, "alarm", "", "certain", free=10)


def test_charges_of_one_price_are_one_line() -> None:
    (line,) = lines([Charge(MACHINE, 730, "us-east-1"), Charge(MACHINE, 100, "us-west-2")])
    assert (line.count, line.quantity) == (2, 830)
    assert line.dollars == pytest.approx(83.0)


def test_the_dearest_line_comes_first() -> None:
    bill = lines([Charge(MACHINE, 10, "us-east-1"), Charge(ALARM, 20, "us-east-1")])
    assert [line.price.name for line in bill] == ["alarm", "t2.large"]


def test_what_is_free_is_free_once_for_all_resources() -> None:
    assert total([Charge(ALARM, 1, "us-east-1")] * 12) == pytest.approx(4.0)


def test_less_than_what_is_free_costs_nothing() -> None:
    assert total([Charge(ALARM, 1, "us-east-1")]) == 0


def test_a_machine_is_paid_while_it_is_on_and_an_alarm_always() -> None:
    assert Charge(MACHINE, 1, "us-east-1").machine
    assert not Charge(ALARM, 1, "us-east-1").machine
