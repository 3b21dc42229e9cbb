"""Reads the environment before the settings do, and says everything that is wrong with it at once."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")
SECRET_LENGTH = 50  # characters; what Django's own deployment check asks for
HOW_TO_MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
ANYBODY = ("", "common", "organizations", "consumers")  # Microsoft tenants that vouch for nobody
YES = ("1", "true", "yes", "on")
NO = ("", "0", "false", "no", "off")


class Unsafe(Exception):
    """The environment is not fit to start with; the message lists every reason."""


def is_on(value: str) -> bool:
    """Whether a switch such as DEBUG is on."""
    return value.strip().lower() in YES


def laptop(environment: Mapping[str, str], data: Path) -> dict[str, str]:
    """The environment with a laptop's values for whatever is missing; what DEBUG=1 means."""
    defaults = {
        "SECRET_KEY": "a laptop's secret, which only DEBUG=1 accepts and which guards nothing at all",
        "DATABASE_URL": f"sqlite:///{data / 'understudy.sqlite3'}",
        "REDIS_URL": "memory://",
        "EMAIL_URL": f"filemail://{data / 'mail'}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "SITE_URL": "http://127.0.0.1:8000",
    }
    return defaults | {name: value for name, value in environment.items() if value}


def hosts(environment: Mapping[str, str]) -> list[str]:
    """The names under which the site answers."""
    return [host.strip() for host in environment.get("ALLOWED_HOSTS", "").split(",") if host.strip()]


def site(environment: Mapping[str, str]) -> str:
    """The address that links in e-mails begin with: SITE_URL, or made from the first host."""
    given = environment.get("SITE_URL", "").strip().rstrip("/")
    if given:
        return given
    named = [host for host in hosts(environment) if host != "*"]
    host = named[0].removeprefix(".") if named else "localhost"
    return f"http://{host}:8000" if host in LOCAL else f"https://{host}"


def problems(environment: Mapping[str, str]) -> list[str]:
    """Everything that keeps this environment from serving people safely, each with what to set.

    Nothing is looked up: no file, no network, no clock.
    """
    found: list[str] = []
    for name in ("DEBUG", "DEMO"):
        if environment.get(name, "").strip().lower() not in YES + NO:
            found.append(f"{name} is {environment[name]!r}: set it to 1 or 0.")
    found += _about_the_secret(environment.get("SECRET_KEY", ""))
    found += _about_hosts(hosts(environment))
    found += _about_the_site(environment)
    found += _about_the_database(environment)
    found += _about_mail(environment)
    found += _about_identity_providers(environment)
    return found


def refuse_if_unsafe(environment: Mapping[str, str]) -> None:
    """Raise Unsafe, listing every problem, unless there is none."""
    found = problems(environment)
    if found:
        listed = "\n".join(f"  - {problem}" for problem in found)
        raise Unsafe(
            f"Understudy cannot start with this environment:\n{listed}\n"
            "docs/configuration.md explains each value. For a try on this machine, use ./dev run instead."
        )


def _about_the_secret(secret: str) -> list[str]:
    if not secret:
        return [f"SECRET_KEY is missing: make one with {HOW_TO_MAKE_ONE}"]
    if len(secret) < SECRET_LENGTH or len(set(secret)) < 5:
        return [f"SECRET_KEY is too easy to guess (too short or too even): make one with {HOW_TO_MAKE_ONE}"]
    if secret.startswith(("django-insecure-", "a laptop's secret")):
        return [f"SECRET_KEY is one that is written in public: make one with {HOW_TO_MAKE_ONE}"]
    return []


def _about_hosts(named: list[str]) -> list[str]:
    if not named:
        return ["ALLOWED_HOSTS is missing: the names people type, such as understudy.school.example"]
    if any(host == "*" for host in named):
        return ["ALLOWED_HOSTS lets any name in (*): list the names people type, with commas between them"]
    return []


