"""What leads where, and whom it is open to."""

import pytest

from reformbot.library.people import Role
from reformbot.telegram.routing import Routes, Visit, callback


async def nothing(_: Visit, __: str) -> None: ...


@pytest.mark.parametrize(
    ("least", "admitted"),
    [
        (Role.OWNER, {Role.OWNER}),
        (Role.ADMIN, {Role.OWNER, Role.ADMIN}),
        (Role.MEMBER, {Role.OWNER, Role.ADMIN, Role.MEMBER}),
        (None, {Role.OWNER, Role.ADMIN, Role.MEMBER, None}),
    ],
)
def test_a_route_is_open_from_its_least_role_on(
    least: Role | None, admitted: set[Role | None]
) -> None:
    routes = Routes()
    routes.command("x", nothing, least=least)
    route = routes.for_command("x")
    assert route is not None
    assert {role for role in (*Role, None) if route.admits(role)} == admitted


@pytest.mark.parametrize("data", ["", "v1", "v1:", "v1:gone:3", "v2:page:3", "page:3", "v0:page"])
def test_what_is_not_ours_leads_nowhere(data: str) -> None:
    routes = Routes()
    routes.tap("page", nothing)
    assert routes.for_tap(data) is None


@pytest.mark.parametrize(("parts", "rest"), [((), ""), (("3",), "3"), (("3", "a"), "3:a")])
def test_a_button_leads_to_its_verb(parts: tuple[str, ...], rest: str) -> None:
    routes = Routes()
    routes.tap("page", nothing)
    found = routes.for_tap(callback("page", *parts))
    assert found is not None
    assert found[1] == rest


def test_a_button_carries_64_bytes() -> None:
    assert len(callback("page", "x" * 56).encode()) == 64
    for too_long in ("x" * 57, "页" * 19):
        with pytest.raises(ValueError, match="cannot carry"):
            callback("page", too_long)


def test_nothing_is_dealt_with_twice() -> None:
    routes = Routes()
    routes.command("x", nothing)
    with pytest.raises(ValueError, match="twice"):
        routes.command("x", nothing)
