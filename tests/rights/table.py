"""Who may see and do what: every address of the application, written down by hand.

`WHO_MAY_SEE_WHAT` has one entry per URL name (`"blogs:read_reflection"`):

    "path"    the address, as somebody would type it; `{reflection}` and the like are filled in from the
              world that tests/rights builds, so that every role asks for the same row
    "GET"     the statuses it is answered with, one for each role in the order of ROLES; left out where the
              address takes none
    "POST"    the same for a POST of "data" (nothing, unless it is there): 200 is the form again, with what is
              missing, so the role may do it; 302 is done
    "budget"  how many queries the page asks, with one row and with many

A status of 302 means "to the sign-in page" for `anonymous`, and after a POST "done". 404 means that the thing
does not exist for that person, 403 that it may be looked at but not touched.
"""

from typing import Any

ROLES = (
    "anonymous",
    "secondee",
    "other_secondee",
    "mentor",
    "other_mentor",
    "slt",
    "coordinator",
    "administrator",
    "outsider",  # a coordinator of another school
)

# fmt: off
WHO_MAY_SEE_WHAT: dict[str, dict[str, Any]] = {
    #        anon  sec oth  men oth  slt coo adm out
    "config:front": {
        "path": "/",
        "GET":  "200 302 302 302 302 302 302 302 302",
        "budget": 1,
    },
    "config:secondee_home": {
        "path": "/secondment/",
        "GET":  "302 200 200 404 404 404 404 404 404",
        "budget": 28,
    },
    "config:mentor_home": {
        "path": "/mentoring/",
        "GET":  "302 404 404 200 200 404 404 404 404",
        "budget": 23,
    },
    "config:slt_home": {
        "path": "/senior/",
        "GET":  "302 404 404 404 404 200 404 404 404",
        "budget": 17,
    },
    "config:coordinator_home": {
        "path": "/coordinating/",
        "GET":  "302 404 404 404 404 404 200 200 200",
        "budget": 24,
    },
    "config:help": {
        "path": "/help/",
        "GET":  "200 200 200 200 200 200 200 200 200",
        "budget": 5,
    },
    "config:privacy": {
        "path": "/privacy/",
        "GET":  "200 200 200 200 200 200 200 200 200",
        "budget": 5,
    },
    "config:accessibility": {
        "path": "/accessibility/",
        "GET":  "200 200 200 200 200 200 200 200 200",
        "budget": 5,
    },
    "people:people": {
        "path": "/people/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "budget": 12,
    },
    "people:person": {
        "path": "/people/{person}/",
        "GET":  "302 404 404 200 404 404 200 200 404",
        "budget": 8,
    },
    "people:change_person": {
        "path": "/people/{person}/change/",
        "GET":  "302 404 404 200 404 404 200 200 404",
        "POST": "302 404 404 200 404 404 200 200 404",
        "budget": 6,
    },
    "people:give_post": {
        "path": "/people/{person}/give-role/",
        "GET":  "302 404 404 403 404 404 200 200 404",
        "POST": "302 404 404 403 404 404 200 200 404",
        "budget": 10,
    },
    "people:end_post": {
        "path": "/people/{person}/roles/{post}/end/",
        "GET":  "302 404 404 403 404 404 200 200 404",
        "POST": "302 404 404 403 404 404 200 200 404",
        "budget": 7,
    },
    "people:invite_again": {
        "path": "/people/{person}/invite-again/",
        "POST": "302 404 404 403 404 404 302 302 404",
    },
    "people:organisation": {
        "path": "/organisations/{organisation}/",
        "GET":  "302 404 404 404 404 404 200 200 404",
        "budget": 10,
    },
    "people:change_organisation": {
        "path": "/organisations/{organisation}/change/",
        "GET":  "302 404 404 404 404 404 403 200 404",
        "POST": "302 404 404 404 404 404 403 200 404",
        "budget": 7,
    },
    "people:add_organisation": {
        "path": "/organisations/{organisation}/add/",
        "GET":  "302 404 404 404 404 404 403 200 404",
        "POST": "302 404 404 404 404 404 403 200 404",
        "budget": 7,
    },
    "people:terms": {
        "path": "/organisations/{organisation}/terms/",
        "GET":  "302 404 404 404 404 404 200 200 404",
        "POST": "302 404 404 404 404 404 200 200 404",
        "budget": 9,
    },
    "people:invite": {
        "path": "/organisations/{organisation}/invite/",
        "GET":  "302 404 404 404 404 404 200 200 404",
        "POST": "302 404 404 404 404 404 200 200 404",
        "budget": 7,
    },
    "people:never_signed_in": {
        "path": "/organisations/{organisation}/never-signed-in/",
        "GET":  "302 404 404 404 404 404 200 200 404",
        "budget": 10,
    },
    "people:my_account": {
        "path": "/account/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "POST": "302 200 200 200 200 200 200 200 200",
        "budget": 6,
    },
    "people:second_factor": {
        "path": "/account/second-step/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "budget": 6,
    },
    "people:demo_sign_in": {
        "path": "/demonstration/sign-in/",
        "POST": "404 404 404 404 404 404 404 404 404",
    },
    "secondments:start": {
        "path": "/start/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "budget": 15,
    },
    "secondments:test_email": {
        "path": "/start/test-email/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "POST": "302 403 403 403 403 403 302 302 302",
        "budget": 7,
    },
    "secondments:programmes": {
        "path": "/programmes/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "budget": 8,
    },
    "secondments:use_programme": {
        "path": "/programmes/use/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "POST": "302 403 403 403 403 403 200 200 200",
        "budget": 7,
    },
    "secondments:shipped_programme": {
        "path": "/programmes/shipped/learning-director-secondment/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "budget": 7,
    },
    "secondments:programme": {
        "path": "/programmes/{programme}/",
        "GET":  "302 404 404 404 404 404 200 200 404",
        "budget": 9,
    },
    "secondments:cohorts": {
        "path": "/groups/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "budget": 8,
    },
    "secondments:add_cohort": {
        "path": "/groups/add/",
        "GET":  "302 403 403 403 403 403 200 200 200",
        "POST": "302 403 403 403 403 403 200 200 200",
        "budget": 10,
    },
    "secondments:cohort": {
        "path": "/groups/{cohort}/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "budget": 12,
    },
    "secondments:add_people": {
        "path": "/groups/{cohort}/people/add/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "POST": "302 403 403 403 403 403 200 200 404",
        "budget": 10,
    },
    "secondments:name_mentors": {
        "path": "/groups/{cohort}/mentors/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "POST": "302 403 403 403 403 403 200 200 404",
        "budget": 10,
    },
    "secondments:windows": {
        "path": "/groups/{cohort}/windows/",
        "GET":  "302 200 200 200 200 200 200 200 404",
        "budget": 12,
    },
    "secondments:cohort_history": {
        "path": "/groups/{cohort}/history/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "budget": 8,
    },
    "secondments:move_window": {
        "path": "/windows/{window}/move/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "POST": "302 403 403 403 403 403 200 200 404",
        "budget": 7,
    },
    "secondments:extend_window": {
        "path": "/windows/{window}/extend/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "POST": "302 403 403 403 403 403 200 200 404",
        "budget": 9,
    },
    "secondments:withdraw_extension": {
        "path": "/new-dates/{extension}/withdraw/",
        "POST": "302 403 403 403 403 403 302 302 404",
    },
    "secondments:participant_history": {
        "path": "/participants/{participant}/history/",
        "GET":  "302 200 404 200 404 403 200 200 404",
        "budget": 7,
    },
    "secondments:end_participation": {
        "path": "/participants/{participant}/end/",
        "GET":  "302 403 404 403 404 403 200 200 404",
        "POST": "302 403 404 403 404 403 200 200 404",
        "budget": 7,
    },
    "secondments:organisation_history": {
        "path": "/organisations/{organisation}/history/",
        "GET":  "302 404 404 404 404 404 200 200 404",
        "budget": 8,
    },
    "secondments:try_again": {
        "path": "/undelivered/{notice}/try-again/",
        "POST": "302 403 403 403 403 403 302 302 404",
    },
    "secondments:joining": {
        "path": "/secondment/joining/",
        "GET":  "302 200 200 404 404 404 404 404 404",
        "budget": 7,
    },
    "pathways:log": {
        "path": "/log/",
        "GET":  "302 200 200 404 404 404 404 404 404",
        "budget": 8,
    },
    "pathways:log_activity": {
        "path": "/log/new/",
        "GET":  "302 200 200 404 404 404 404 404 404",
        "POST": "302 200 200 404 404 404 404 404 404",
        "budget": 10,
    },
    "pathways:plan_activity": {
        "path": "/log/plan/",
        "GET":  "302 200 200 404 404 404 404 404 404",
        "POST": "302 200 200 404 404 404 404 404 404",
        "budget": 10,
    },
    "pathways:confirm_joining": {
        "path": "/log/joined/induction/",
        "POST": "302 302 302 404 404 404 404 404 404",
    },
    "pathways:activity": {
        "path": "/activities/{logged}/",
        "GET":  "302 200 404 200 404 404 404 404 404",
        "budget": 9,
    },
    "pathways:edit_activity": {
        "path": "/activities/{logged}/edit/",
        "GET":  "302 200 404 403 404 404 404 404 404",
        "POST": "302 200 404 403 404 404 404 404 404",
        "budget": 9,
    },
    "pathways:happened": {
        "path": "/activities/{planned}/happened/",
        "POST": "302 302 404 403 404 404 404 404 404",
    },
    "pathways:did_not_happen": {
        "path": "/activities/{planned}/did-not-happen/",
        "GET":  "302 200 404 403 404 404 404 404 404",
        "POST": "302 200 404 403 404 404 404 404 404",
        "budget": 8,
    },
    "pathways:withdraw_activity": {
        "path": "/activities/{logged}/withdraw/",
        "POST": "302 302 404 403 404 404 404 404 404",
    },
    "pathways:comment_on_activity": {
        "path": "/activities/{logged}/comment/",
        "POST": "302 200 404 200 404 404 404 404 404",
    },
    "pathways:return_activity": {
        "path": "/activities/{logged}/return/",
        "GET":  "302 403 404 200 404 404 404 404 404",
        "POST": "302 403 404 200 404 404 404 404 404",
        "budget": 7,
    },
    "pathways:reopen_activity": {
        "path": "/activities/{confirmed}/reopen/",
        "POST": "302 403 404 302 404 404 404 404 404",
    },
    "pathways:confirmations": {
        "path": "/confirmations/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "budget": 6,
    },
    "pathways:confirm": {
        "path": "/confirmations/confirm/",
        "POST": "302 302 302 302 302 302 302 302 302",
    },
    "pathways:meetings": {
        "path": "/meetings/",
        "GET":  "302 200 200 200 200 404 404 404 404",
        "budget": 7,
    },
    "pathways:arrange_meeting": {
        "path": "/participants/{participant}/meetings/arrange/",
        "GET":  "302 200 404 200 404 403 403 403 404",
        "POST": "302 200 404 200 404 403 403 403 404",
        "budget": 7,
    },
    "pathways:meeting": {
        "path": "/meetings/{meeting}/",
        "GET":  "302 200 404 200 404 404 404 404 404",
        "budget": 8,
    },
    "pathways:record_meeting": {
        "path": "/meetings/{arranged}/record/",
        "GET":  "302 200 404 200 404 404 404 404 404",
        "POST": "302 200 404 200 404 404 404 404 404",
        "budget": 8,
    },
    "pathways:move_meeting": {
        "path": "/meetings/{arranged}/move/",
        "GET":  "302 200 404 200 404 404 404 404 404",
        "POST": "302 200 404 200 404 404 404 404 404",
        "budget": 8,
    },
    "pathways:call_off_meeting": {
        "path": "/meetings/{arranged}/call-off/",
        "POST": "302 302 404 302 404 404 404 404 404",
    },
    "pathways:projects": {
        "path": "/projects/",
        "GET":  "302 200 200 200 200 404 404 404 404",
        "budget": 7,
    },
    "pathways:propose_project": {
        "path": "/projects/propose/",
        "GET":  "302 200 200 404 404 404 404 404 404",
        "POST": "302 200 200 404 404 404 404 404 404",
        "budget": 7,
    },
    "pathways:project": {
        "path": "/projects/{project}/",
        "GET":  "302 200 404 200 404 200 200 200 404",
        "budget": 11,
    },
    "pathways:edit_project": {
        "path": "/projects/{project}/edit/",
        "GET":  "302 200 404 403 404 403 403 403 404",
        "POST": "302 200 404 403 404 403 403 403 404",
        "budget": 7,
    },
    "pathways:comment_on_project": {
        "path": "/projects/{project}/comment/",
        "POST": "302 200 404 200 404 403 403 403 404",
    },
    "pathways:agree_project": {
        "path": "/projects/{proposed}/agree/",
        "POST": "302 403 404 200 404 404 404 404 404",
    },
    "pathways:reopen_project": {
        "path": "/projects/{project}/reopen/",
        "POST": "302 403 404 302 404 403 403 403 404",
    },
    "pathways:withdraw_project": {
        "path": "/projects/{project}/withdraw/",
        "POST": "302 302 404 403 404 403 403 403 404",
    },
    "pathways:what_moved": {
        "path": "/projects/{project}/what-moved/",
        "GET":  "302 200 404 403 404 403 403 403 404",
        "POST": "302 200 404 403 404 403 403 403 404",
        "budget": 7,
    },
    "pathways:add_measure": {
        "path": "/projects/{project}/measures/add/",
        "GET":  "302 200 404 403 404 403 403 403 404",
        "POST": "302 200 404 403 404 403 403 403 404",
        "budget": 7,
    },
    "pathways:edit_measure": {
        "path": "/measures/{measure}/edit/",
        "GET":  "302 200 404 403 404 403 403 403 404",
        "POST": "302 200 404 403 404 403 403 403 404",
        "budget": 7,
    },
    "pathways:withdraw_measure": {
        "path": "/measures/{measure}/withdraw/",
        "POST": "302 302 404 403 404 403 403 403 404",
    },
    "pathways:add_reading": {
        "path": "/measures/{measure}/readings/add/",
        "GET":  "302 200 404 403 404 403 403 403 404",
        "POST": "302 200 404 403 404 403 403 403 404",
        "budget": 8,
    },
    "pathways:edit_reading": {
        "path": "/readings/{reading}/edit/",
        "GET":  "302 200 404 403 404 403 403 403 404",
        "POST": "302 200 404 403 404 403 403 403 404",
        "budget": 7,
    },
    "pathways:withdraw_reading": {
        "path": "/readings/{reading}/withdraw/",
        "POST": "302 302 404 403 404 403 403 403 404",
    },
    "blogs:reflections": {
        "path": "/reflections/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "budget": 12,
    },
    "blogs:begin_reflection": {
        "path": "/reflections/windows/{window}/begin/",
        "GET":  "302 302 200 403 403 403 403 403 404",
        "POST": "302 302 302 403 403 403 403 403 404",
        "budget": 14,
    },
    "blogs:write_reflection": {
        "path": "/reflections/{draft}/write/",
        "GET":  "302 200 404 404 404 404 404 404 404",
        "POST": "302 200 404 404 404 404 404 404 404",
        "budget": 12,
    },
    "blogs:keep_draft": {
        "path": "/reflections/{draft}/keep/",
        "POST": "401 400 404 404 404 404 404 404 404",
    },
    "blogs:share_reflection": {
        "path": "/reflections/{draft}/share/",
        "POST": "302 200 404 404 404 404 404 404 404",
    },
    "blogs:take_back": {
        "path": "/reflections/{shared}/take-back/",
        "GET":  "302 200 404 403 404 403 404 404 404",
        "POST": "302 302 404 403 404 403 404 404 404",
        "budget": 13,
    },
    "blogs:choose_readers": {
        "path": "/reflections/{shared}/readers/",
        "GET":  "302 200 404 403 404 403 404 404 404",
        "POST": "302 200 404 403 404 403 404 404 404",
        "budget": 11,
    },
    "blogs:read_reflection": {
        "path": "/reflections/{shared}/",
        "GET":  "302 200 404 200 404 200 404 404 404",
        "budget": 13,
    },
    "blogs:ask": {
        "path": "/reflections/{shared}/ask/",
        "GET":  "302 403 404 302 404 302 404 404 404",
        "POST": "302 403 404 200 404 200 404 404 404",
        "budget": 0,
    },
    "blogs:set_aside": {
        "path": "/reflections/{shared}/nothing-to-ask/",
        "POST": "302 403 404 302 404 302 404 404 404",
    },
    "blogs:to_read": {
        "path": "/to-read/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "budget": 8,
    },
    "blogs:answer": {
        "path": "/questions/{question}/answer/",
        "GET":  "302 200 404 403 404 403 404 404 404",
        "POST": "302 200 404 403 404 403 404 404 404",
        "budget": 10,
    },
    "blogs:withdraw_question": {
        "path": "/questions/{question}/withdraw/",
        "GET":  "302 403 404 200 404 403 404 404 404",
        "POST": "302 403 404 302 404 403 404 404 404",
        "budget": 7,
    },
    "blogs:mentor_question": {
        "path": "/mentor-questions/{mentor_window}/",
        "GET":  "302 403 403 200 200 403 200 403 404",
        "POST": "302 403 403 200 200 403 403 403 404",
        "budget": 9,
    },
    "blogs:keep_mentor_answer": {
        "path": "/mentor-questions/{mentor_window}/keep/",
        "POST": "401 403 403 400 400 403 403 403 404",
    },
    "portfolios:participant": {
        "path": "/participants/{participant}/",
        "GET":  "302 302 404 200 404 200 200 200 404",
        "budget": 26,
    },
    "portfolios:board": {
        "path": "/groups/{cohort}/board/",
        "GET":  "302 403 403 403 403 200 200 200 404",
        "budget": 22,
    },
    "portfolios:a4": {
        "path": "/groups/{cohort}/a4/",
        "GET":  "302 403 403 403 403 200 200 200 404",
        "budget": 19,
    },
    "portfolios:a4_pdf": {
        "path": "/groups/{cohort}/a4/pdf/",
        "POST": "302 403 403 403 403 302 302 302 404",
    },
    "portfolios:add_afternoon": {
        "path": "/groups/{cohort}/afternoons/add/",
        "GET":  "302 403 403 403 403 403 200 200 404",
        "POST": "302 403 403 403 403 403 200 200 404",
        "budget": 9,
    },
    "portfolios:afternoons": {
        "path": "/afternoons/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "budget": 7,
    },
    "portfolios:afternoon": {
        "path": "/afternoons/{afternoon}/",
        "GET":  "302 404 404 200 200 200 200 200 404",
        "budget": 14,
    },
    "portfolios:change_afternoon": {
        "path": "/afternoons/{afternoon}/change/",
        "GET":  "302 404 404 403 403 403 200 200 404",
        "POST": "302 404 404 403 403 403 200 200 404",
        "budget": 9,
    },
    "portfolios:withdraw_afternoon": {
        "path": "/afternoons/{afternoon}/withdraw/",
        "GET":  "302 404 404 403 403 403 200 200 404",
        "POST": "302 404 404 403 403 403 200 200 404",
        "budget": 8,
    },
    "portfolios:order": {
        "path": "/afternoons/{afternoon}/order/",
        "GET":  "302 404 404 403 403 403 200 200 404",
        "POST": "302 404 404 403 403 403 200 200 404",
        "budget": 10,
    },
    "portfolios:running_order": {
        "path": "/afternoons/{afternoon}/running-order/",
        "GET":  "302 404 404 200 200 200 200 200 404",
        "budget": 12,
    },
    "portfolios:running_order_pdf": {
        "path": "/afternoons/{afternoon}/running-order/pdf/",
        "POST": "302 404 404 302 302 302 302 302 404",
    },
    "portfolios:my_presentation": {
        "path": "/presentations/mine/",
        "GET":  "302 200 200 200 200 200 200 200 200",
        "budget": 11,
    },
    "portfolios:note": {
        "path": "/presentations/{presentation}/note/",
        "GET":  "302 403 404 302 302 302 403 403 404",
        "POST": "302 403 404 200 200 200 403 403 404",
        "budget": 0,
    },
    "portfolios:heard": {
        "path": "/presentations/{presentation}/heard/",
        "POST": "302 403 404 403 403 302 302 302 404",
    },
    "portfolios:not_heard": {
        "path": "/presentations/{released}/not-heard/",
        "POST": "302 404 403 403 403 302 302 302 404",
    },
    "portfolios:release": {
        "path": "/presentations/{presentation}/release/",
        "GET":  "302 403 404 403 403 200 403 403 404",
        "POST": "302 403 404 403 403 200 403 403 404",
        "budget": 8,
    },
    "portfolios:take_back_release": {
        "path": "/presentations/{released}/take-back-release/",
        "POST": "302 404 403 403 403 302 403 403 404",
    },
    "portfolios:feedback": {
        "path": "/presentations/{released}/feedback/",
        "GET":  "302 404 200 403 403 403 403 403 404",
        "budget": 7,
    },
    "portfolios:job": {
        "path": "/jobs/{job}/",
        "GET":  "302 404 404 404 404 404 200 404 404",
        "budget": 7,
    },
    "portfolios:download": {
        "path": "/files/{file}/",
        "GET":  "302 404 404 404 404 404 200 404 404",
        "budget": 3,
    },
    "alive": {
        "path": "/health/alive/",
        "GET":  "200 200 200 200 200 200 200 200 200",
        "budget": 2,
    },
    "ready": {
        "path": "/health/ready/",
        "GET":  "200 200 200 200 200 200 200 200 200",
        "budget": 4,
    },
}
# fmt: on
