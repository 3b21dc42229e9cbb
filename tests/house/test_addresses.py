from tests.house.plan import addresses, is_ours
from tests.rights.table import ROLES, WHO_MAY_SEE_WHAT

# The pages that anybody on the internet may ask for. Adding one is a decision.
PUBLIC = {
    "alive",
    "ready",
    "config:front",
    "config:help",
    "config:privacy",
    "config:accessibility",
    "people:demo_sign_in",
}
# The same for what allauth and Django bring: signing in, and finding a forgotten password again.
PUBLIC_OF_OTHERS: set[str] = set()


def ours():
    return {name for name, pattern in addresses() if is_ours(pattern)}


def test_only_the_listed_pages_are_public():
    public = {
        name
        for name, pattern in addresses()
        if is_ours(pattern) and not getattr(pattern.callback, "login_required", True)
    }

    assert public == PUBLIC


def test_every_address_has_a_name():
    assert [str(pattern.pattern) for _, pattern in addresses() if is_ours(pattern) and not pattern.name] == []


def test_no_two_addresses_share_a_name():
    names = [name for name, pattern in addresses() if is_ours(pattern)]

    assert sorted(names) == sorted(set(names))


def test_every_address_is_in_the_table_of_who_may_see_what():
    assert ours() - set(WHO_MAY_SEE_WHAT) == set()


def test_the_table_lists_no_address_that_is_gone():
    assert set(WHO_MAY_SEE_WHAT) - ours() == set()


def test_the_table_answers_for_every_role():
    wrong = [
        f"{name} {verb}: {', '.join(missing)}"
        for name, row in WHO_MAY_SEE_WHAT.items()
        for verb in ("GET", "POST")
        if verb in row and (missing := [role for role in ROLES if role not in row[verb]])
    ]

    assert wrong == []


def test_every_page_has_a_query_budget():
    assert [name for name, row in WHO_MAY_SEE_WHAT.items() if "GET" in row and "budget" not in row] == []
