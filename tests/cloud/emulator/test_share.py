"""Without AWS, too, models are pulled by one worker and seen by all."""

from tutorfleet.cloud.emulator.services.ssm import Said
from tutorfleet.cloud.emulator.share import Share
from tutorfleet.cloud.machines.models import LOOK, bash


def pulled(share: Share, name: str) -> Said:
    """What a worker answers that is told to pull."""
    return share({}, [f"""curl http://127.0.0.1:11434/api/pull --data '{{"model":"{name}","stream":false}}'"""])


def test_a_share_is_empty_at_first() -> None:
    assert Share()({}, bash(LOOK)) == Said("{}")


def test_a_pulled_model_is_listed_with_its_tag() -> None:
    share = Share()
    pulled(share, "llama3")
    assert '"llama3:latest": "' in share({}, bash(LOOK)).output


def test_a_model_that_is_pulled_twice_stays_the_same() -> None:
    share = Share()
    pulled(share, "llama3")
    first = share({}, bash(LOOK))
    pulled(share, "llama3:latest")
    assert share({}, bash(LOOK)) == first


def test_to_any_other_command_nothing_is_said() -> None:
    assert Share()({}, ["uptime"]) == Said("")
