"""CloudWatch's dashboards: moto 5.2.5 gives them no tags."""

from collections.abc import Iterator
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Answer, Call, Service


def service(account: str) -> Service:
    """What the account answers about dashboards and their tags."""

    def backend(call: Call) -> Any:
        return cloudwatch_backends[account][call.region]

    def dashboards(call: Call) -> Iterator[str]:
        return (each.arn for each in backend(call).dashboards.values())

    def put_dashboard(call: Call) -> Response:
        answer = call.passed()
        made = backend(call).dashboards.get(call.given["DashboardName"])
        if answer.status_code < 400 and call.given.get("Tags"):
            backend(call).tagger.tag_resource(made.arn, call.given["Tags"])
        return answer

    def tag_resource(call: Call) -> Answer:
        if call.given["ResourceARN"] not in dashboards(call):
            return call.passed()
        backend(call).tagger.tag_resource(call.given["ResourceARN"], call.given["Tags"])
        return {}

    def untag_resource(call: Call) -> Answer:
        if call.given["ResourceARN"] not in dashboards(call):
            return call.passed()
        backend(call).tagger.untag_resource_using_names(call.given["ResourceARN"], call.given["TagKeys"])
        return {}

    return Service(
        "monitoring",
        {"PutDashboard": put_dashboard, "TagResource": tag_resource, "UntagResource": untag_resource},
        described="cloudwatch",
    )
