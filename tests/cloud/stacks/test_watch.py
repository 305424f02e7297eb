"""How a metric is written for an alarm and for a dashboard."""

from tutorfleet.cloud.stacks.watch import COLUMNS, HEIGHT, WIDTH, Metric, Picture, board, drawn


def metric(name: str = "Errors") -> Metric:
    return Metric("AWS/Lambda", name, {"FunctionName": "lks-turns"}, "Sum", "turns")


def test_a_metric_of_a_dashboard_says_where_it_is_from() -> None:
    assert metric().row == ["AWS/Lambda", "Errors", "FunctionName", "lks-turns", {"stat": "Sum", "label": "turns"}]


def test_a_metric_without_a_label_shows_its_name() -> None:
    assert Metric("AWS/EFS", "BurstCreditBalance", {}).row[-1]["label"] == "BurstCreditBalance"


def test_what_is_red_comes_first() -> None:
    kinds = [each["type"] for each in board("us-east-1", "words", [Picture("Errors", [metric()])], ["arn"])["widgets"]]
    assert kinds == ["text", "alarm", "metric"]


def test_pictures_stand_in_rows_and_never_over_one_another() -> None:
    places = [(each["x"], each["y"]) for each in (drawn("us-east-1", number, Picture("")) for number in range(7))]
    assert len(set(places)) == 7
    assert all(x + WIDTH <= COLUMNS and (y - places[0][1]) % HEIGHT == 0 for x, y in places)
