"""Who is heard on an appeal: people of other departments and observers, in turn, without a part in it. Reads only."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Exists, F, Max, OuterRef, Q

from accounts.models import Department, Membership, User
from ideas.models import Idea
from ideas.routing.people import ids_of
from ideas.routing.planning import wait_for_turn

HAD_A_PART = """
    SELECT submitter_id FROM ideas_idea WHERE id = %(idea)s
    UNION SELECT owner_id FROM ideas_idea WHERE id = %(idea)s
    UNION SELECT coordinator_id FROM ideas_idea WHERE id = %(idea)s
    UNION SELECT handed_in_by_id FROM ideas_idea WHERE id = %(idea)s
    UNION SELECT u.line_manager_id FROM ideas_idea i JOIN accounts_user u ON u.id = i.submitter_id
        WHERE i.id = %(idea)s
    UNION SELECT user_id FROM ideas_cosubmitter WHERE idea_id = %(idea)s
    UNION SELECT reviewer_id FROM ideas_assignment WHERE idea_id = %(idea)s
    UNION SELECT offered_to_id FROM ideas_assignment WHERE idea_id = %(idea)s
    UNION SELECT decided_by_id FROM ideas_decision WHERE idea_id = %(idea)s
    UNION SELECT agreed_by_id FROM ideas_decision WHERE idea_id = %(idea)s
    UNION SELECT proposed_by_id FROM ideas_proposal WHERE idea_id = %(idea)s
    UNION SELECT answered_by_id FROM ideas_proposal WHERE idea_id = %(idea)s
    UNION SELECT partner_id FROM ideas_conversation WHERE idea_id = %(idea)s
    UNION SELECT user_id FROM ideas_panelseat WHERE idea_id = %(idea)s
"""


def panel_for(idea: Idea, seats: int, avoid: Iterable[User | int] = ()) -> list[User]:
    """So many people to be heard, or as many as there are: those with the fewest open seats first, then those who
    were asked longest ago.

    Nobody in conflict of interest, nobody who has had a part in the idea, nobody of the departments concerned or
    above them; whoever is away is passed over. Waits for its turn, as every choice of people does.
    """
    wait_for_turn()
    near = _departments_near(idea)
    roles = Membership.objects.filter(user=OuterRef("pk"))
    theirs = Exists(roles.filter(department__in=near)) | Exists(
        Department.objects.filter(pk__in=near, decider=OuterRef("pk"))
    )
    people = User.objects.present().filter(Q(is_observer=True) | Exists(roles)).exclude(theirs)
    waiting = Q(panel_seats__heard_at=None, panel_seats__released_at=None, panel_seats__isnull=False)
    in_turn = people.exclude(pk__in=_had_a_part(idea) | ids_of(avoid)).annotate(
        waiting=Count("panel_seats", filter=waiting), last_seat=Max("panel_seats__pk")
    )
    return list(in_turn.order_by("waiting", F("last_seat").asc(nulls_first=True), "pk")[:seats])


def _departments_near(idea: Idea) -> set[int]:
    """Those that handle it, and all above them: their people have a duty on it."""
    concerned = [*([idea.department] if idea.department else []), *idea.concerned.all()]
    return {pk for department in concerned for pk in department.ancestors}


def _had_a_part(idea: Idea) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(HAD_A_PART, {"idea": idea.pk})
        return frozenset(pk for (pk,) in cursor.fetchall() if pk)
