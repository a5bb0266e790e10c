"""Which kind of news a line of the table is to its reader: by the event, else by who is told."""

from collections.abc import Callable
from typing import Any

from ideas.letters import News
from ideas.notifications import who
from ideas.notifications.table import DISCUSSION
from ideas.notifications.tell import Tell

OF_EVENT: dict[str, str] = {
    **dict.fromkeys(DISCUSSION, News.DISCUSSION),
    "invite_cosubmitter": News.ASKED,
}
"""Events that are of one kind to everybody who is told in no other part."""

OF_READER: dict[Callable[..., Any], str] = {
    **dict.fromkeys((who.implementer, who.next_implementer, who.recipient, who.seated), News.ASKED),
    **dict.fromkeys((who.carriers, who.carrier), News.ASKED),
    **dict.fromkeys(
        (
            *(who.submitters, who.submitters_if_public, who.submitters_at_the_end, who.written_to),
            *(who.submitters_without_talk, who.booked_for),
        ),
        News.OWN,
    ),
    **dict.fromkeys((who.asked, who.released, who.experts, who.thanked, who.askers), News.VIEWS),
    **dict.fromkeys((who.mentioned, who.commenter, who.reporters), News.DISCUSSION),
    **dict.fromkeys(
        (
            *(who.owner, who.contact, who.contact_once_sent, who.keepers, who.handlers, who.seconds),
            *(who.proposer, who.partner, who.next_partner, who.former, who.second_coordinators),
            *(
                who.written_by_submitter_to,
                who.next_hazard_owner,
                who.moderators,
                who.next_talker,
                who.next_caller,
                who.owner_once_heard,
            ),
        ),
        News.DUTIES,
    ),
    who.booked_with: "",
}
"""Who is told -> the kind; "" always comes: an appointment has to be in both calendars."""

NAMED: dict[str, str] = {
    **dict.fromkeys(
        ("hand_over", "accept_hand_over", "decline_hand_over", "release", "replace_seat"), News.VIEWS
    ),
    **dict.fromkeys(
        ("entrust", "change_partner", "ask_for_partner", "report_hazard", "settle_hazard"), News.DUTIES
    ),
    **dict.fromkeys(("ask_for_manager", "back_to_contact"), News.DUTIES),
    **dict.fromkeys(("owe_follow_up", "owe_call", "hold_follow_up", "decline_follow_up"), News.DUTIES),
    **dict.fromkeys(("hand_work_on", "hand_point_on"), News.ASKED),
}
"""Events that name the person whom they are about."""


def kind_of(event_kind: str, tell: Tell) -> str:
    """The kind of news; "" for what always comes."""
    if tell.obligatory:
        return ""
    if event_kind in OF_EVENT and tell.who not in (who.contact, who.keepers):
        return OF_EVENT[event_kind]
    return NAMED[event_kind] if tell.who is who.named else OF_READER[tell.who]


def kind_for_followers(event_kind: str) -> str:
    """The kind of news to whoever follows the idea."""
    return OF_EVENT.get(event_kind, News.FOLLOWED)
