"""What can stand in the way of a fleet on this machine. The message says what is wrong and the way out; `code` is the exit code."""


class HostError(RuntimeError):
    code = 1


class PortTaken(HostError):
    """Somebody else listens there."""

    code = 3


class AlreadyRunning(HostError):
    """Another `up` holds this data directory."""

    code = 4


class DataUnusable(HostError):
    """The data directory cannot be written, is full, or was made by another version."""

    code = 5


class MachineUnfit(HostError):
    """This processor or platform cannot run a part of the fleet."""

    code = 6


class StartFailed(HostError):
    """A part of the fleet ended before it was ready, or did not become ready in time."""

    code = 7
