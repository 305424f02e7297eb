"""What the tests of the account do with a page: fill in, send, read a code from the mailbox. Words in both languages."""

import re
import secrets
import urllib.error

from playwright.sync_api import Page, expect

from support.learner import CLIENT_ID, PASSWORD, Learner
from support.local_fleet import LocalFleet, wait

WORDS = {
    "en": {
        "name": "Your name", "email": "Email", "password": "Password", "make": "Make my account", "sign in": "Sign in",
        "welcome": "Welcome, Ayu", "no account": "Make an account", "forgot": "Forgot your password?", "code": "Code of six digits",
        "new": "New password", "send code": "Send me a code", "save": "Save the new password", "confirm": "Confirm",
        "resend": "Send another code", "just talk": "Just talk",
    },
    "id": {
        "name": "Namamu", "email": "Email", "password": "Kata sandi", "make": "Buat akunku", "sign in": "Masuk",
        "welcome": "Selamat datang, Ayu", "no account": "Buat akun", "forgot": "Lupa kata sandi?", "code": "Kode enam angka",
        "new": "Kata sandi baru", "send code": "Kirimi aku kode", "save": "Simpan kata sandi baru", "confirm": "Konfirmasi",
        "resend": "Kirim kode lagi", "just talk": "Langsung mengobrol",
    },
}  # fmt: skip


def address() -> str:
    return f"{secrets.token_hex(6)}@example.com"


def enter(page: Page, email: str, password: str = PASSWORD, language: str = "en") -> None:
    """Fill in the form of the sign-in page, and send it."""
    words = WORDS[language]
    page.get_by_label(words["email"]).fill(email)
    page.get_by_label(words["password"], exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name=words["sign in"], exact=True).click()


def sign_up(page: Page, email: str, password: str = PASSWORD, language: str = "en", name: str = "Ayu") -> None:
    """Fill in the form of a new account, and send it."""
    words = WORDS[language]
    page.goto("/sign-up")
    page.get_by_label(words["name"]).fill(name)
    page.get_by_label(words["email"]).fill(email)
    page.get_by_label(words["password"], exact=True).fill(password)
    page.get_by_role("button", name=words["make"]).click()


def again(page: Page, password: str = PASSWORD) -> None:
    """Sign in again in place."""
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password", exact=True).fill(password)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_be_hidden()


def code(fleet: LocalFleet, email: str, number: int = 1) -> str:
    """The code of the `number`th message that this address got."""
    wait(lambda: len(messages(fleet, email)) >= number)
    found = re.search(r"^ +(\d{6})$", messages(fleet, email)[number - 1], re.MULTILINE)
    assert found
    return found[1]


def messages(fleet: LocalFleet, email: str) -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted(fleet.layout.mailbox.glob("*.txt"))]
    return [text for text in texts if f"To: {email}\n" in text]


def end_session(page: Page) -> None:
    """The cookies are gone, as after thirty days."""
    page.context.clear_cookies()


def is_signed_in(page: Page) -> bool:
    """Whether the fleet knows somebody by this browser's cookies."""
    return page.context.request.get("/session", headers={"X-Tutorfleet-Page": "1"}).json().get("data") is not None


def sign_in_status(learner: Learner, password: str = PASSWORD) -> int:
    """What the fleet answers somebody who signs in with this password, elsewhere."""
    who = {"USERNAME": learner.email, "PASSWORD": password}
    try:
        learner.cognito("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", ClientId=CLIENT_ID, AuthParameters=who)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
    return 200
