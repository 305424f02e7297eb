"""What a machine grants, read from files like the kernel's."""

from pathlib import Path

from tutorfleet.worker.machine import missing_instructions, processors


def test_a_quota_of_one_and_a_half_processors_is_one(tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text("150000 100000\n")
    assert processors(tmp_path / "cpu.max") == 1


def test_missing_instructions_are_named(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("flags\t: fpu sse2 avx2 fma f16c\n")
    assert missing_instructions(tmp_path / "cpuinfo") == ["bmi2"]
