"""What somebody is writing in a talk and has not sent, kept on the server: it outlives the window and the session.

For its writer alone: no event, no notice, nobody else reads it. Sending takes it away, in the verb that sends.
"""

from typing import Any

from ideas import clock, rules
from ideas.models import Conversation, HandledRequest, Idea, TalkDraft
from ideas.rules import Refused
from ideas.workflow.moving import acting

VERBS = {TalkDraft.Kind.MESSAGE: "message", TalkDraft.Kind.RECORD: "record"}
"""With which verb each kind is sent; whoever may use it may keep a draft."""


def keep_draft(
    idea: Idea, actor: Any, *, kind: TalkDraft.Kind, facts: dict[str, str], key: Any = None
) -> TalkDraft | None:
    """Keeps what was typed in the latest talk; nothing typed throws the draft away. Who may send it may.

    `key` is that of the form: what comes in while the form is sent, or afterwards, is not kept, so that no draft is
    left of what was sent. Gives the draft, or None. Raises `Refused` where it could not be sent.
    """
    with acting(VERBS[kind], idea, actor) as locked:
        if not rules.reads_talk(rules.standing(actor, locked)):
            raise Refused("", "forbidden", locked)
        talk = latest_talk(locked)
        if talk is None or HandledRequest.objects.filter(key=key, user=actor).exists():
            return None
        said = {name: words for name, words in facts.items() if words.strip()}
        if not said:
            drop_draft(locked, actor, kind)
            return None
        made, _new = TalkDraft.objects.update_or_create(
            conversation=talk, user=actor, kind=kind, defaults={"facts": said, "saved_at": clock.now()}
        )
    return made


def latest_talk(idea: Idea) -> Conversation | None:
    """The talk to which a draft belongs."""
    return idea.conversations.order_by("-round__number", "-number").first()


def begun_in(idea: Idea, person: Any) -> dict[str, TalkDraft]:
    """What this person has begun to write in its talks, by kind; asked once for an idea that is being looked at."""
    known = vars(idea).setdefault("begun_by", {})
    if person.pk not in known:
        rows = TalkDraft.objects.filter(conversation__idea=idea, user=person)
        rows = rows.order_by("conversation__round__number", "conversation__number")
        known[person.pk] = {draft.kind: draft for draft in rows}
    return dict(known[person.pk])


def drop_draft(idea: Idea, person: Any, kind: TalkDraft.Kind) -> None:
    """It was sent or thrown away. In the caller's transaction, which holds the idea's lock."""
    TalkDraft.objects.filter(conversation__idea=idea, user=person, kind=kind).delete()
