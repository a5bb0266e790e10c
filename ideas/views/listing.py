"""The list of ideas: words, filters, order and page stand in the address. Starts from `visible_to`; reads only."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from accounts.models import Department, Topic, User
from ideas import search, statements
from ideas.models import BEFORE_DECISION, DECIDED, CoSubmitter, Follow, Idea, Outcome, Status, Support
from ideas.querysets import IdeaQuerySet

ROWS = 25
MOST_OWN = 1000


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    q: str = ""
    status: str = ""
    outcome: str = ""
    department: str = ""
    topic: str = ""
    whose: str = ""
    sort: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """As the address names them; what it does not know is left out."""
        return cls(**{name: request.GET.get(name, "").strip()[:200] for name in cls.__dataclass_fields__})

    def url(self, **changes: str) -> str:
        """The address of this list with something changed, without what is empty."""
        query = urlencode({name: value for name, value in {**vars(self), **changes}.items() if value})
        return f"?{query}" if query else reverse("ideas")

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for but an order."""
        return any(value for name, value in vars(self).items() if name != "sort")

    @property
    def order(self) -> str:
        """The order that counts: what fits best where words are looked for, else the newest first."""
        return self.sort if self.sort in SORTS else "best" if self.q else "newest"


@dataclass(frozen=True)
class Link:
    """A choice as a link: its words, its address, and whether it is the one that counts now."""

    words: str
    url: str
    here: bool = False


GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (gettext_lazy("With us, no answer yet"), tuple(BEFORE_DECISION)),
    "answered": (gettext_lazy("Answered"), tuple(DECIDED)),
    "talk": (gettext_lazy("Answered, talk to come"), (Status.CONVERSATION, Status.CONFIRMING)),
    "hold": (gettext_lazy("On hold"), (Status.DEFERRED,)),
    "closed": (gettext_lazy("Closed"), (Status.CLOSED,)),
    "withdrawn": (gettext_lazy("Withdrawn"), (Status.WITHDRAWN,)),
}
WHOSE = {
    "": gettext_lazy("All ideas"),
    "mine": gettext_lazy("My ideas"),
    "following": gettext_lazy("Ideas that I follow"),
}
SORTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "newest": (gettext_lazy("Newest"), ("-number",)),
    "support": (gettext_lazy("Most support"), ("-supports", "-number")),
    "answered": (gettext_lazy("Recently answered"), ("-first_decided_at", "-number")),
}
BEST = gettext_lazy("Best match")
KINDS = {
    "status": gettext_lazy("Where it is"),
    "outcome": gettext_lazy("What came of it"),
    "department": gettext_lazy("Department"),
    "topic": gettext_lazy("Topic"),
}


@login_required
@require_GET
def ideas(request: HttpRequest) -> HttpResponse:
    """The list: words, filters and order in the address, one page at a time."""
    asked, user = Filters.of(request), cast(User, request.user)
    after = request.GET.get("after", "")
    page = found_by_words(asked, user, after) if asked.q else one_page(asked, user, after)
    known = choices()
    shown = {
        "page": page,
        "asked": asked,
        "older_url": asked.url(after=page.after) if page.after else "",
        "choices": known,
        "chips": chips(asked, known),
        "tabs": [Link(str(words), asked.url(whose=key), key == asked.whose) for key, words in WHOSE.items()],
        "sorts": sorts(asked),
        "amount": "" if after else amount_words(page),
        "first_url": asked.url() if after else "",
    }
    return render(request, "ideas/submitters/ideas.html", shown)


def found_by_words(asked: Filters, user: User, after: str) -> search.Page:
    """A page of what the words find, best first or in the order asked for."""
    looking = search.Looking(user, asked.q, of_words, shape_of(asked), narrowed(asked, user))
    if asked.order == "best":
        return looking.page(after, ROWS)
    if (found := looking.found) is None:
        return search.Page([], "")
    keys = [*found.exact, *found.keys]
    rows = looking.ask(in_order, asked.order, ROWS + 1, keys=keys, **place_in(asked.order, after))
    return cut(rows, asked.order, ROWS)


