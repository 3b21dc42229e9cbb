import datetime as dt

import pytest
from django.urls import reverse

from blogs.models import Reader
from events import operations as events
from events.models import Job
from pathways import operations as pathways
from pathways.models import Project
from portfolios import attention
from portfolios.board import requirements_of
from tests import factories as f
from tests.factories import at
from tests.portfolios.conftest import BEFORE, DAY, project


def url(name, *args):
    return reverse(f"portfolios:{name}", args=args)


def said(answer):
    return " ".join(answer.content.decode().split())


def credit(participant, audience="whole-year", source="pathways.activity:1", day=dt.date(2027, 2, 24)):
    pathways.record_credit(
        participant=participant,
        source=source,
        kind="activity",
        slug="worship",
        on=day,
        qualities={"audience": audience},
        by=None,
        at=f.NOW,
    )


def test_the_board_shows_people_by_surname_with_their_figures(stage, sign_up):
    project(stage.participant, values=(20, 96), target=133, unit="")
    credit(stage.participant)
    page = said(sign_up(stage.people["slt"], f.NOW).get(url("board", stage.cohort.pk)))
    assert page.index("Thomas Ashdown") < page.index("Caoimhe Dhomhnaill")
    assert "1 of 6" in page
    assert "1 of 3 whole year" in page
    assert "20 → 96" in page
    assert "target 133" in page
    assert "Mrs Gallagher" in page
    assert "To be placed" in page
    assert page.count('aria-sort="ascending"') == 1


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("-name", "Caoimhe Dhomhnaill"),
        ("worship", "Thomas Ashdown"),
        ("-worship", "Caoimhe Dhomhnaill"),
        ("mentor", "Thomas Ashdown"),
        ("-mentor", "Caoimhe Dhomhnaill"),
        ("presents", "Caoimhe Dhomhnaill"),
        ("project", "Caoimhe Dhomhnaill"),
        ("nonsense", "Thomas Ashdown"),
    ],
)
def test_a_heading_sorts_and_nothing_else_does(stage, sign_up, sort, first):
    for number in (1, 2):
        credit(stage.participant, source=f"pathways.activity:{number}")
    credit(stage.second, source="pathways.activity:3")
    project(stage.participant)
    f.PresentationFactory(afternoon=stage.add_afternoon(), participant=stage.participant, position=0)
    page = sign_up(stage.people["slt"], f.NOW).get(url("board", stage.cohort.pk), {"sort": sort})
    assert rows(page)[0].participant.person.name == first


def needs_of(stage, people, moment):
    return attention.needs_of(stage.cohort, people, requirements_of(stage.cohort), moment)


def rows(page):
    return [item.row for _, group in page.context["groups"] for item in group]


def test_the_coordinator_sees_first_who_needs_a_word(stage, sign_up):
    project(stage.second, values=(119,))
    client = sign_up(stage.people["coordinator"], f.NOW)
    page = said(client.get(url("board", stage.cohort.pk)))
    assert "has no agreed project, and none is proposed." in page
    assert "has no reading since the baseline of 18 January." in page
    assert f"mailto:{stage.second.person.email},{stage.people['other mentor'].email}" in page
    assert "Needs you, 2" in page
    assert "need" not in str(
        rows(client.get(url("board", stage.cohort.pk), {"show": "needs"}))[0].lines[0].name
    )


def test_the_senior_team_is_not_asked_to_chase_anybody(stage, sign_up):
    page = said(sign_up(stage.people["slt"], f.NOW).get(url("board", stage.cohort.pk)))
    assert "Who needs you" not in page
    assert "mailto:" not in page


def test_needs_are_found_in_their_season(stage):
    people = [stage.participant.pk, stage.second.pk]

    def kinds(moment):
        found = needs_of(stage, people, moment)
        return sorted({need.kind for needs in found.values() for need in needs})

    assert kinds(at(2026, 12, 1)) == []
    assert kinds(at(2027, 1, 11)) == []
    assert kinds(at(2027, 3, 1)) == ["project"]
    assert kinds(at(2027, 4, 12)) == ["led", "project"]
    assert kinds(at(2027, 5, 29)) == []


