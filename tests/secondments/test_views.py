"""The pages: an empty school led through, groups, people, mentors, the calendar, histories."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from events.models import Event, Notice
from people.models import Post, User
from secondments import operations
from secondments.models import Cohort, Extension, Mentorship, Programme
from secondments.shipped import shipped_as
from secondments.todo import things_to_do
from tests.factories import (
    NOW,
    CohortFactory,
    ExtensionFactory,
    MentorshipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PostFactory,
    WindowFactory,
    at,
    terms,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_present")]
PROGRAMME = "learning-director-secondment"


@pytest.fixture
def the_present(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def running(school, coordinator):
    """A group on the shipped programme, with its windows."""
    version = operations.use_programme(
        organisation=school, loaded=shipped_as(PROGRAMME), by=coordinator, at=at(2027, 1, 2)
    )
    return operations.create_cohort(
        version=version,
        name="2027 secondees",
        starts_on=dt.date(2027, 1, 4),
        ends_on=dt.date(2027, 5, 29),
        by=coordinator,
        at=at(2027, 1, 2),
    )


@pytest.fixture
def signed_in(sign_in_as, coordinator):
    return sign_in_as(coordinator)


def get(signed_in, page, *args, status=200, **data):
    response = signed_in.get(reverse(f"secondments:{page}", args=args), data)
    assert response.status_code == status, response.headers
    return response.content.decode()


def post(signed_in, page, *args, follow=True, **data):
    return signed_in.post(reverse(f"secondments:{page}", args=args), data, follow=follow)


# Setting up ---------------------------------------------------------------------------------------------


def open_step(page):
    """The label of the one green button."""
    assert page.count('class="go"') + page.count('button go"') <= 1
    green = page.split('button go"')[-1].split('class="go"')[-1]
    return green.split(">", 1)[1].split("<")[0]


def test_an_empty_school_is_led_from_terms_to_a_test_email(sign_in_as, holding):
    empty = OrganisationFactory(name="Saltings")
    by = holding(Post.Role.COORDINATOR, empty, name="Una New")
    signed_in = sign_in_as(by)
    assert open_step(get(signed_in, "start")) == "Enter your terms"

    terms(empty)
    assert open_step(get(signed_in, "start")) == "Invite people"

    mentor = holding(Post.Role.MENTOR, empty, name="Mia Mentor")
    assert open_step(get(signed_in, "start")) == "Use this programme"

    post(signed_in, "use_programme", organisation=empty.pk, programme=PROGRAMME, back="start")
    assert open_step(get(signed_in, "start")) == "Make a group"

    post(
        signed_in,
        "add_cohort",
        organisation=empty.pk,
        version=Programme.objects.get().versions.get().pk,
        name="2027 secondees",
        first_day="2027-01-04",
        last_day="2027-05-28",
    )
    cohort = Cohort.objects.get()
    assert open_step(get(signed_in, "start")) == "Add people to 2027 secondees"

    post(signed_in, "add_people", cohort.pk, pasted="Ann Example, ann@school.example", from_on="2027-01-04")
    assert open_step(get(signed_in, "start")) == "Name the mentors"

    participant = cohort.participants.get()
    post(signed_in, "name_mentors", cohort.pk, **{f"mentor_{participant.pk}": mentor.pk})
    assert open_step(get(signed_in, "start")) == "Send me a test e-mail"

    post(signed_in, "test_email")
    assert "Everything is ready" in get(signed_in, "start")
    assert mail.outbox[-1].to == [by.email]


def test_what_the_mail_server_answers_to_a_test_is_shown(signed_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    response = post(signed_in, "test_email")

    assert "The mail server did not take it" in response.content.decode()
    assert not Event.objects.filter(kind="events.test_email_sent").exists()


def test_who_runs_two_schools_chooses_which_to_set_up(signed_in, coordinator, holding):
    other = OrganisationFactory(name="Saltings")
    get(signed_in, "start", organisation=other.pk, status=404)

    holding_there = other.posts.create(
        person=coordinator, role=Post.Role.COORDINATOR, starts_on=dt.date(2026, 9, 1)
    )

    assert "Saltings" in get(signed_in, "start", organisation=holding_there.organisation_id)


# Programmes ---------------------------------------------------------------------------------------------


def test_a_programme_reads_as_prose_before_and_after_it_is_used(signed_in, running):
    for page in (
        get(signed_in, "shipped_programme", PROGRAMME),
        get(signed_in, "programme", running.version.programme_id),
    ):
        assert "6 worship sessions led" in page
        assert "at least three to a whole year group" in page
        assert "Opens seven days before each term’s last day and closes at 16:00" in page
        assert "10 minutes, then questions" in page
    assert "2027 secondees" in page


def test_a_programme_of_another_school_is_not_there(signed_in, holding):
    other = CohortFactory()

    get(signed_in, "programme", other.version.programme_id, status=404)
    get(signed_in, "shipped_programme", "unheard-of", status=404)


def test_an_unknown_programme_is_not_used(signed_in, school):
    response = post(signed_in, "use_programme", organisation=school.pk, programme="unheard-of")

    assert "Choose one of these." in response.content.decode()
    assert not Programme.objects.exists()


# Groups -------------------------------------------------------------------------------------------------


def group(signed_in, running, **changes):
    values = {
        "organisation": running.organisation_id,
        "version": running.version_id,
        "name": "2028 secondees",
        "first_day": "2027-01-04",
        "last_day": "2027-05-28",
    }
    return post(signed_in, "add_cohort", **values | changes)


def test_a_new_group_shows_its_calendar(signed_in, running):
    response = group(signed_in, running)

    page = response.content.decode()
    assert "2028 secondees is made. Look over its dates." in page
    assert "Reflection at the end of Term 4" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give the group a name."),
        ({"first_day": "2027-06-01"}, "The last day lies before the first."),
        ({"first_day": "2027-08-01", "last_day": "2027-08-20"}, "No term ends between these days."),
        ({"first_day": "soon"}, "Write a day as 25/3/2027."),
        ({"begins_main": "2027-01-18"}, "Give every part a day, or none of them."),
        (
            {"begins_main": "2027-05-01", "begins_reporting": "2027-04-01"},
            "It begins after the part before it",
        ),
        ({"begins_main": "2028-05-01", "begins_reporting": "2028-06-01"}, "before the last day"),
    ],
)
def test_what_is_wrong_with_a_new_group_is_said_and_nothing_typed_is_lost(signed_in, running, changes, said):
    page = group(signed_in, running, **changes).content.decode()

    assert said in page
    assert ("2028 secondees" in page) is ("name" not in changes)
    assert Cohort.objects.count() == 1


def test_phases_that_have_days_stand_in_the_calendar(signed_in, running):
    page = group(signed_in, running, begins_main="2027-01-18", begins_reporting="2027-05-04").content.decode()

    assert "The main element begins" in page
    assert "Reporting and impact begins" in page


def test_without_a_programme_one_is_chosen_first(signed_in):
    assert "First a programme" in get(signed_in, "add_cohort")


def test_a_group_says_who_has_no_mentor_and_what_could_not_be_delivered(signed_in, running):
    alone = ParticipantFactory(cohort=running, person__name="Ann Alone")
    notice = Notice.objects.create(
        to=alone.person, key="x", template="window_opened", cohort=running.key, created_at=NOW, due_at=NOW,
        next_try_at=NOW, given_up_at=NOW, attempts=7, last_error="550 nobody of that name here",
    )  # fmt: skip

    page = get(signed_in, "cohort", running.pk)
    assert "nobody yet" in page
    assert "550 nobody of that name here" in page

    post(signed_in, "try_again", notice.pk)
    notice.refresh_from_db()
    assert (notice.given_up_at, notice.attempts) == (None, 0)
    assert post(signed_in, "try_again", notice.pk).status_code == 404


def test_who_left_stands_apart(signed_in, running):
    ParticipantFactory(cohort=running, person__name="Ann Gone", period__ends_on=dt.date(2027, 3, 1))

    page = get(signed_in, "cohort", running.pk)

    assert "last day Sunday 28 February" in page
    assert "Nobody is in this group yet" in page


# People and mentors -------------------------------------------------------------------------------------


def test_people_are_chosen_and_pasted_at_once(signed_in, running, holding):
    here = holding(Post.Role.STAFF, name="Ann Here")

    post(
        signed_in,
        "add_people",
        running.pk,
        people=[here.pk],
        pasted="Bo New <bo@school.example>",
        from_on="2027-02-22",
    )

    added = {str(one): one.periods.get().starts_on for one in running.participants.all()}
    assert added == {"Ann Here": dt.date(2027, 2, 22), "Bo New": dt.date(2027, 2, 22)}


def test_lines_that_cannot_be_read_come_back_and_the_others_are_in(signed_in, running):
    response = post(
        signed_in,
        "add_people",
        running.pk,
        pasted="Bo New, bo@school.example\nCy Without",
        from_on="2027-01-04",
    )

    page = response.content.decode()
    assert "One added. One line came back." in page
    assert ">\nCy Without</textarea>" in page
    assert [str(one) for one in running.participants.all()] == ["Bo New"]


def test_nobody_chosen_is_said_and_a_day_outside_the_group_too(signed_in, running):
    nobody = post(signed_in, "add_people", running.pk, from_on="2027-01-04").content.decode()
    outside = post(
        signed_in, "add_people", running.pk, pasted="Bo New, bo@school.example", from_on="2027-06-04"
    ).content.decode()

    assert "Choose somebody, or paste a list." in nobody
    assert "Choose a day on which the group runs." in outside


def test_people_of_other_schools_are_neither_shown_nor_taken(signed_in, running, holding):
    stranger = holding(Post.Role.STAFF, OrganisationFactory(), name="Sly Stranger")

    assert "Sly Stranger" not in get(signed_in, "add_people", running.pk)
    page = post(
        signed_in, "add_people", running.pk, people=[stranger.pk], from_on="2027-01-04"
    ).content.decode()
    assert "Somebody on the list is no longer there" in page
    assert not running.participants.exists()


def test_people_are_found_by_name(signed_in, running, holding):
    holding(Post.Role.STAFF, name="Ann Here")

    assert "Ann Here" in get(signed_in, "add_people", running.pk, q="ann")
    assert "Nobody here is called “zebedee”" in get(signed_in, "add_people", running.pk, q="zebedee")


def test_mentors_of_the_whole_group_are_named_in_one_form(signed_in, running, holding):
    mia, noor = holding(Post.Role.MENTOR, name="Mia"), holding(Post.Role.MENTOR, name="Noor")
    first, second = ParticipantFactory(cohort=running), ParticipantFactory(cohort=running)
    MentorshipFactory(participant=second, mentor=noor)

    post(
        signed_in,
        "name_mentors",
        running.pk,
        **{f"mentor_{first.pk}": mia.pk, f"mentor_{second.pk}": noor.pk},
    )

    assert dict(Mentorship.objects.values_list("participant", "mentor")) == {
        first.pk: mia.pk,
        second.pk: noor.pk,
    }
    assert Event.objects.filter(kind="secondments.mentor_named").count() == 1


def test_a_stale_page_of_mentors_reinstates_nobody(signed_in, running, holding):
    former, latest = holding(Post.Role.MENTOR, name="Mia"), holding(Post.Role.MENTOR, name="Noor")
    first, second = ParticipantFactory(cohort=running), ParticipantFactory(cohort=running)
    mentorship = MentorshipFactory(participant=first, mentor=former)
    page = get(signed_in, "name_mentors", running.pk)
    assert f'name="seen_{first.pk}" value="{former.pk}"' in page
    Mentorship.objects.filter(pk=mentorship.pk).update(mentor=latest)

    sent = {
        f"mentor_{first.pk}": former.pk,
        f"seen_{first.pk}": former.pk,
        f"mentor_{second.pk}": former.pk,
        f"seen_{second.pk}": "",
    }
    post(signed_in, "name_mentors", running.pk, **sent)

    assert dict(Mentorship.objects.values_list("participant", "mentor")) == {
        first.pk: latest.pk,
        second.pk: former.pk,
    }
    post(signed_in, "name_mentors", running.pk, **sent | {f"seen_{first.pk}": latest.pk})
    assert first.mentorships.get(ends_on=None).mentor == former


def test_who_runs_a_group_is_not_offered_themselves_and_cannot_slip_in(
    signed_in, running, coordinator, school, holding
):
    PostFactory(person=coordinator, organisation=school, role=Post.Role.MENTOR)
    holding(Post.Role.MENTOR, name="Mia")
    first = ParticipantFactory(cohort=running)
    offered = f'<option value="{coordinator.pk}"'
    assert offered not in get(signed_in, "name_mentors", running.pk)
    page = post(signed_in, "name_mentors", running.pk, **{f"mentor_{first.pk}": coordinator.pk})
    assert "Choose one of the people on the list." in page.content.decode()

    # Named by somebody else, they stay; to name oneself anew is refused in words.
    MentorshipFactory(participant=first, mentor=coordinator)
    assert offered in get(signed_in, "name_mentors", running.pk)
    second = ParticipantFactory(cohort=running)
    page = post(signed_in, "name_mentors", running.pk, **{f"mentor_{second.pk}": coordinator.pk})
    assert "Nobody names themselves." in page.content.decode()
    assert not second.mentorships.exists()


def test_a_mentor_from_elsewhere_is_no_choice(signed_in, running, holding):
    stranger = holding(Post.Role.MENTOR, OrganisationFactory(), name="Sly")
    holding(Post.Role.MENTOR, name="Mia")
    first = ParticipantFactory(cohort=running)

    page = post(signed_in, "name_mentors", running.pk, **{f"mentor_{first.pk}": stranger.pk}).content.decode()

    assert "Choose one of the people on the list." in page
    assert not Mentorship.objects.exists()


def test_somebody_leaves_on_a_day(signed_in, running):
    participant = ParticipantFactory(cohort=running, person__name="Ann Example")

    early = post(signed_in, "end_participation", participant.pk, last_day="2027-01-01").content.decode()
    post(signed_in, "end_participation", participant.pk, last_day="2027-03-25")

    assert "That is before their first day." in early
    assert participant.periods.get().last_day == dt.date(2027, 3, 25)


# The calendar -------------------------------------------------------------------------------------------


def test_the_calendar_says_in_words_what_is_open_closed_and_to_come(signed_in, running):
    page = get(signed_in, "windows", running.pk)

    assert "open until Thursday 25 March at 4 pm</span>: two days" in page
    assert "closed on Thursday 11 February at 4 pm" in page
    assert "opens on Friday 21 May, until Friday 28 May at 4 pm" in page
    for said in (
        "Term 4 ends",
        "Term 5 begins",
        "Bank holiday",
        "March 2027",
        "Reflection at the end of Term 4 opens",
    ):
        assert said in page


def test_everybody_sees_the_new_dates_that_concern_them_and_their_reasons_alone(sign_in_as, running, holding):
    window = running.windows.get(slug="reflection-2")
    ann, bo = ParticipantFactory(cohort=running), ParticipantFactory(cohort=running)
    mia = holding(Post.Role.MENTOR)
    MentorshipFactory(participant=ann, mentor=mia)
    ExtensionFactory(window=window, participant=ann, closes_at=at(2027, 4, 16, 16), reason="A bereavement")
    everybody = {
        "own": (ann.person, True, True),
        "other": (bo.person, False, False),
        "mentor": (mia, True, False),
        "slt": (holding(Post.Role.SLT), False, False),
        "coordinator": (holding(Post.Role.COORDINATOR), True, True),
        "administrator": (holding(Post.Role.ADMINISTRATOR), True, False),
    }

    for who, (person, sees_date, sees_reason) in everybody.items():
        page = get(sign_in_as(person), "windows", running.pk)
        assert ("16 April" in page) is sees_date, who
        assert ("A bereavement" in page) is sees_reason, who
    own = get(sign_in_as(ann.person), "windows", running.pk)
    assert "Your own date. For the others it is Thursday 25 March at 4 pm." in own


def test_a_window_is_moved(signed_in, running):
    window = running.windows.get(slug="reflection-2")
    new = {"opens_on": "2027-03-19", "opens_time": "08:00", "closes_on": "2027-03-26", "closes_time": "15:00"}

    post(signed_in, "move_window", window.pk, **new)

    window.refresh_from_db()
    assert (window.opens_at, window.closes_at) == (at(2027, 3, 19, 8), at(2027, 3, 26, 15))


@pytest.mark.parametrize(
    ("closes_on", "said"),
    [("2027-03-18", "It closes after it opens"), ("2027-03-22", "That has passed"), ("", "Choose a day.")],
)
def test_dates_that_cannot_be_are_refused_beside_the_field(signed_in, running, closes_on, said):
    window = running.windows.get(slug="reflection-2")
    new = {"opens_on": "2027-03-19", "opens_time": "08:00", "closes_on": closes_on, "closes_time": "16:00"}

    assert said in post(signed_in, "move_window", window.pk, **new).content.decode()
    window.refresh_from_db()
    assert window.closes_at == at(2027, 3, 25, 16)


def test_one_person_gets_a_new_date_and_it_can_be_taken_back(signed_in, running):
    window = running.windows.get(slug="reflection-2")
    ann = ParticipantFactory(cohort=running)
    new = {"whom": f"person-{ann.pk}", "until_on": "2027-04-16", "until_time": "16:00", "reason": "Ill"}

    assert f'value="person-{ann.pk}" selected' in get(
        signed_in, "extend_window", window.pk, participant=ann.pk
    )
    post(signed_in, "extend_window", window.pk, **new)
    extension = Extension.objects.get()
    assert (extension.closes_at, extension.reason) == (at(2027, 4, 16, 16), "Ill")

    post(signed_in, "withdraw_extension", extension.pk)
    extension.refresh_from_db()
    assert extension.withdrawn_at == NOW


def test_a_new_date_before_the_groups_own_is_refused(signed_in, running):
    window = running.windows.get(slug="reflection-2")
    ann = ParticipantFactory(cohort=running)
    new = {"whom": f"person-{ann.pk}", "until_on": "2027-03-24", "until_time": "16:00"}

    assert (
        "later than the group’s own closing"
        in post(signed_in, "extend_window", window.pk, **new).content.decode()
    )


def test_a_new_date_for_somebody_of_another_group_is_no_choice(signed_in, running):
    window = running.windows.get(slug="reflection-2")
    elsewhere = ParticipantFactory()
    new = {"whom": f"person-{elsewhere.pk}", "until_on": "2027-04-16", "until_time": "16:00"}

    post(signed_in, "extend_window", window.pk, **new)

    assert not Extension.objects.exists()


# History ------------------------------------------------------------------------------------------------


def test_histories_say_names_days_and_times_for_ids_and_instants(signed_in, running, coordinator, holding):
    mia = holding(Post.Role.MENTOR, name="Mia Mentor")
    ann = ParticipantFactory(cohort=running, person__name="Ann Example")
    window = running.windows.get(slug="reflection-2")
    operations.name_mentor(participant=ann, mentor=mia, by=coordinator, at=NOW)
    operations.extend_window(
        window=window, participant=ann, until=at(2027, 4, 16, 16), reason="Ill", by=coordinator, at=NOW
    )

    page = get(signed_in, "participant_history", ann.pk)

    assert "Cora Coordinator named Mia Mentor as the mentor of Ann Example" in page
    assert "gave Ann Example until Friday 16 April 2027 at 4 pm for “Reflection at the end of Term 4”" in page
    assert "Ill" not in page
    assert "made the group, with 5 windows" in get(signed_in, "cohort_history", running.pk)
    assert "published the programme" in get(signed_in, "organisation_history", running.organisation_id)


def test_every_event_of_this_floor_has_a_sentence(signed_in, running, coordinator, holding):
    ann = ParticipantFactory(cohort=running, person__name="Ann Example")
    window = running.windows.get(slug="reflection-2")
    asked = {"by": coordinator, "at": NOW}
    operations.extend_window(window=window, organisation=running.organisation, until=at(2027, 4, 16), **asked)
    extension = Extension.objects.get()
    operations.withdraw_extension(extension=extension, **asked)
    operations.move_window(window=window, opens_at=at(2027, 3, 19), closes_at=at(2027, 3, 26), **asked)
    operations.confirm_joining_step(participant=ann, slug="induction", by=ann.person, at=NOW)
    operations.end_participation(participant=ann, last_day=dt.date(2027, 3, 25), **asked)

    page = get(signed_in, "cohort_history", running.pk)

    assert "gave everybody at Marlowe Cross until" in page
    assert "moved “Reflection at the end of Term 4”: it now opens Friday 19 March 2027 at noon" in page
    assert "Thursday 25 March 2027 is Ann Example’s last day" in page
    assert "something" not in page


@pytest.mark.parametrize("rows", [1, 12])
def test_a_history_costs_the_same_however_much_happened(
    signed_in, running, coordinator, rows, django_assert_num_queries
):
    for _ in range(rows):
        operations.add_participants(cohort=running, people=[], by=coordinator, at=NOW)
        ann = ParticipantFactory(cohort=running)
        operations.extend_window(
            window=running.windows.get(slug="reflection-2"),
            participant=ann,
            until=at(2027, 4, 16, 16),
            by=coordinator,
            at=NOW,
        )
    get(signed_in, "cohort_history", running.pk)

    with django_assert_num_queries(11):
        get(signed_in, "cohort_history", running.pk)


COSTS = {
    "cohorts": 8,
    "cohort": 12,
    "windows": 12,
    "add_people": 10,
    "name_mentors": 10,
    "extend_window": 9,
    "cohort_history": 9,
}


@pytest.mark.parametrize("name", sorted(COSTS))
@pytest.mark.parametrize("people", [1, 8])
def test_a_page_costs_the_same_whatever_the_number_of_people(
    signed_in, running, name, people, holding, django_assert_num_queries
):
    mentor = holding(Post.Role.MENTOR)
    for _ in range(people):
        MentorshipFactory(participant__cohort=running, mentor=mentor)
        holding(Post.Role.STAFF)
    window = running.windows.get(slug="reflection-2")
    for participant in running.participants.all():
        ExtensionFactory(window=window, participant=participant)
    args = {"cohorts": (), "extend_window": (window.pk,)}.get(name, (running.pk,))
    get(signed_in, name, *args)

    with django_assert_num_queries(COSTS[name]):
        get(signed_in, name, *args)


# Who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Post.Role.SLT, Post.Role.MENTOR, Post.Role.STAFF])
def test_pages_of_those_who_run_a_group_are_closed_to_others(sign_in_as, holding, running, role):
    person = holding(role)
    signed_in = sign_in_as(person)
    expected = 403 if role == Post.Role.SLT else 404

    for name in ("start", "programmes", "cohorts", "add_cohort", "use_programme", "test_email"):
        get(signed_in, name, status=403)
    for name in ("cohort", "add_people", "name_mentors", "cohort_history"):
        get(signed_in, name, running.pk, status=expected)
    window = running.windows.first()
    for name in ("move_window", "extend_window"):
        get(signed_in, name, window.pk, status=expected)
    get(signed_in, "organisation_history", running.organisation_id, status=404)


def test_nothing_of_another_school_exists(sign_in_as, holding, running):
    outsider = sign_in_as(holding(Post.Role.COORDINATOR, OrganisationFactory()))
    participant = ParticipantFactory(cohort=running)
    window = running.windows.first()
    extension = ExtensionFactory(window=window, participant=participant)

    for name in ("cohort", "add_people", "name_mentors", "cohort_history", "windows"):
        get(outsider, name, running.pk, status=404)
    for name in ("move_window", "extend_window"):
        get(outsider, name, window.pk, status=404)
    for name in ("participant_history", "end_participation"):
        get(outsider, name, participant.pk, status=404)
    assert post(outsider, "withdraw_extension", extension.pk).status_code == 404
    get(outsider, "organisation_history", running.organisation_id, status=404)


def test_a_secondee_reads_their_own_history_and_confirms_joining(sign_in_as, running):
    ann, bo = ParticipantFactory(cohort=running), ParticipantFactory(cohort=running)
    signed_in = sign_in_as(ann.person)

    get(signed_in, "participant_history", ann.pk)
    get(signed_in, "participant_history", bo.pk, status=404)
    assert "I have had my induction" in get(signed_in, "joining")
    operations.confirm_joining_step(participant=ann, slug="induction", by=ann.person, at=NOW)
    assert "You have joined" in get(signed_in, "joining")


# To do --------------------------------------------------------------------------------------------------


def todos(person: User):
    return {todo.kind: todo for todo in things_to_do(person, NOW)}


def test_a_coordinator_hears_who_has_no_mentor_and_which_mail_came_back(running, coordinator):
    ann = ParticipantFactory(cohort=running, person__name="Ann Example")
    Notice.objects.create(
        to=ann.person, key="x", template="window_opened", cohort=running.key, created_at=NOW, due_at=NOW,
        next_try_at=NOW, given_up_at=NOW,
    )  # fmt: skip

    found = todos(coordinator)

    assert found["name_mentor"].sentence == "Ann Example has no Learning Director"
    assert found["undelivered"].sentence == "1 e-mail could not be delivered"


def test_a_coordinator_hears_whose_window_closed_unwritten_unless_they_have_a_new_date(running, coordinator):
    late = at(2027, 3, 12, 16)
    window = WindowFactory(
        cohort=running, slug="of-march", opens_at=at(2027, 3, 5), closes_at=late, title="A window"
    )
    ParticipantFactory(cohort=running, person__name="Ann Example")
    extended = ParticipantFactory(cohort=running, person__name="Bo Example")
    ExtensionFactory(window=window, participant=extended, closes_at=at(2027, 4, 16))

    assert todos(coordinator)["new_date"].sentence == "Ann Example shared nothing: A window"


def test_a_secondee_is_asked_for_their_induction_until_they_have_confirmed_it(running):
    ann = ParticipantFactory(cohort=running)

    assert todos(ann.person)["induction"].url == reverse("secondments:joining")

    operations.confirm_joining_step(participant=ann, slug="induction", by=ann.person, at=NOW)
    assert "induction" not in todos(ann.person)


def test_a_day_begins_where_the_group_is_and_not_an_hour_later(
    sign_in_as, running, coordinator, time_machine
):
    past_midnight = at(2027, 5, 29, 0, 30)  # in summer time: still the day before in Greenwich
    ann = ParticipantFactory(cohort=running)
    ann.periods.update(ends_on=dt.date(2027, 5, 29))
    time_machine.move_to(past_midnight, tick=False)

    get(sign_in_as(ann.person), "joining", status=404)
    assert "induction" not in {one.kind for one in things_to_do(ann.person, past_midnight)}
    assert "name_mentor" not in {one.kind for one in things_to_do(coordinator, past_midnight)}


@pytest.mark.parametrize("people", [1, 6])
def test_asking_what_is_to_do_costs_the_same_for_many(
    running, coordinator, people, django_assert_max_num_queries
):
    for _ in range(people):
        ParticipantFactory(cohort=running)
    from secondments import attention

    with django_assert_max_num_queries(5):
        attention.undelivered(coordinator, NOW)
        attention.without_mentor(coordinator, NOW)
