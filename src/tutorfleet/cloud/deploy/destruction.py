"""Everything of a fleet goes: its stacks, what plain calls made beside them, and what AWS made by itself for them.

Stacks are ours by their tag, the rest by its name and by belonging to those stacks. It can be ended and begun again like a deployment.
What is left after it is found by leftovers.py.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import assets, leftovers, live
from tutorfleet.cloud.deploy.account import EXPIRED, Account, code_of
from tutorfleet.cloud.deploy.found import secret_names
from tutorfleet.cloud.deploy.leftovers import Left, Leftovers
from tutorfleet.cloud.deploy.live import Live
from tutorfleet.cloud.deploy.looks import BACKUP, LOG, SNAPSHOT, VAULT
from tutorfleet.cloud.deploy.progress import Event, Patience, Tell
from tutorfleet.cloud.deploy.removal import remove

DELETED = "DELETED"


def stacks_of(account: Account, blueprint: Blueprint) -> list[Live]:
    """The stacks that would go: ours, and names without anything behind them, which have no tags yet."""
    return [each for each in live.every(account, blueprint.fleet.prefix) if each.ours or each.empty]


def destroy(account: Account, blueprint: Blueprint, tell: Tell, patience: Patience) -> Leftovers:
    """What is left afterwards. Raises StackFailed when a stack stays."""
    remove(account, stacks_of(account, blueprint), tell, patience)
    for name in secret_names(blueprint):
        _forget(account, name, tell)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda region: _drop_bucket(account, blueprint, region, tell), account.regions))
    sweep(account, leftovers.look(account, blueprint.fleet.prefix).left, tell)
    return leftovers.look(account, blueprint.fleet.prefix)


def sweep(account: Account, left: Sequence[Left], tell: Tell) -> None:
    """Delete what AWS makes by itself: logs of a function, backups of a file system, a last snapshot of a database.

    What may not be deleted stays among what is left: the vault of EFS forbids it until somebody takes its policy away.
    """
    for each in left:
        if delete := SWEPT.get(each.kind):
            try:
                delete(account, each)
            except ClientError as error:
                if code_of(error) in EXPIRED:
                    raise
                tell(Event(each.id, each.region, "DELETE_FAILED", reason=code_of(error)))
            else:
                tell(Event(each.id, each.region, DELETED))


def _forget(account: Account, name: str, tell: Tell) -> None:
    try:
        account.client("ssm").delete_parameter(Name=name)
    except ClientError as error:
        if code_of(error) != "ParameterNotFound":
            raise
        return
    tell(Event(name, account.home, DELETED))


def _drop_bucket(account: Account, blueprint: Blueprint, region: str, tell: Tell) -> None:
    if not assets.there(account, blueprint, region):
        return
    name = assets.bucket_name(account, blueprint, region)
    assets.empty(account, region, name)
    account.client("s3", region).delete_bucket(Bucket=name)
    tell(Event(name, region, DELETED))


def _drop_log(account: Account, left: Left) -> None:
    account.client("logs", left.region).delete_log_group(logGroupName=left.id)


def _drop_backup(account: Account, left: Left) -> None:
    account.client("backup", left.region).delete_recovery_point(BackupVaultName=VAULT, RecoveryPointArn=left.id)


def _drop_snapshot(account: Account, left: Left) -> None:
    account.client("rds", left.region).delete_db_snapshot(DBSnapshotIdentifier=left.id)


SWEPT: dict[str, Callable[[Account, Left], None]] = {LOG: _drop_log, BACKUP: _drop_backup, SNAPSHOT: _drop_snapshot}