def test_a_share_that_nobody_planned_is_a_need_and_a_plan_settles_it(stage):
    moment = at(2027, 4, 12)
    credit(stage.participant, audience="some")
    project(stage.participant)
    [need] = needs_of(stage, [stage.participant.pk], moment)[stage.participant.pk]
    assert need.says == "has 1 of 6 worship sessions led, none to a whole year group, and none is planned."
    kind = stage.cohort.version.activity_kinds.get(slug="worship")
    f.ActivityFactory(
        participant=stage.participant,
        kind=kind,
        audience="whole-year",
        happened_on=None,
        logged_at=None,
        planned_for=dt.date(2027, 4, 20),
    )
    assert stage.participant.pk not in needs_of(stage, [stage.participant.pk], moment)


def test_what_is_asked_without_shares_is_a_need_too(stage):
    asked = stage.cohort.version.requirements.get(slug="worship")
    del asked.rule["of_which"]
    asked.save()
    project(stage.participant)
    [need] = needs_of(stage, [stage.participant.pk], at(2027, 4, 12))[stage.participant.pk]
    assert need.says == "has 0 of 6 worship sessions led, and none is planned."
    credit(stage.participant)
    assert needs_of(stage, [stage.participant.pk], at(2027, 4, 12)) == {}


def test_who_has_no_mentor_or_no_measure_is_a_need(stage):
    third = f.ParticipantFactory(cohort=stage.cohort)
    project(third, values=())
    Project.objects.get(participant=third).measures.all().delete()
    needs = needs_of(stage, [third.pk], at(2027, 3, 8))[third.pk]
    assert [need.says for need in needs] == [
        "has no Learning Director yet.",
        "has an agreed project and no measure.",
    ]


def test_a_withdrawn_reading_is_no_reading(stage):
    agreed = project(stage.participant, values=(119, 130))
    last = agreed.measures.get().readings.last()
    last.withdrawn_at = f.NOW
    last.save()
    needs = needs_of(stage, [stage.participant.pk], at(2027, 3, 8))[stage.participant.pk]
    assert [need.kind for need in needs] == ["reading"]


def test_the_tab_for_reflections_names_who_has_not_shared_one(stage, sign_up):
    window = stage.cohort.windows.get(slug="reflection-2")
    f.ReflectionFactory(participant=stage.participant, window=window, shared_at=f.NOW)
    f.ReflectionFactory(participant=stage.second, window=window, draft="Not yet")
    client = sign_up(stage.people["coordinator"], f.NOW)
    page = client.get(url("board", stage.cohort.pk), {"show": "reflection"})
    assert [row.participant for row in rows(page)] == [stage.second]
    assert "Reflection not in, 1" in said(page)
    assert f"mailto:?bcc={stage.second.person.email}" in said(page)
    assert "Not yet" not in said(page)


def test_by_mentor_puts_people_under_their_mentors_name(stage, sign_up):
    page = sign_up(stage.people["slt"], f.NOW).get(url("board", stage.cohort.pk), {"show": "mentor"})
    assert [(mentor.name, len(group)) for mentor, group in page.context["groups"]] == [
        ("Hywel Bevan", 1),
        ("Siobhan Gallagher", 1),
    ]


def test_a_name_is_found_and_an_unknown_one_said(stage, sign_up):
    client = sign_up(stage.people["slt"], f.NOW)
    page = client.get(url("board", stage.cohort.pk), {"q": "ashdown"})
    assert [row.participant for row in rows(page)] == [stage.second]
    assert "Nobody here is called “Zebra”" in said(client.get(url("board", stage.cohort.pk), {"q": "Zebra"}))


def test_who_left_early_is_not_on_the_board_and_who_finished_stays(stage, sign_up):
    stage.second.periods.update(ends_on=dt.date(2027, 3, 1))
    stage.participant.periods.update(ends_on=stage.cohort.ends_on)
    for moment in (f.NOW, at(2027, 7, 1)):
        page = sign_up(stage.people["slt"], moment).get(url("board", stage.cohort.pk))
        assert [row.participant for row in rows(page)] == [stage.participant]