def shape_of(asked: Filters) -> tuple[str, str]:
    """Status and outcome of the address, as far as there are such."""
    return (
        asked.status if asked.status in GROUPS else "",
        asked.outcome if asked.outcome in Outcome.values else "",
    )


def of_words(person: Any, status: str, outcome: str, **narrow: Any) -> IdeaQuerySet:
    """The rows among which words are looked for."""
    rows = within(Idea.objects.visible_to(person).handed_in(), status, outcome, narrow)
    return marked(rows.for_list(), person)


def in_order(
    rows: IdeaQuerySet, _terms: Any, order: str, most: int, *, keys: list[int], **place: Any
) -> IdeaQuerySet:
    """Those of these keys, from a place in an order on."""
    rows = rows.exclude(outcome="") if order == "answered" else rows
    rows = rows.filter(Q(pk__any_of=keys)).filter(beyond(order, **place))
    return rows.order_by(*SORTS[order][1])[:most]


def one_page(asked: Filters, user: User, after: str) -> search.Page:
    """A page where no words are looked for; one statement, of which nothing is built anew."""
    values: dict[str, Any] = place_in(asked.order, after) | narrowed(asked, user)
    found = statements.rows(of_list, user, *shape_of(asked), asked.order, ROWS + 1, **values)
    return cut(found, asked.order, ROWS)


def of_list(
    person: Any,
    status: str,
    outcome: str,
    order: str,
    most: int,
    *,
    first: Any = None,
    number: int | None = None,
    **narrow: Any,
) -> IdeaQuerySet:
    """The rows of a list, from a place in its order on."""
    rows = within(Idea.objects.visible_to(person).handed_in(), status, outcome, narrow)
    rows = rows.exclude(outcome="") if order == "answered" else rows
    rows = marked(rows.for_list(), person).filter(beyond(order, first, number))
    return rows.order_by(*SORTS[order][1])[:most]


def marked(rows: IdeaQuerySet, user: Any) -> IdeaQuerySet:
    """With what the reader is to each: supports it, follows it, has a part in it."""
    joint = CoSubmitter.objects.filter(idea=OuterRef("pk"), user=user, state="accepted")
    return rows.annotate(
        s_supports=Exists(Support.objects.filter(idea=OuterRef("pk"), user=user)),
        s_follows=Exists(Follow.objects.filter(idea=OuterRef("pk"), user=user)),
        s_cosubmitter=Exists(joint),
    )


def page_of(rows: Any, asked: Filters, after: str) -> search.Page:
    """One page in the order asked for, by keyset: page one and page four thousand cost the same."""
    if asked.order in ("best", "newest") and not (asked.q and asked.order == "newest"):
        return search.page(rows, after, ROWS)
    rows = rows.exclude(outcome="") if asked.order == "answered" else rows
    rows = rows.filter(beyond(asked.order, **place_in(asked.order, after))).defer("search")
    return cut(list(rows.order_by(*SORTS[asked.order][1])[: ROWS + 1]), asked.order, ROWS)


def cut(found: list[Idea], order: str, size: int) -> search.Page:
    """A page of rows of which there may be one more than stand on it."""
    return search.Page(found[:size], place_of(found[size - 1], order) if len(found) > size else "")


def place_of(idea: Idea, order: str) -> str:
    """Where an idea stands in an order, for the address of the next page."""
    if order == "support":
        return f"{idea.supports}_{idea.number}"
    return f"{idea.first_decided_at.isoformat()}_{idea.number}" if order == "answered" else str(idea.number)


def place_in(order: str, after: str) -> dict[str, Any]:
    """The values of this place; none of what is not understood, which is the first page."""
    start, _sign, number = after.rpartition("_")
    if not search.is_number(number):
        return {}
    if order == "newest":
        return {} if start else {"number": int(number)}
    if order == "support":
        return {"first": int(start), "number": int(number)} if search.is_number(start) else {}
    moment = moment_in(start)
    return {"first": moment, "number": int(number)} if moment else {}


