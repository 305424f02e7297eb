from support.toy_audit import RULES, departing, failing, missing, passing, report, rule, untold
from tutorfleet.cloud.audit.report import score


def test_every_verdict_is_counted_in_its_own_place() -> None:
    points = report().score
    assert (points.earned, points.lost, points.unknown, points.departed) == (4, 2, 1, 3)


def test_all_points_are_possible_also_those_that_cannot_be_told() -> None:
    assert report().score.possible == sum(rule.points for rule in RULES)


def test_a_score_is_full_when_everything_is_shown_to_be_right() -> None:
    assert report(rule("network.good", passing)).score.full


def test_a_score_is_not_full_with_something_unknown() -> None:
    assert not report(rule("network.good", passing), rule("network.untold", untold)).score.full


def test_a_score_is_not_full_with_a_departure() -> None:
    assert not report(rule("network.good", passing), rule("general.language", departing)).score.full


def test_a_score_of_nothing_is_not_full() -> None:
    assert not score(()).full
    assert score(()).percent == 0


def test_only_a_full_score_is_a_hundred_percent() -> None:
    assert report(rule("network.good", passing, 999), rule("network.bad", failing, 1)).score.percent == 99


def test_chapters_come_in_the_order_of_the_specification() -> None:
    shuffled = report(rule("nat.good", passing), rule("network.good", passing), rule("general.good", passing))
    assert [chapter for chapter, _ in shuffled.chapters] == ["general", "network", "nat"]


def test_a_report_without_a_failure_has_not_failed() -> None:
    assert report().failed
    assert not report(rule("network.good", passing), rule("network.untold", untold)).failed


def test_an_unknown_verdict_names_what_cannot_be_told() -> None:
    (line,) = report(rule("network.untold", untold)).lines
    assert line.why is not None
    assert "VPCs of us-west-2" in line.why.en


def test_what_can_be_deleted_is_told_once() -> None:
    twice = report(rule("general.tidy", failing, leftover=True), rule("general.clean", failing, leftover=True))
    assert [one.resource for _, one in twice.unneeded] == ["lks-vpc-zone-a (vpc-1)"]


def test_what_is_missing_cannot_be_deleted() -> None:
    assert report(rule("general.tidy", missing, leftover=True)).unneeded == ()


def test_what_could_not_be_read_is_in_the_report() -> None:
    assert [note.what for note in report().notes] == ["vpcs"]