def _about_the_site(environment: Mapping[str, str]) -> list[str]:
    address = _parts(site(environment))
    if address is None or address.scheme not in ("http", "https") or not address.hostname:
        return ["SITE_URL is not an address: set it to something like https://understudy.school.example"]
    found = []
    if address.scheme == "http" and address.hostname not in LOCAL:
        found.append("SITE_URL begins with http: passwords would travel unprotected; set the https address")
    if address.path or address.query or address.fragment:
        found.append("SITE_URL says more than a host: leave out everything after the name and the port")
    proxies = environment.get("TRUSTED_PROXIES", "").strip()
    if proxies and not proxies.isdecimal():
        found.append("TRUSTED_PROXIES is not a number: how many proxies stand in front, 1 for one nginx")
    return found


def _about_the_database(environment: Mapping[str, str]) -> list[str]:
    database, broker = environment.get("DATABASE_URL", ""), environment.get("REDIS_URL", "")
    found = []
    kind = database.partition("://")[0]
    if not database:
        found.append(
            "DATABASE_URL is missing: postgres://USER:PASSWORD@HOST:5432/NAME, or sqlite:////full/path"
        )
    elif kind not in ("postgres", "postgresql", "sqlite"):
        found.append("DATABASE_URL names neither PostgreSQL (postgres://…) nor SQLite (sqlite:////full/path)")
    elif kind == "sqlite" and not database.removeprefix("sqlite:///").startswith("/"):
        found.append("DATABASE_URL does not say where the file is: sqlite:////full/path, with four strokes")
    if not broker:
        found.append("REDIS_URL is missing: redis://HOST:6379/0, or memory:// beside SQLite")
    elif broker.partition("://")[0] not in ("redis", "rediss", "memory"):
        found.append("REDIS_URL is neither redis://…, rediss://… nor memory://")
    elif broker.startswith("memory://") and kind in ("postgres", "postgresql"):
        found.append("REDIS_URL is memory://, which processes cannot share: set redis://HOST:6379/0")
    return found


def _about_mail(environment: Mapping[str, str]) -> list[str]:
    given = environment.get("EMAIL_URL", "")
    if not given:
        return ["EMAIL_URL is missing: smtp+tls://USER:PASSWORD@HOST:587, or smtp+ssl://…:465"]
    mail, at = _parts(given), _parts(site(environment))
    if mail is None or mail.scheme not in ("smtp", "smtp+tls", "smtp+ssl", "filemail"):
        return ["EMAIL_URL begins with none of smtp+tls://, smtp+ssl://, smtp:// and filemail://"]
    if mail.scheme == "filemail":
        if not mail.path.strip("/") or mail.netloc:
            return ["EMAIL_URL does not say in which folder to keep mail: filemail:///full/path"]
        if at is not None and at.hostname not in LOCAL:
            return [
                "EMAIL_URL keeps mail in a folder, where nobody gets it: smtp+tls://USER:PASSWORD@HOST:587"
            ]
    elif not mail.hostname:
        return ["EMAIL_URL names no mail server: smtp+tls://USER:PASSWORD@HOST:587"]
    elif mail.scheme == "smtp" and mail.password and mail.hostname not in LOCAL:
        return ["EMAIL_URL would send a password unprotected: smtp+tls://…:587 or smtp+ssl://…:465"]
    return []


def _about_identity_providers(environment: Mapping[str, str]) -> list[str]:
    found = []
    for name in ("GOOGLE", "MICROSOFT"):
        pair = [environment.get(f"{name}_CLIENT_{half}", "") for half in ("ID", "SECRET")]
        if any(pair) and not all(pair):
            found.append(f"{name}_CLIENT_ID and {name}_CLIENT_SECRET belong together: set both, or neither")
    tenant = environment.get("MICROSOFT_TENANT", "")
    # Outside one's own directory anybody can claim any address, so only a named directory vouches for one.
    if environment.get("MICROSOFT_CLIENT_ID") and tenant.lower() in ANYBODY:
        found.append("MICROSOFT_TENANT must name the school's own directory: its id, or school.example")
    return found


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (reading it is what raises for a port that is no number)
    except ValueError:
        return None
    return parts
