"""Cognito's user pools: moto 5.2.5 sets no tag after the pool was made."""

from typing import Any

from moto.cognitoidp.models import cognitoidp_backends

from tutorfleet.cloud.emulator.protocol import Call, Service


def service(account: str) -> Service:
    """What the account answers about tags of user pools."""

    def tags(call: Call) -> dict[str, str]:
        pool = call.given["ResourceArn"].rpartition("/")[2]
        moto: Any = cognitoidp_backends[account][call.region]
        told: dict[str, str] = moto.describe_user_pool(pool).extended_config.setdefault("UserPoolTags", {})
        return told

    def tag_resource(call: Call) -> dict[str, Any]:
        tags(call).update(call.given["Tags"])
        return {}

    def untag_resource(call: Call) -> dict[str, Any]:
        for key in call.given["TagKeys"]:
            tags(call).pop(key, None)
        return {}

    def list_tags(call: Call) -> dict[str, Any]:
        return {"Tags": tags(call)}

    operations = {"TagResource": tag_resource, "UntagResource": untag_resource, "ListTagsForResource": list_tags}
    return Service("cognito-idp", operations)
