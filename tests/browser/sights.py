"""Every page that a person can open, each in its richest state and some in others: who opens it, where, what then.

`test_every_page` looks at all of them. A page that is missing here fails a test there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser import steps
from tests.browser.stage import BrowserStage

Step = Callable[[Page, BrowserStage], Any]


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it: its template, its address with names of the stage, and what is done there."""

    template: str
    path: str
    then: Step | None = None
    status: int = 200
    note: str = ""
    allow: str = ""

    @property
    def has_a_title(self) -> bool:
        """Whether its title is its own: a step of another page, or another way to do the same, may share one."""
        shared = ("/template/", "/reauthenticate/", "/recovery-codes/generate/")
        return not self.then and not any(part in self.path for part in shared)

    def __str__(self) -> str:
        return f"{self.path} {self.note or (self.then.__name__ if self.then else '')}".strip()


S = Sight

OF_A_STRANGER = (
    S("account/login.html", "/accounts/login/"),
    S("account/login.html", "/accounts/login/?next=/me/", steps.sign_in_wrongly),
    S("account/request_login_code.html", "/accounts/login/code/"),
    S("account/confirm_login_code.html", "/accounts/login/code/", steps.ask_for_a_code),
    S("account/password_reset.html", "/accounts/password/reset/"),
    S("account/confirm_password_reset_code.html", "/accounts/password/reset/", steps.ask_for_a_code),
    S("account/signup.html", "/accounts/signup/"),
    S("account/confirm_email_verification_code.html", "/accounts/signup/", steps.sign_up),
    S("account/account_inactive.html", "/accounts/inactive/"),
    S("account/signup_closed.html", "/template/account/signup_closed.html"),
    S("account/password_reset_from_key.html", "/accounts/password/reset/", steps.reset_with_code),
    S("accounts/invitation.html", "/accounts/invitation/{token}/"),
    S("accounts/invitation_over.html", "/accounts/invitation/long-gone/", status=404),
    S("accounts/slip.html", "/accounts/invitation/"),
    *(
        S(f"socialaccount/{name}.html", f"/template/socialaccount/{name}.html")
        for name in ("authentication_error", "login_cancelled", "login", "not_welcome", "signup")
    ),
    S("account/password_reset_from_key_done.html", "/template/account/password_reset_from_key_done.html"),
    S("ideas/submitters/words_back.html", "/template/ideas/submitters/words_back.html"),
    S("account/password_set.html", "/accounts/login/code/", steps.sign_in_by_code),
    S("ideas/people/mail_off.html", "/mail/off/{mail_off}/"),
    S("ideas/people/mail_off.html", "/mail/off/long-gone/", status=404),
    S("mfa/authenticate.html", "/accounts/login/", steps.sign_in_carefully),
    S("ideas/people/privacy.html", "/privacy/"),
    *(S(f"{code}.html", f"/fault/{code}/", status=code) for code in (400, 403, 404, 409, 429, 500, 503)),
    S("403_csrf.html", "/fault/csrf/", status=403),
)

OF_ONESELF = (
    S("account/logout.html", "/accounts/logout/"),
    S("account/password_change.html", "/accounts/password/change/"),
    S("account/password_change.html", "/accounts/password/change/", steps.send_empty),
    S("account/email_change.html", "/accounts/email/"),
    S("account/reauthenticate.html", "/accounts/reauthenticate/"),
    S("mfa/reauthenticate.html", "/accounts/2fa/reauthenticate/"),
    S("mfa/index.html", "/accounts/2fa/"),
    S("mfa/totp/deactivate_form.html", "/accounts/2fa/totp/deactivate/"),
    S("mfa/recovery_codes/index.html", "/accounts/2fa/recovery-codes/"),
    S("mfa/recovery_codes/generate.html", "/accounts/2fa/recovery-codes/generate/"),
    S("mfa/webauthn/add_form.html", "/accounts/2fa/webauthn/add/"),
    S("mfa/webauthn/authenticator_list.html", "/accounts/2fa/webauthn/", steps.make_a_passkey),
    S("mfa/webauthn/edit_form.html", "/accounts/2fa/webauthn/", steps.to_edit_the_passkey),
    S(
        "mfa/webauthn/authenticator_confirm_delete.html",
        "/accounts/2fa/webauthn/",
        steps.to_remove_the_passkey,
    ),
    S("mfa/webauthn/reauthenticate.html", "/accounts/2fa/webauthn/reauthenticate/"),
    S("usersessions/usersession_list.html", "/accounts/sessions/"),
    S("socialaccount/connections.html", "/accounts/3rdparty/"),
)

