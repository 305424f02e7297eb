import json

from tutorfleet.cloud.audit.dashboard import shown


def body(*lines: list[object]) -> str:
    return json.dumps({"widgets": [{"type": "text"}, {"type": "metric", "properties": {"metrics": list(lines)}}]})


def test_every_metric_of_a_widget_is_shown() -> None:
    text = body(["AWS/EC2", "CPUUtilization", "InstanceId", "i-1"], ["AWS/RDS", "FreeStorageSpace"])
    assert shown(text) == (("AWS/EC2", "CPUUtilization"), ("AWS/RDS", "FreeStorageSpace"))


def test_a_dot_repeats_what_stands_above() -> None:
    text = body(
        ["AWS/EC2", "CPUUtilization", "InstanceId", "i-1"], [".", "CPUCreditBalance", ".", "."], [".", ".", ".", "i-2"]
    )
    assert shown(text) == (("AWS/EC2", "CPUUtilization"), ("AWS/EC2", "CPUCreditBalance"))


def test_three_dots_repeat_the_metric_too() -> None:
    text = body(["AWS/EC2", "CPUUtilization", "InstanceId", "i-1"], ["...", "i-2", {"label": "backup"}])
    assert shown(text) == (("AWS/EC2", "CPUUtilization"),)


def test_a_calculated_line_shows_no_metric_of_its_own() -> None:
    assert shown(body([{"expression": "m1 / m2"}])) == ()