def test_an_empty_group_says_what_to_do_next(stage, sign_up):
    empty = f.CohortFactory(organisation=stage.school, version=stage.cohort.version)
    page = said(sign_up(stage.people["coordinator"], f.NOW).get(url("board", empty.pk)))
    assert "Nobody is in this group yet" in page
    assert reverse("secondments:add_people", args=[empty.pk]) in page
    assert "Nobody is in this group yet" in said(sign_up(stage.people["slt"], f.NOW).get(url("a4", empty.pk)))


@pytest.mark.parametrize("name", ["board", "a4", "a4_pdf", "add_afternoon"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("mentor", 403),
        ("secondee", 403),
        ("headteacher", 404),
        ("colleague", 404),
        ("former mentor", 404),
        ("coordinator elsewhere", 404),
        ("slt elsewhere", 404),
    ],
)
def test_the_board_is_for_those_who_oversee_the_group(stage, sign_up, name, who, status):
    client = sign_up(stage.people[who], f.NOW)
    ask = client.get if name in ("board", "a4") else client.post
    assert ask(url(name, stage.cohort.pk)).status_code == status


# The page about one person --------------------------------------------------------------------------------


def test_a_mentor_sees_how_far_somebody_is(stage, sign_up):
    project(stage.participant)
    credit(stage.participant)
    f.MeetingFactory(participant=stage.participant, mentor=stage.people["mentor"], said="Zebra")
    page = said(sign_up(stage.people["mentor"], f.NOW).get(url("participant", stage.participant.pk)))
    assert "1 of 6 worship sessions led" in page
    assert "1 of 3 to a whole year group" in page
    assert "Homework: the 24 who hand in least" in page
    assert 'role="img"' in page
    assert "with you as Learning Director" in page.replace("With", "with")
    assert "/meetings/" in page
    assert "Zebra" not in page


@pytest.mark.parametrize("who", ["coordinator", "administrator", "slt"])
def test_overseers_see_dates_of_meetings_and_reflections_never_their_words(stage, sign_up, who):
    meeting = f.MeetingFactory(
        participant=stage.participant, mentor=stage.people["mentor"], said="Zebra", recorded_at=f.NOW
    )
    window = stage.cohort.windows.get(slug="reflection-2")
    reflection = f.ReflectionFactory(
        participant=stage.participant, window=window, shared_at=f.NOW, draft="Zebra"
    )
    f.ReaderFactory(reflection=reflection, kind=Reader.Kind.MENTOR)
    page = said(sign_up(stage.people[who], f.NOW).get(url("participant", stage.participant.pk)))
    assert "Mon 22 March" in page
    assert "Reflection at the end of Term 4" in page
    assert "shared" in page
    assert reverse("blogs:read_reflection", args=[reflection.pk]) not in page
    assert reverse("pathways:meeting", args=[meeting.pk]) not in page
    assert "Zebra" not in page


def test_what_is_shared_with_the_reader_is_linked(stage, sign_up):
    window = stage.cohort.windows.get(slug="reflection-2")
    reflection = f.ReflectionFactory(participant=stage.participant, window=window, shared_at=f.NOW)
    f.ReaderFactory(reflection=reflection, kind=Reader.Kind.SLT)
    address = reverse("blogs:read_reflection", args=[reflection.pk])
    assert address in said(sign_up(stage.people["slt"], f.NOW).get(url("participant", stage.participant.pk)))
    assert address not in said(
        sign_up(stage.people["mentor"], f.NOW).get(url("participant", stage.participant.pk))
    )


def test_a_coordinator_gives_a_new_date_from_here_and_others_only_see_it(stage, sign_up):
    window = stage.cohort.windows.get(slug="reflection-2")
    f.ExtensionFactory(window=window, participant=stage.participant, reason="Zebra")
    address = reverse("secondments:extend_window", args=[window.pk])
    page = said(sign_up(stage.people["coordinator"], f.NOW).get(url("participant", stage.participant.pk)))
    assert address in page
    assert "closes Fri 16 April" in page
    for who in ("mentor", "slt"):
        page = said(sign_up(stage.people[who], f.NOW).get(url("participant", stage.participant.pk)))
        assert "closes Fri 16 April" in page
        assert address not in page
        assert "Zebra" not in page


def test_ones_own_page_is_ones_home(stage, sign_up):
    answer = sign_up(stage.participant.person, f.NOW).get(url("participant", stage.participant.pk))
    assert answer.url == reverse("config:secondee_home")


