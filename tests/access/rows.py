"""Who may open what: one row for each page and method, written by hand from the words of the product.

Whoever a row does not name must be refused. Pages about one idea are by status; their readers are those of `READS`.
What people may do to an idea, one row a verb, stands in `tests.test_transitions.ALLOWED`.
"""

from dataclasses import dataclass, field

from tests.test_transitions import ALL, ASKED, EXPERTS, JOINT, KEEPERS, UNDER_REVIEW

Personas = frozenset[str]

SIGNED_IN = frozenset(
    {
        *(JOINT | KEEPERS | EXPERTS),
        *("invited", "offered", "decider", "manager", "elsewhere", "coordinator_elsewhere"),
        *("employee", "admin", "observer"),
    }
)
STRANGERS = frozenset({"nobody", "leaver", "token"})
"""Not here, not here any more, or with the secret of a calendar in their hands: all of them have to sign in."""
ANYBODY = SIGNED_IN | STRANGERS
COORDINATORS = frozenset(KEEPERS | {"coordinator_elsewhere"})
OFFICE = frozenset({"admin"})
SUBMITTER = frozenset({"submitter"})
NONE: Personas = frozenset()

TALKED_ABOUT = ["conversation", "confirming", "deferred", "closed"]
AFTER_TRIAGE = [*ASKED, *TALKED_ABOUT]


@dataclass(frozen=True)
class Row:
    """A page that is about no single idea: who may look, who may send; `of` names the row that its address names."""

    get: Personas = NONE
    post: Personas = NONE
    of: str = ""


SCHEME = Row(OFFICE, OFFICE)
"""The idea office runs the scheme; nobody else looks in."""

PAGES: dict[str, Row] = {
    "home": Row(SIGNED_IN),
    "ideas": Row(SIGNED_IN),
    "thanks": Row(SIGNED_IN),
    "new": Row(SIGNED_IN, SIGNED_IN),
    "draft": Row(post=SIGNED_IN),
    "draft_files": Row(post=SIGNED_IN),
    "preview": Row(post=SIGNED_IN),
    "similar": Row(post=SIGNED_IN),
    "colleagues": Row(SIGNED_IN),
    "desk": Row(SIGNED_IN),
    "desk_filed": Row(SIGNED_IN),
    "board": Row(COORDINATORS | OFFICE),
    "tell_in_person": Row(frozenset(KEEPERS), frozenset(KEEPERS), "task"),
    "inbox": Row(SIGNED_IN),
    "inbox_read": Row(post=SIGNED_IN),
    "notice_read": Row(post=SUBMITTER, of="notice"),
    "me": Row(SIGNED_IN, SIGNED_IN),
    "my_data": Row(SIGNED_IN),
    "my_picture": Row(SIGNED_IN, SIGNED_IN),
    "my_picture_remove": Row(post=SIGNED_IN),
    "person_picture": Row(SIGNED_IN, of="portrait"),
    "my_absence_new": Row(SIGNED_IN, SIGNED_IN),
    "my_absence": Row(SUBMITTER, SUBMITTER, "absence"),
    "my_absence_end": Row(post=SUBMITTER, of="absence"),
    "feed": Row(ANYBODY, of="feed"),  # the address itself says whose talks; it names no idea but by number
    "privacy": Row(ANYBODY),
    "help": Row(ANYBODY),
    "mail_off": Row(
        ANYBODY, ANYBODY, "mail_off"
    ),  # the address itself says whose mails, and shows nothing else
    "scheme": Row(OFFICE),
    "department_new": SCHEME,
    "department": Row(OFFICE, OFFICE, "department"),
    "calendar": Row(OFFICE, OFFICE, "department"),
    "member_new": Row(OFFICE, OFFICE, "department"),
    "member": Row(OFFICE, OFFICE, "member"),
    "member_end": Row(OFFICE, OFFICE, "member"),
    "persons": Row(OFFICE),
    "person_new": SCHEME,
    "person_invite": SCHEME,
    "person_list": SCHEME,
    "person": Row(OFFICE, OFFICE, "person"),
    "person_slip": Row(OFFICE, OFFICE, "person"),
    "person_deactivate": Row(OFFICE, OFFICE, "person"),
    "person_reactivate": Row(post=OFFICE, of="gone"),
    "invitation_end": Row(OFFICE, OFFICE, "invitation"),
    "absences": Row(OFFICE),
    "absence_new": SCHEME,
    "absence": Row(OFFICE, OFFICE, "absence"),
    "absence_end": Row(post=OFFICE, of="absence"),
    "routes": SCHEME,
    "rule_new": SCHEME,
    "rule": Row(OFFICE, OFFICE, "rule"),
    "rule_end": Row(OFFICE, OFFICE, "rule"),
    "topic_new": SCHEME,
    "topic": Row(OFFICE, OFFICE, "topic"),
    "topic_end": Row(OFFICE, OFFICE, "topic"),
    "promises": Row(OFFICE),
    "mail": Row(OFFICE),
    "mail_again": Row(post=OFFICE),
    "insights": Row(COORDINATORS | {"admin", "observer"}),
    "insights_export": Row(COORDINATORS | {"admin", "observer"}, of="table"),
    "manifest": Row(ANYBODY),
    "logo": Row(),  # none is set here: there is nothing for anybody
    "styleguide": Row(),  # for development and demo installations alone
    "sample_mails": Row(),
    "sample_mail": Row(of="sample_mail"),
    "healthz": Row(ANYBODY),
    "readyz": Row(ANYBODY),
    "metrics": Row(),  # off unless a token or a network is set
    "accept_slip": Row(ANYBODY, ANYBODY),
    "accept_invitation": Row(ANYBODY, ANYBODY, "token"),
}

