"""What can stand in the way on AWS. The message says what is wrong and the way out; `code` is the exit code of a verb."""


class CloudError(RuntimeError):
    """The least that all of these are."""

    code = 1


class NoCredentials(CloudError):
    """AWS does not know who asks, or no longer."""

    code = 3


class Denied(CloudError):
    """AWS knows who asks, and says no."""

    code = 4


class Unreachable(CloudError):
    """Nobody answers."""

    code = 5


class Unorderable(CloudError):
    """Stacks need each other in a circle, or one that nobody makes."""


class Unresolved(CloudError):
    """A parameter of a stack has no value yet."""


class StackFailed(CloudError):
    """CloudFormation could not do what a stack says."""

    code = 6


class TooExpensive(CloudError):
    """More dollars a month than allowed."""

    code = 7


class NotFinished(CloudError):
    """The stacks stand, but what comes after them could not be done."""

    code = 8


class SomethingLeft(CloudError):
    """Destroyed, but not everything is gone."""

    code = 9
