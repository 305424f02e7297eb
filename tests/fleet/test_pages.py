import re

import pytest

from tutorfleet.fleet.pages import FILES, PAGES, SHARED, SIGN_IN, pattern


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/talk", "/talk"),
        ("/talk/{id}", "/talk/7a1f6c1e-0000-4000-8000-000000000001"),
        ("/assets/{file}", "/assets/index-B3x_k9-a.js.map"),
        ("/icon-{size}.png", "/icon-192.png"),
        ("/icon-{size}.png", "/icon-512-maskable.png"),
    ],
)
def test_a_gap_is_one_part_of_a_path(path: str, asked: str) -> None:
    assert re.fullmatch(pattern(path), asked)


@pytest.mark.parametrize(
    "asked",
    ["/talk/", "/talk/a/b", "/talk/.", "/talk/..", "/talk/.a", "/talk/%2e", "/talk/a%2fb", "/talk/a\\b", "/talk/a b"],
)
def test_nothing_in_a_gap_can_be_read_in_two_ways(asked: str) -> None:
    assert not re.fullmatch(pattern("/talk/{id}"), asked)


def test_a_dot_of_a_file_is_a_dot() -> None:
    assert not re.fullmatch(pattern("/favicon.svg"), "/faviconxsvg")


def test_each_address_stands_once() -> None:
    every = [*PAGES, *FILES, *SIGN_IN]
    assert len(every) == len(set(every))
    assert SHARED.issubset(PAGES)