def beyond(order: str, first: Any = None, number: int | None = None) -> Q:
    """What comes behind this place."""
    if number is None:
        return Q()
    if order == "newest":
        return Q(number__lt=number)
    return further("supports" if order == "support" else "first_decided_at", first, number)


def further(name: str, value: Any, number: int) -> Q:
    """Behind a row in an order by this column and number, both from high to low; the index begins at the value."""
    return Q(**{f"{name}__lte": value}) & (Q(**{f"{name}__lt": value}) | Q(number__lt=number))


def moment_in(text: str) -> Any:
    """The moment that an address names, if it is one."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def amount_words(page: search.Page) -> str:
    """How many there are, as far as this page knows it; nothing is counted."""
    n = len(page.rows)
    if page.after:
        return _("More than %(n)d ideas") % {"n": n}
    return ngettext("%(n)d idea", "%(n)d ideas", n) % {"n": n} if n else ""


def sorts(asked: Filters) -> list[Link]:
    """The orders to choose from."""
    best = [Link(str(BEST), asked.url(sort=""), asked.order == "best")] if asked.q else []
    return best + [
        Link(str(words), asked.url(sort=key if asked.q or key != "newest" else ""), asked.order == key)
        for key, (words, _fields) in SORTS.items()
    ]


def chips(asked: Filters, known: dict[str, list[tuple[str, Any]]]) -> list[Link]:
    """What narrows the list, each with the address without it; choices that do not exist narrow nothing."""
    said = [Link(_("“%(words)s”") % {"words": asked.q}, asked.url(q=""))] if asked.q else []
    for name in KINDS:
        words = dict(known[name]).get(getattr(asked, name))
        if words is not None:
            said.append(Link(str(words), asked.url(**{name: ""})))
    return said


def narrowed(asked: Filters, user: Any) -> dict[str, Any]:
    """The values of the filters that name rows: department, topic, and the keys of one's own ideas."""
    values: dict[str, Any] = {}
    if asked.whose == "mine":
        values["among"] = newest(Idea.objects.about(user))
    if asked.whose == "following":
        values["among"] = newest(Idea.objects.followed_by(user))
    for name in ("department", "topic"):
        if search.is_number(value := getattr(asked, name)):
            values[name] = int(value)
    return values


def within(rows: IdeaQuerySet, status: str, outcome: str, narrow: dict[str, Any]) -> IdeaQuerySet:
    """Those with this status and outcome, and with these values."""
    if status:
        rows = rows.filter(status__in=GROUPS[status][1])
        # said for the index of those answered: the newest ideas, which are not, need not be gone through
        rows = rows.exclude(outcome="") if set(GROUPS[status][1]) <= set(DECIDED) else rows
    if outcome:
        rows = rows.filter(outcome=outcome)
    for name, value in narrow.items():
        rows = rows.filter(pk__any_of=value) if name == "among" else rows.filter(**{name: value})
    return rows


def newest(rows: IdeaQuerySet) -> list[int]:
    """The keys of the newest of one person's ideas: fetched first, so that the database does not join all ideas."""
    return list(rows.order_by("-number").values_list("pk", flat=True)[:MOST_OWN])


def departments_and_topics(_person: Any) -> Any:
    """Departments that take ideas and all topics, each as kind, key and name."""
    departments = Department.objects.filter(takes_ideas=True).values_list(Value("department"), "pk", "name")
    topics = Topic.objects.values_list(Value("topic"), "pk", "name")
    return departments.order_by().union(topics.order_by(), all=True)


def choices() -> dict[str, list[tuple[str, Any]]]:
    """What one can choose from; departments and topics in one statement."""
    rows = statements.rows(departments_and_topics, None)
    return {
        "status": [(key, words) for key, (words, _statuses) in GROUPS.items()],
        "outcome": [(value, label) for value, label in Outcome.choices],
        "department": sorted(
            ((str(pk), name) for kind, pk, name in rows if kind == "department"), key=lambda c: c[1]
        ),
        "topic": [(str(pk), Topic(name=name).label) for kind, pk, name in rows if kind == "topic"],
    }
