"""What can go wrong between a turn and the workers behind a region's balancer."""


class TutorError(Exception):
    """Root of this room's errors; the message is for a person."""


class WorkerDied(TutorError):
    """No whole answer: not reached, broken off, stalled or busy. Asking again may help."""


class WorkerRefused(TutorError):
    """The request itself was refused: asking the same region again does not help."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class GaveUp(TutorError):
    """Every region was tried for as long as the policy allows."""