OF_A_SUBMITTER = (
    S("ideas/submitters/home.html", "/"),
    S("ideas/submitters/home.html", "/", steps.open_menus),
    S("ideas/submitters/home.html", "/", steps.show_keys),
    S("ideas/submitters/new.html", "/ideas/new/"),
    S("ideas/submitters/new.html", "/ideas/new/?draft={draft}", steps.write_of_danger),
    S("ideas/submitters/new.html", "/ideas/new/", steps.send_empty),
    S("ideas/people/thanks.html", "/thanks/"),
    S("ideas/submitters/story.html", "/ideas/{closed}/story/"),
    S("ideas/submitters/ideas.html", "/ideas/"),
    S("ideas/submitters/ideas.html", "/ideas/?q=zebra", note="nothing found"),
    S("ideas/submitters/receipt.html", "/ideas/{in_review}/receipt/"),
    *(
        S("ideas/submitters/idea.html", f"/ideas/{{{name}}}/")
        for name in (
            "long",
            "among",
            "clarification",
            "conversation",
            "passed",
            "deferred",
            "german",
            "withdrawn",
        )
    ),
    S("ideas/submitters/idea.html", "/ideas/{among}/", steps.open_menus),
    *(
        S("ideas/talks/submitter.html", f"/ideas/{{{name}}}/talk/")
        for name in ("conversation", "booked", "confirming", "declined", "unconfirmed", "long")
    ),
    S("ideas/acts/confirmed.html", "/ideas/{confirming}/talk/", steps.send_empty),
    *(
        S("ideas/acts/act.html", f"/ideas/{{{name}}}/do/{verb}/")
        for name, verb in (
            *(("clarification", "answer"), ("in_review", "withdraw"), ("withdrawn", "take_up")),
            *(("in_review", "set_visibility"), ("in_review", "invite_cosubmitter"), ("declined", "appeal")),
            *(("conversation", "book"), ("conversation", "choose_channel"), ("conversation", "decline_talk")),
            *(("unconfirmed", "reopen"), ("draft", "discard"), ("booked", "cancel_booking")),
        )
    ),
    S("ideas/acts/act.html", "/ideas/{in_review}/do/invite_cosubmitter/", steps.ask_for_many),
    S("ideas/people/inbox.html", "/inbox/"),
    S("ideas/people/me.html", "/me/"),
    S("components/form_page.html", "/me/absence/"),
    S("components/form_page.html", "/me/absence/{n_absence}/"),
    S("ideas/people/privacy.html", "/privacy/"),
    S("ideas/people/help.html", "/help/"),
    S("ideas/people/picture.html", "/me/picture/"),
    S("ideas/submitters/new.html", "/ideas/new/?improves={declined}", note="a second attempt"),
    S("ideas/submitters/idea.html", "/ideas/{pictured}/"),
    S("ideas/submitters/receipt.html", "/ideas/{pictured}/receipt/"),
    S("ideas/styleguide.html", "/seen/styleguide/", allow="primary buttons"),  # one of each kind
    S("404.html", "/ideas/nothinghere/", status=404),
    S("403.html", "/scheme/", status=403),
)

OF_A_NEWCOMER = (
    S("ideas/submitters/home.html", "/", note="nothing yet"),
    S("ideas/people/inbox.html", "/inbox/", note="nothing yet"),
    S("mfa/totp/activate_form.html", "/accounts/2fa/totp/activate/"),
    S("ideas/reviewers/desk.html", "/desk/", note="nothing yet"),
)

OF_AN_EXPERT = (
    S("ideas/submitters/home.html", "/"),
    S("ideas/reviewers/desk.html", "/desk/"),
    S("ideas/reviewers/desk.html", "/desk/", steps.send_a_view_without_words),
    S("ideas/reviewers/filed.html", "/desk/filed/"),
    S("ideas/acts/review.html", "/desk/", steps.first_act("review")),
    S("ideas/acts/act.html", "/desk/", steps.first_act("hand_over")),
    S("ideas/acts/act.html", "/desk/", steps.first_act("ask")),
    S("ideas/acts/act.html", "/desk/", steps.first_act("note")),
    S("ideas/submitters/idea.html", "/ideas/{long}/"),
)

OF_THE_ONE_ASKED = (
    S("ideas/reviewers/desk.html", "/desk/{offered}/"),
    S("ideas/acts/act.html", "/ideas/{offered}/do/decline_hand_over/"),
)

