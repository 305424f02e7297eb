"""Faults in storage, database and functions."""

import json
from typing import Any

from tutorfleet.cloud.audit.finders import methods, segment
from tutorfleet.cloud.audit.model import Function, known
from tutorfleet.cloud.audit.practice.fault import Fault, Scene, fault
from tutorfleet.cloud.audit.rules.functions import DB_HOST


def _modify_database(scene: Scene, **values: Any) -> None:
    scene.client("rds", scene.home).modify_db_instance(
        DBInstanceIdentifier=scene.home.databases[0].id, ApplyImmediately=True, **values
    )


def _conversations(scene: Scene) -> Function:
    """The function that the paths of conversations call."""
    called = {
        method.integration.function
        for path, method in methods(scene.api)
        if segment(path) == "conversations" and method.integration
    }
    return next(one for one in scene.home.functions if {one.id, one.name} & called)


def _configure(scene: Scene, **values: Any) -> None:
    name = _conversations(scene).name
    scene.client("lambda", scene.home).update_function_configuration(FunctionName=name, **values)


def _environment(scene: Scene, change: dict[str, str]) -> None:
    name = _conversations(scene).name
    functions = scene.client("lambda", scene.home)
    variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": variables | change})


@fault(
    "files-in-oregon",
    "file systems",
    rules=("storage.only-there",),
    en="there is a file system in the other region",
    id_="ada file system di region lain",
)
def files_in_oregon(scene: Scene) -> None:
    scene.client("efs", scene.other).create_file_system(
        CreationToken="practice",
        Encrypted=True,
        Tags=[{"Key": "Name", "Value": scene.blueprint.named("efs-old")}],
    )


@fault(
    "one-mount-target",
    "mount targets",
    rules=("storage.mount-targets",),
    en="a private subnet of the home zone has no mount target",
    id_="sebuah subnet privat zona utama tidak memiliki mount target",
)
def one_mount_target(scene: Scene) -> None:
    target = scene.any(known(scene.home.file_systems[0].mount_targets, "mount targets"))
    scene.client("efs", scene.home).delete_mount_target(MountTargetId=target.id)


@fault(
    "public-database",
    "address of the database",
    rules=("database.private",),
    en="the database is publicly accessible",
    id_="database dapat diakses publik",
)
def public_database(scene: Scene) -> None:
    _modify_database(scene, PubliclyAccessible=True)


@fault(
    "no-backups",
    "backups of the database",
    rules=("database.backups",),
    en="the database is not backed up",
    id_="database tidak dicadangkan",
)
def no_backups(scene: Scene) -> None:
    _modify_database(scene, BackupRetentionPeriod=0)


@fault(
    "no-upgrades",
    "upgrades of the database",
    rules=("database.minor-upgrades",),
    en="the database takes no minor upgrades",
    id_="database tidak menerima pembaruan minor",
)
def no_upgrades(scene: Scene) -> None:
    _modify_database(scene, AutoMinorVersionUpgrade=False)


@fault(
    "password-in-the-clear",
    "parameters of the database",
    rules=("database.tls",),
    en="the database takes connections without TLS",
    id_="database menerima koneksi tanpa TLS",
)
def password_in_the_clear(scene: Scene) -> None:
    rds = scene.client("rds", scene.home)
    found = rds.describe_db_instances(DBInstanceIdentifier=scene.home.databases[0].id)["DBInstances"][0]
    rds.modify_db_parameter_group(
        DBParameterGroupName=found["DBParameterGroups"][0]["DBParameterGroupName"],
        Parameters=[{"ParameterName": "rds.force_ssl", "ParameterValue": "0", "ApplyMethod": "immediate"}],
    )


@fault(
    "no-password",
    "environment of the function",
    rules=("functions.db-password",),
    en="the function's DB_PASSWORD is empty",
    id_="DB_PASSWORD pada function kosong",
)
def no_password(scene: Scene) -> None:
    _environment(scene, {"DB_PASSWORD": ""})


@fault(
    "stale-host",
    "environment of the function",
    rules=("functions.host-is-database",),
    en="the function's DB_HOST is the host of a database that is gone",
    id_="DB_HOST pada function adalah host database yang sudah tidak ada",
)
def stale_host(scene: Scene) -> None:
    _environment(scene, {DB_HOST: "lks-old.abc123.us-east-1.rds.amazonaws.com"})


@fault(
    "short-of-time",
    "timeout of the function",
    rules=("functions.timeout",),
    en="the function has three seconds",
    id_="function hanya memiliki tiga detik",
)
def short_of_time(scene: Scene) -> None:
    _configure(scene, Timeout=3)


@fault(
    "another-role",
    "role of the function",
    rules=("general.function-role",),
    en="the function has another role than the lab's",
    id_="function memakai role selain milik lab",
)
def another_role(scene: Scene) -> None:
    _configure(scene, Role=_conversations(scene).role.rpartition("/")[0] + "/lks-lambda-role")


@fault(
    "undescribed-function",
    "description of the function",
    rules=("general.descriptions-of-functions",),
    en="the function has no description",
    id_="function tidak memiliki deskripsi",
)
def undescribed_function(scene: Scene) -> None:
    function = _conversations(scene)
    functions = scene.client("lambda", scene.home)
    functions.update_function_configuration(FunctionName=function.name, Description="")
    arn = functions.get_function_configuration(FunctionName=function.name)["FunctionArn"]
    functions.untag_resource(Resource=arn, TagKeys=["Description"])


@fault(
    "uncallable",
    "policy of the function",
    rules=("functions.admits-api",),
    en="API Gateway may no longer call the function",
    id_="API Gateway tidak boleh lagi memanggil function",
)
def uncallable(scene: Scene) -> None:
    functions = scene.client("lambda", scene.home)
    name = _conversations(scene).name
    policy = json.loads(functions.get_policy(FunctionName=name)["Policy"])
    for statement in policy["Statement"]:
        functions.remove_permission(FunctionName=name, StatementId=statement["Sid"])


@fault(
    "logs-for-ever",
    "log groups",
    rules=("monitoring.logs-expire",),
    en="logs of a function are kept for ever",
    id_="log sebuah function disimpan selamanya",
)
def logs_for_ever(scene: Scene) -> None:
    scene.client("logs", scene.home).delete_retention_policy(logGroupName=f"/aws/lambda/{_conversations(scene).name}")


FAULTS: tuple[Fault, ...] = (
    files_in_oregon,
    one_mount_target,
    public_database,
    no_backups,
    no_upgrades,
    password_in_the_clear,
    no_password,
    stale_host,
    short_of_time,
    another_role,
    undescribed_function,
    uncallable,
    logs_for_ever,
)