READS: dict[str, Personas] = {
    "draft": SUBMITTER,
    "withdrawn": frozenset(JOINT | KEEPERS),
    "triage": frozenset(JOINT | KEEPERS | {"invited", "decider"}),
    **dict.fromkeys(AFTER_TRIAGE, frozenset(JOINT | KEEPERS | EXPERTS | {"invited", "decider"})),
    **dict.fromkeys(UNDER_REVIEW, frozenset(JOINT | KEEPERS | EXPERTS | {"invited", "decider", "offered"})),
}
"""Status -> who reads an idea that is for its handlers, or that no coordinator has glanced at yet."""
PRIVATE = ("draft", "withdrawn")
"""In these an idea is never everyone's."""

ON_THE_DESK: dict[str, Personas] = {
    **dict.fromkeys(AFTER_TRIAGE, frozenset(EXPERTS)),
    **dict.fromkeys(UNDER_REVIEW, frozenset(EXPERTS | {"offered"})),
}


@dataclass(frozen=True)
class IdeaRow:
    """A page about one idea, which is only looked at: by status, who of its readers may; `of` names what else the
    address names."""

    get: dict[str, Personas] = field(default_factory=dict)
    of: str = ""


IDEA_PAGES: dict[str, IdeaRow] = {
    "idea": IdeaRow(dict.fromkeys(ALL, SIGNED_IN)),
    "file": IdeaRow(dict.fromkeys(ALL, SIGNED_IN), "file"),
    "file_small": IdeaRow(dict.fromkeys(ALL, SIGNED_IN), "file"),
    "mentionable": IdeaRow(dict.fromkeys(ALL, SIGNED_IN)),  # a list without anybody where nobody discusses it
    "receipt": IdeaRow(dict.fromkeys(ALL, SIGNED_IN)),  # who did not hand it in is led to the idea
    "desk_idea": IdeaRow(ON_THE_DESK),
    **dict.fromkeys(
        ("story", "story_pdf"), IdeaRow({s: frozenset(JOINT | KEEPERS) for s in ALL if s != "draft"})
    ),
    "talk": IdeaRow(dict.fromkeys(TALKED_ABOUT, frozenset(JOINT | KEEPERS))),
    "talk_guide": IdeaRow(dict.fromkeys(TALKED_ABOUT, frozenset(KEEPERS))),
    "talk_here": IdeaRow(dict.fromkeys(TALKED_ABOUT, frozenset({"coordinator"}))),
    "talk_messages": IdeaRow(dict.fromkeys(ALL, frozenset(JOINT | KEEPERS))),
    "talk_draft": IdeaRow(dict.fromkeys(ALL, frozenset(JOINT | KEEPERS))),  # looked at, it leads to the talk
    "appointment": IdeaRow({"conversation": frozenset(JOINT | KEEPERS)}),
}

THIRD_PARTY = ("account_", "mfa_", "usersessions_", "socialaccount_")
"""Sign-in is the library's: names that begin so. Its pages about oneself are in `OF_ONESELF`."""
THIRD_PARTY_PLACES = ("accounts/social/", "accounts/oidc/")
"""Addresses without a name, which lead to those with one, and those of the directory, which are 404 without it."""
SWITCHES = {"set_language"}
"""Anybody may choose a language; it is posted."""
OF_ONESELF = {
    *("account_reauthenticate", "account_email", "account_change_password", "account_set_password"),
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn"),
    *("usersessions_list", "socialaccount_connections"),
}
"""Pages of the library that ask for a sign-in first."""
