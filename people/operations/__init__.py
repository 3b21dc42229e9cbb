"""Everything that can happen to people, organisations, posts, terms and files."""

from people.demonstration import demo_people
from people.operations.allowed import NotAllowed
from people.operations.demonstration import NotEmpty, mark_demonstration, name_cast
from people.operations.files import store_file
from people.operations.invitations import Invited, NothingToSend, change_person, invite, invite_again
from people.operations.organisations import CannotStandThere, change_organisation, found_organisation
from people.operations.posts import EndsBeforeItStarts, HeldAlready, LastAdministrator, end_post, give_post
from people.operations.terms import TermsDoNotFit, set_terms

__all__ = [
    "CannotStandThere",
    "EndsBeforeItStarts",
    "HeldAlready",
    "Invited",
    "LastAdministrator",
    "NotAllowed",
    "NotEmpty",
    "NothingToSend",
    "TermsDoNotFit",
    "change_organisation",
    "change_person",
    "demo_people",
    "end_post",
    "found_organisation",
    "give_post",
    "invite",
    "invite_again",
    "mark_demonstration",
    "name_cast",
    "set_terms",
    "store_file",
]
