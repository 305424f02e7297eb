"""The page without a network, and as an app on the device. Service workers are blocked in all other tests, so that those see what they
send; these pages have theirs."""

import json

import pytest
from playwright.sync_api import Page, expect

from support.browser import Faults, Look
from support.learner import Learner
from support.talking import composer

KEPT = "caches.keys().then((names) => names.filter((name) => name.includes('answers')))"


@pytest.fixture
def app(browse, learner: Learner, faults: Faults) -> Page:
    """A learner's page with its service worker in place."""
    faults.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")
    page: Page = browse(Look(), learner, service_workers="allow")
    page.goto("/talk")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


@pytest.mark.parametrize("path", ["/talk", "/progress", "/notebook/review", "/scenarios", "/account"])
def test_every_page_opens_without_a_network(app: Page, path: str) -> None:
    app.context.set_offline(True)
    app.goto(path)
    expect(app.locator("h1, h2").first).to_be_visible()
    expect(app.get_by_text("You are offline.")).to_be_visible()


def test_a_talk_that_was_read_is_there_without_a_network_with_what_is_written_to_it(
    app: Page, learner: Learner
) -> None:
    done = learner.turn("I like to cook rice with my mother.")[-1]
    app.goto(f"/talk/{done['conversation']}")
    expect(app.get_by_text(done["reply"][:40])).to_be_visible()
    app.wait_for_function("() => caches.keys().then((names) => names.some((name) => name.includes('answers')))")
    composer(app).fill("And I eat it with fish.")
    app.context.set_offline(True)
    app.reload()
    expect(app.get_by_text(done["reply"][:40])).to_be_visible()
    expect(composer(app)).to_have_value("And I eat it with fish.")


def test_what_was_kept_of_talks_goes_with_the_sign_out(app: Page, learner: Learner) -> None:
    learner.turn("I like to cook rice with my mother.")
    app.reload()
    app.wait_for_function(f"() => {KEPT}.then((names) => names.length === 1)")
    app.goto("/account")
    app.get_by_role("button", name="Sign out", exact=True).click()
    app.wait_for_url("**/sign-in*")
    app.wait_for_function(f"() => {KEPT}.then((names) => names.length === 0)")


def test_the_session_and_what_was_learned_are_never_kept(app: Page) -> None:
    app.goto("/progress")
    expect(app.locator("h1")).to_be_visible()
    addresses = app.evaluate(
        """async () => {
          const names = await caches.keys()
          const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())))
          return all.flat().map((request) => new URL(request.url).pathname)
        }"""
    )
    assert "/index.html" in addresses
    assert [each for each in addresses if each.startswith(("/session", "/me"))] == []


def test_a_deleted_talk_is_not_kept(app: Page, learner: Learner) -> None:
    done = learner.turn("I like to cook rice with my mother.")[-1]
    path = f"/conversations/{learner.uid}/{done['conversation']}"
    app.goto(f"/talk/{done['conversation']}")
    kept = f"caches.match('{path}', {{ ignoreVary: true }}).then((found) => found !== undefined)"
    app.wait_for_function(f"() => {kept}")
    app.evaluate(
        f"fetch('{path}', {{ method: 'DELETE', headers: {{ 'x-tutorfleet-page': '1' }} }}).then((all) => all.status)"
    )
    app.wait_for_function(f"() => {kept}.then((still) => !still)")


def test_the_page_can_be_installed(app: Page) -> None:
    session = app.context.new_cdp_session(app)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert {icon["sizes"] for icon in json.loads(manifest["data"])["icons"]} >= {"192x192", "512x512"}
    wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in wrong if each["errorId"] != "in-incognito"] == []


@pytest.mark.parametrize("name", ["icon-192", "icon-512", "icon-180"])
def test_an_icon_is_as_large_as_it_says(app: Page, name: str) -> None:
    wide, high = app.evaluate(
        "(name) => new Promise((done) => { const icon = new Image(); icon.onload = () => done([icon.width, icon.height]);"
        " icon.src = `/${name}.png` })",
        name,
    )
    assert f"{wide}" == f"{high}" == name.removeprefix("icon-")


def test_a_newer_page_waits_until_the_learner_wants_it(app: Page) -> None:
    app.evaluate("void navigator.serviceWorker.register('/sw.js?newer')")
    expect(app.get_by_text("There is a newer version of this page.")).to_be_visible()
    assert "newer" not in app.evaluate("navigator.serviceWorker.controller.scriptURL")
    with app.expect_navigation():
        app.get_by_role("button", name="Reload the page").click()
    assert "newer" in app.evaluate("navigator.serviceWorker.controller.scriptURL")