@pytest.mark.parametrize(
    "who",
    ["other mentor", "former mentor", "other secondee", "headteacher", "colleague", "coordinator elsewhere"],
)
def test_the_page_about_somebody_does_not_exist_for_others(stage, sign_up, who):
    page = sign_up(stage.people[who], f.NOW).get(url("participant", stage.participant.pk))
    assert page.status_code == 404


def test_a_proposal_is_the_mentors_and_not_the_senior_teams(stage, sign_up):
    f.ProjectFactory(participant=stage.participant, title="Zebra", proposed_at=f.NOW)
    address = url("participant", stage.participant.pk)
    assert "Zebra" in said(sign_up(stage.people["mentor"], f.NOW).get(address))
    assert "Zebra" not in said(sign_up(stage.people["slt"], f.NOW).get(address))
    assert "Zebra" not in said(sign_up(stage.people["coordinator"], f.NOW).get(address))


# Documents ------------------------------------------------------------------------------------------------


def test_a_sheet_is_asked_for_waited_for_and_fetched_by_its_asker_alone(stage, sign_up):
    client = sign_up(stage.people["slt"], BEFORE)
    answer = client.post(url("a4_pdf", stage.cohort.pk))
    job = Job.objects.get()
    assert answer.url == url("job", job.pk)
    waiting = client.get(url("job", job.pk))
    assert waiting["Refresh"] == "5"
    assert "asked for" in said(waiting)
    assert "Refresh" not in client.get(url("job", job.pk), {"still": ""})
    events.run_jobs(at=BEFORE)
    ready = client.get(url("job", job.pk))
    assert "Refresh" not in ready
    address = url("download", ready.context["file"].pk)
    assert address in said(ready)
    file = client.get(address)
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert file["Content-Disposition"] == 'attachment; filename="2027-secondees-on-one-page.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Cache-Control"] == "private, no-store"
    other = sign_up(stage.people["coordinator"], BEFORE)
    assert other.get(address).status_code == 404
    assert other.get(url("job", job.pk)).status_code == 404


def test_a_document_that_failed_says_so_without_its_error(stage, sign_up):
    client = sign_up(stage.people["slt"], BEFORE)
    client.post(url("a4_pdf", stage.cohort.pk))
    Job.objects.update(failed_at=DAY, error="ValueError: Zebra")
    answer = client.get(url("job", Job.objects.get().pk))
    assert "could not be made" in said(answer)
    assert "Zebra" not in said(answer)
    assert "Refresh" not in answer


QUERIES = {("board", "coordinator"): 30, ("board", "slt"): 22, ("a4", "slt"): 19}


@pytest.mark.parametrize(("name", "who"), QUERIES)
@pytest.mark.parametrize("many", [1, 25])
def test_the_board_costs_the_same_for_one_and_for_twenty_five(
    stage, sign_up, django_assert_num_queries, name, who, many
):
    people = [f.ParticipantFactory(cohort=stage.cohort) for _ in range(many - 1)]
    stage.second.periods.update(ends_on=dt.date(2027, 1, 5))
    for person in (stage.participant, *people):
        project(person, values=(12,))
        credit(person, source=f"pathways.activity:{person.pk}")
    afternoon = stage.add_afternoon()
    stage.order(afternoon, stage.participant, *people)
    client = sign_up(stage.people[who], f.NOW)
    with django_assert_num_queries(QUERIES[name, who]):
        page = client.get(url(name, stage.cohort.pk))
    assert page.status_code == 200


@pytest.mark.parametrize("many", [1, 6])
def test_the_page_about_somebody_costs_the_same_however_much_there_is(
    stage, sign_up, django_assert_num_queries, many
):
    project(stage.participant, values=range(10, 10 + many))
    for number in range(many):
        f.MeetingFactory(participant=stage.participant, mentor=stage.people["mentor"])
        window = f.WindowFactory(cohort=stage.cohort)
        f.ReflectionFactory(participant=stage.participant, window=window)
        credit(stage.participant, source=f"pathways.activity:{number}")
    client = sign_up(stage.people["mentor"], f.NOW)
    with django_assert_num_queries(26):
        client.get(url("participant", stage.participant.pk))
