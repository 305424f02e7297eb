"""CloudWatch's dashboards: moto 5.2.5 forgets their tags."""

from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Answer, Call, Service


def service(account: str) -> Service:
    """What the account answers about dashboards."""

    def moto(call: Call) -> Any:
        return cloudwatch_backends[account][call.region]

    def put_dashboard(call: Call) -> Response:
        answer = call.passed()
        if answer.status_code < 400 and call.given.get("Tags"):
            known = moto(call)
            known.tagger.tag_resource(known.dashboards[call.given["DashboardName"]].arn, call.given["Tags"])
        return answer

    def delete_dashboards(call: Call) -> Response:
        known = moto(call)
        arns = {name: dashboard.arn for name, dashboard in known.dashboards.items()}
        answer = call.passed()
        for name in call.given["DashboardNames"]:
            if answer.status_code < 400 and name in arns:
                known.tagger.delete_all_tags_for_resource(arns[name])
        return answer

    def tag_resource(call: Call) -> Answer:
        if ":dashboard/" not in call.given["ResourceARN"]:
            return call.passed()
        moto(call).tagger.tag_resource(call.given["ResourceARN"], call.given["Tags"])
        return {}

    operations = {"PutDashboard": put_dashboard, "DeleteDashboards": delete_dashboards, "TagResource": tag_resource}
    return Service("monitoring", operations, described="cloudwatch")