OF_THE_DECIDER = (
    S("ideas/submitters/home.html", "/"),
    S("ideas/submitters/idea.html", "/ideas/{deciding}/"),
    S("ideas/acts/decide.html", "/ideas/{deciding}/do/decide/"),
    S("ideas/acts/decide.html", "/ideas/{deciding}/do/decide/", steps.send_empty),
    S("ideas/acts/decide.html", "/ideas/{deciding}/do/defer/"),
    S("ideas/acts/decide.html", "/ideas/{deciding}/do/discuss/"),
)

OF_A_COORDINATOR = (
    S("ideas/submitters/home.html", "/"),
    S("ideas/coordinators/board.html", "/board/"),
    S("ideas/coordinators/group.html", "/board/?status=in_review"),
    *(
        S("ideas/submitters/idea.html", f"/ideas/{{{name}}}/")
        for name in ("discussion", "triage", "narrow", "among", "long", "unreached")
    ),
    S("ideas/submitters/idea.html", "/ideas/{triage}/", steps.open_menus),
    *(
        S("ideas/acts/act.html", f"/ideas/{{{name}}}/do/{verb}/")
        for name, verb in (
            *(
                ("triage", "route"),
                ("in_review", "release"),
            ),
            *(("triage", "merge"), ("narrow", "glance"), ("triage", "entrust"), ("triage", "move_due")),
            *(
                ("in_review", "move_promise"),
                ("in_review", "message"),
                ("clarification", "take_back_question"),
            ),
            *(("clarification", "answer"), ("closed", "hand_work_on"), ("conversation", "change_partner")),
        )
    ),
    S("ideas/acts/likeness.html", "/ideas/{alike}/do/confirm_likeness/"),
    S("ideas/acts/news.html", "/ideas/{closed}/do/report_news/"),
    S("ideas/acts/news.html", "/ideas/{closed}/do/report_news/", steps.send_empty),
    S("ideas/submitters/idea.html", "/ideas/{dropped}/"),
    S("ideas/coordinators/sheet.html", "/board/?sheet"),
    S("ideas/acts/comment.html", "/ideas/{long}/do/remove_comment/?comment={c_comment}"),
    S("ideas/acts/propose.html", "/ideas/{triage}/do/propose/"),
    S("ideas/acts/conclude.html", "/ideas/{discussion}/do/conclude/"),
    S("ideas/acts/conclude.html", "/ideas/{discussion}/do/conclude/", steps.send_empty),
    S("ideas/acts/assign.html", "/ideas/{discussion}/do/assign/"),
    S("ideas/acts/assign.html", "/ideas/{triage}/do/assign/", steps.send_empty),
    S("ideas/talks/partner.html", "/ideas/{unreached}/talk/"),
    S("ideas/talks/partner.html", "/ideas/{long}/talk/"),
    S("ideas/talks/messages.html", "/ideas/{long}/talk/messages/"),
    S("ideas/talks/guide.html", "/ideas/{booked}/talk/guide/"),
    S("ideas/admins/insights.html", "/insights/"),
)

OF_SECONDS = (
    S("ideas/acts/agree.html", "/ideas/{proposed}/do/agree/"),
    S("ideas/acts/agree.html", "/ideas/{proposed}/do/refuse/"),
    S("ideas/acts/account.html", "/ideas/{unreached}/do/second_give_up/"),
)

OF_PARTNERS = (
    S("ideas/talks/partner.html", "/ideas/{talk}/talk/"),
    S("ideas/acts/act.html", "/ideas/{talk}/do/offer_slots/"),
    S("ideas/acts/act.html", "/ideas/{talk}/do/attempt/"),
    S("ideas/acts/notes.html", "/ideas/{talk}/do/record/"),
)

OF_NOTES = (
    S("ideas/talks/here.html", "/ideas/{noted_seen}/talk/here/"),
    S("ideas/talks/here.html", "/ideas/{noted_seen}/talk/here/", steps.send_empty),
    S("ideas/acts/notes.html", "/ideas/{noted_seen}/do/revise_record/"),
)

