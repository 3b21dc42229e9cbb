import io
import logging

import pytest
from pypdf import PdfReader

from events import operations as events
from events.models import Job
from people.models import StoredFile
from people.operations import NotAllowed
from portfolios import operations, paper
from tests import factories as f
from tests.portfolios.conftest import BEFORE, DURING, project

TITLES = [
    "Boys’ reading in 9B and 9D",
    "Careers interviews before options",
    "Speaking in lessons: new to English",
]


def a_group_of(stage, many, name="{} Surname-{}", title=None):
    """So many people beside the two of the stage, each with a mentor, a project and a measure."""
    mentor = f.UserFactory(name="Iris Featherstonehaugh", formal_name="Dr Featherstonehaugh")
    for number in range(many):
        person = f.UserFactory(name=name.format("Ada", number), sort_name=f"{number:03}")
        participant = f.ParticipantFactory(cohort=stage.cohort, person=person)
        f.MentorshipFactory(participant=participant, mentor=mentor)
        project(participant, title=title or TITLES[number % 3], values=(12, 17 + number), target=60, unit="")


def pdf(stage, kind="portfolios.a4", by="slt", afternoon=None):
    """What the job makes, read back."""
    if kind == "portfolios.a4":
        job = operations.ask_for_sheet(cohort=stage.cohort, by=stage.people[by], at=BEFORE)
    else:
        job = operations.ask_for_running_order(afternoon=afternoon, by=stage.people[by], at=BEFORE)
    assert events.run_jobs(at=BEFORE) == 1
    job.refresh_from_db()
    stored = StoredFile.objects.get(pk=int(job.result.rpartition(":")[2]))
    assert (stored.owner, stored.content_type) == (stage.people[by], "application/pdf")
    return PdfReader(io.BytesIO(stored.file.read()))


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def roles_of(element, found=None):
    """Every kind of tag in the document."""
    found = set() if found is None else found
    element = element.get_object()
    if not hasattr(element, "get"):
        return found
    if "/S" in element:
        found.add(str(element["/S"]))
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if hasattr(kid, "get") and "/S" in kid:
            roles_of(kid, found)
    return found


def test_twenty_five_people_fit_on_one_a4(stage):
    a_group_of(stage, 23)
    reader = pdf(stage)
    assert len(reader.pages) == 1
    width, height = (round(float(side)) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (595, 842)
    text = text_of(reader)
    assert "Ada Surname-22" in text
    assert "Dr Featherstonehaugh" in text
    assert "what has moved so far" in text
    assert "Mr Vaughan" in text


def test_the_sheet_can_be_read_aloud(stage):
    a_group_of(stage, 2)
    catalogue = (reader := pdf(stage)).trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert {"/Table", "/THead", "/TH", "/TD", "/H1"} <= roles_of(catalogue["/StructTreeRoot"])
    assert reader.metadata.title == "2027 secondees on one page"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_sheet_of_nobody_says_so(stage):
    cohort = f.CohortFactory(organisation=stage.school, version=stage.cohort.version, name="2028 secondees")
    stage.cohort = cohort
    reader = pdf(stage)
    assert len(reader.pages) == 1
    assert "Nobody is in this group yet" in text_of(reader)


def test_one_person_alone_stands_on_the_sheet_with_their_figures(stage):
    stage.second.periods.update(ends_on=stage.cohort.starts_on + (DURING - BEFORE))
    project(stage.participant)
    text = " ".join(text_of(pdf(stage)).split())
    assert "Thomas Ashdown" not in text
    assert "Homework: the 24 who hand in least" in text
    assert "41 72 75" in text


def test_sixty_people_go_on_to_a_second_page_with_its_head_repeated(stage):
    a_group_of(stage, 58)
    reader = pdf(stage)
    assert 2 <= len(reader.pages) <= 3
    for page in reader.pages:
        assert "Target" in page.extract_text()


def test_overlong_names_stay_on_the_sheet(stage):
    a_group_of(
        stage,
        2,
        name="{} Wilhelmina-Konstantinopolitanskaya Featherstonehaugh-Cholmondeley-Marjoribanks{}",
        title="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 2,
    )
    reader = pdf(stage)
    assert len(reader.pages) == 1
    assert "Donaudampf" in text_of(reader)


def test_no_change_is_said_and_drawn_as_a_finding(stage):
    project(stage.participant, values=(19, 19), target=35)
    assert "which is a finding" in " ".join(text_of(pdf(stage)).split())


def test_the_running_order_has_a_sheet_for_handwriting_for_everybody(stage):
    project(stage.participant)
    presentation = stage.presentation()
    reader = pdf(stage, "portfolios.running_order", afternoon=presentation.afternoon)
    assert len(reader.pages) == 3
    assert "2.15 pm" in reader.pages[0].extract_text()
    first = reader.pages[1].extract_text()
    assert all(
        said in first for said in ("Caoimhe Dhomhnaill", "What moved?", "What next?", "Questions and answers")
    )
    assert "Thomas Ashdown" in reader.pages[2].extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Presentations on Wednesday 19 May"


def test_nobody_notes_on_paper_what_others_noted_on_the_screen(stage):
    presentation = stage.presentation()
    stage.note(presentation, what_moved="Zebra")
    reader = pdf(stage, "portfolios.running_order", by="mentor", afternoon=presentation.afternoon)
    assert "Zebra" not in text_of(reader)


@pytest.mark.parametrize("who", ["mentor", "secondee", "colleague", "slt elsewhere"])
def test_only_who_sees_the_board_has_the_sheet_made(stage, who):
    with pytest.raises(NotAllowed):
        operations.ask_for_sheet(cohort=stage.cohort, by=stage.people[who], at=BEFORE)


def test_a_right_that_ended_meanwhile_makes_the_job_fail(stage, caplog):
    job = operations.ask_for_sheet(cohort=stage.cohort, by=stage.people["slt"], at=BEFORE)
    stage.people["slt"].posts.all().delete()
    with caplog.at_level(logging.CRITICAL):
        assert events.run_jobs(at=BEFORE) == 0
    job.refresh_from_db()
    assert job.failed_at
    assert not StoredFile.objects.exists()


def test_a_pdf_reads_nothing_but_our_own_files(tmp_path, monkeypatch):
    secret = tmp_path / "secret.css"
    secret.write_text("h1::after { content: 'Zebra' }")
    page = (
        '<!doctype html><html lang="en-GB"><title>t</title>'
        f'<link rel="stylesheet" href="file://{secret}"><link rel="stylesheet" href="../../etc/passwd">'
        f'<link rel="stylesheet" href="https://example.invalid/a.css"><h1>Heading</h1></html>'
    )
    monkeypatch.setattr(paper, "render_to_string", lambda template, context: page)
    assert "Zebra" not in text_of(PdfReader(io.BytesIO(paper.pdf_of("any", {}))))


def test_a_missing_library_is_a_warning_that_names_the_package(monkeypatch):
    monkeypatch.setattr(paper, "LIBRARIES", {"libnothing-of-the-kind.so.9": "libnothing9"})
    paper.missing_packages.cache_clear()
    [warning] = paper.check_libraries(None)
    assert "libnothing9" in warning.hint
    assert not paper.can_make_pdfs()
    paper.missing_packages.cache_clear()


def test_the_job_is_the_askers_own(stage):
    job = operations.ask_for_sheet(cohort=stage.cohort, by=stage.people["slt"], at=BEFORE)
    assert list(Job.objects.visible_to(stage.people["slt"])) == [job]
    assert not Job.objects.visible_to(stage.people["coordinator"])