OF_THE_OFFICE = (
    S("ideas/submitters/home.html", "/"),
    S("ideas/coordinators/board.html", "/board/"),
    S("ideas/admins/scheme.html", "/scheme/"),
    S("ideas/admins/department.html", "/scheme/departments/{n_department}/"),
    S("ideas/admins/calendar.html", "/scheme/departments/{n_department}/calendar/"),
    S("ideas/admins/form.html", "/scheme/departments/new/"),
    S("ideas/admins/form.html", "/scheme/departments/new/", steps.send_empty),
    S("ideas/admins/form.html", "/scheme/departments/{n_department}/members/new/"),
    S("ideas/admins/form.html", "/scheme/members/{n_member}/"),
    S("ideas/admins/sure.html", "/scheme/members/{n_member}/end/"),
    S("ideas/admins/persons.html", "/scheme/people/"),
    S("ideas/admins/persons.html", "/scheme/people/?q=zebra", note="nothing found"),
    S("ideas/admins/form.html", "/scheme/people/new/"),
    S("ideas/admins/form.html", "/scheme/people/invite/"),
    S("ideas/admins/staff_list.html", "/scheme/people/list/", steps.send_a_list),
    S("ideas/admins/person.html", "/scheme/people/{n_person}/"),
    S("ideas/admins/person.html", "/scheme/people/{n_left}/"),
    S("ideas/admins/sure.html", "/scheme/people/{n_person}/slip/"),
    S("ideas/admins/slip.html", "/scheme/people/{n_person}/slip/", steps.send),
    S("ideas/admins/sure.html", "/scheme/people/{n_person}/left/"),
    S("ideas/admins/sure.html", "/scheme/invitations/{n_invitation}/end/"),
    S("ideas/admins/absences.html", "/scheme/absences/"),
    S("ideas/admins/form.html", "/scheme/absences/new/"),
    S("ideas/admins/form.html", "/scheme/absences/{n_their_absence}/"),
    S("ideas/admins/routes.html", "/scheme/routing/"),
    S("ideas/admins/routes.html", "/scheme/routing/", steps.try_the_rules),
    S("ideas/admins/form.html", "/scheme/routing/new/"),
    S("ideas/admins/form.html", "/scheme/routing/{n_rule}/"),
    S("ideas/admins/sure.html", "/scheme/routing/{n_rule}/end/"),
    S("ideas/admins/form.html", "/scheme/topics/new/"),
    S("ideas/admins/form.html", "/scheme/topics/{n_topic}/"),
    S("ideas/admins/sure.html", "/scheme/topics/{n_topic}/end/"),
    S("ideas/admins/promises.html", "/scheme/promises/"),
    S("ideas/admins/mail.html", "/scheme/mail/"),
    S("ideas/admins/insights.html", "/insights/"),
)

SIGHTS: dict[str, tuple[Sight, ...]] = {
    "": OF_A_STRANGER,
    "careful": OF_ONESELF,
    "submitter": OF_A_SUBMITTER,
    "newcomer": OF_A_NEWCOMER,
    "employee": (
        S("ideas/submitters/idea.html", "/ideas/{invited}/"),
        S("ideas/submitters/idea.html", "/ideas/{long}/"),
    ),
    "expert1": OF_AN_EXPERT,
    "it_expert2": OF_THE_ONE_ASKED,
    "decider": OF_THE_DECIDER,
    "coordinator1": OF_A_COORDINATOR,
    "office1": OF_SECONDS,
    "partner": OF_PARTNERS,
    "it_decider": OF_NOTES,
    "held_by": (
        S("ideas/talks/partner.html", "/ideas/{held}/talk/"),
        S("ideas/acts/notes.html", "/ideas/{held}/talk/", steps.send_empty),
    ),
    "gone_by": (
        S("ideas/talks/partner.html", "/ideas/{gone}/talk/"),
        S("ideas/acts/act.html", "/ideas/{gone}/do/write_to_leaver/"),
    ),
    "lina": (
        S("ideas/acts/manager.html", "/ideas/{lead_to_ask}/do/ask_for_manager/"),
        S("ideas/acts/contact.html", "/ideas/{lead_asked}/do/back_to_contact/"),
        S("ideas/talks/submitter.html", "/ideas/{lead_asked}/talk/"),
    ),
    "manager": (
        S("ideas/talks/partner.html", "/ideas/{lead_asked}/talk/"),
        S("ideas/submitters/idea.html", "/ideas/{lead_asked}/"),
    ),
    "teller": (S("ideas/coordinators/tell.html", "/board/tell/{n_task}/"),),
    "admin": OF_THE_OFFICE,
    "observer": (
        S("ideas/admins/insights.html", "/insights/"),
        S("ideas/submitters/idea.html", "/ideas/{panel}/"),
        S("ideas/acts/speak.html", "/ideas/{panel}/do/speak/"),
    ),
}
"""By who looks; all that one person sees is seen in one window."""
