"""Scheme: the tree of departments, who decides, who reviews and coordinates there, and where people are too few."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import scheme as verbs
from accounts.models import Absence, Department, Membership
from accounts.staffing import Staffing, staffing
from ideas.forms.scheme import DepartmentForm, MemberForm, NewMemberForm, in_tree
from ideas.views.admins.calendars import calendar_words
from ideas.views.admins.first_steps import first_steps, next_of
from ideas.views.admins.office import ask_first, done, for_idea_office, kept, show_form


@dataclass
class Branch:
    """One department in the tree: `opens` a list below it, or `closes` so many behind it."""

    staffing: Staffing
    opens: bool = False
    closes: list[int] = field(default_factory=list)

    @property
    def department(self) -> Department:
        """The department itself."""
        return self.staffing.department

    @property
    def warnings(self) -> list[str]:
        """What is missing, where somebody has to know."""
        said = self.staffing.warnings if matters(self.department) else []
        decider = self.department.decider
        if decider and not decider.is_active:
            said = [_("%(name)s, who decides here, has left.") % {"name": decider.name}, *said]
        return said

    @property
    def handled_by(self) -> Department | None:
        """Who looks after its ideas instead, if it cannot."""
        other = self.staffing.handled_by
        return other if other and other != self.department else None


def matters(department: Department) -> bool:
    """Whether ideas come here at all."""
    return department.takes_ideas or department.is_office


@for_idea_office
@require_GET
def scheme(request: HttpRequest) -> HttpResponse:
    """The tree with its people, and a plain warning where they are too few; three statements."""
    branches = tree()
    short = [b for b in branches if matters(b.department) and not b.staffing.can_handle]
    steps = first_steps([one.staffing for one in branches])
    page = {"branches": branches, "short": short, "steps": steps, "next_step": next_of(steps)}
    return render(request, "ideas/admins/scheme.html", page)


def tree() -> list[Branch]:
    """Each department below the one it belongs to, with the marks that a nested list needs."""
    found = staffing()
    branches = [Branch(found[d.pk]) for d in in_tree(one.department for one in found.values())]
    depths = [b.department.depth for b in branches]
    for branch, depth, after in zip(branches, depths, [*depths[1:], 0], strict=False):
        branch.opens = after > depth
        branch.closes = list(range(max(0, depth - after)))
    return branches


@for_idea_office
@require_http_methods(["GET", "POST"])
def new_department(request: HttpRequest) -> HttpResponse:
    """Adds a department; the first one is the idea office."""
    if not Department.objects.exists():
        return the_office(request)
    form = DepartmentForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (row := kept(form, verbs.add_department, Department(), **form.facts()))
    ):
        words = _("%(name)s is there. Now name its experts and coordinators.") % {"name": row.name}
        return done(request, words, "department", row.pk)
    page = {"heading": _("Add a department"), "button": _("Add"), "back_url": reverse("scheme")}
    return show_form(request, form, **page)


def the_office(request: HttpRequest) -> HttpResponse:
    """Names the idea office, where the tree begins."""
    new = Department(is_office=True, name=_("Idea office"))
    form = DepartmentForm(request.POST or None, department=new)
    if request.method == "POST" and form.is_valid() and kept(form, verbs.add_department, new, **form.facts()):
        words = _("%(name)s is there. Now name two people who coordinate.") % {"name": new.name}
        return done(request, words, "scheme")
    page = {
        "heading": _("Name your idea office"),
        "intro": _("It looks after every idea for which no other department has enough people."),
        "button": _("Save"),
        "back_url": reverse("scheme"),
    }
    return show_form(request, form, **page)


@for_idea_office
@require_http_methods(["GET", "POST"])
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """One department: its people, and the form that renames or moves it."""
    row = get_object_or_404(Department.objects.select_related("decider", "parent"), pk=pk)
    shown = str(row)
    form = DepartmentForm(request.POST or None, department=row)
    if request.method == "POST" and form.is_valid() and kept(form, verbs.keep, row, **form.facts()):
        return done(request, _("Saved."), "department", pk)
    page = {
        "department": row,
        "name": shown,
        "form": form,
        "branch": Branch(staffing()[pk]),
        "calendar": calendar_words(row),
        "section": "scheme",
    }
    return render(request, "ideas/admins/department.html", {**page, **people_of(row)})


def people_of(department: Department) -> dict[str, Any]:
    """Its coordinators and experts, who of them is away, and those who have left but still stand there."""
    members = (
        department.memberships.select_related("user").prefetch_related("topics").order_by("user__name", "pk")
    )
    away = {
        a.user_id: a for a in Absence.objects.on().filter(user__memberships__department=department).distinct()
    }
    rows = list(members)
    for one in rows:
        one.away = away.get(one.user_id)  # type: ignore[attr-defined]
    of = Membership.Role
    return {
        "coordinators": [one for one in rows if one.role == of.COORDINATOR],
        "experts": [one for one in rows if one.role == of.REVIEWER],
    }


@for_idea_office
@require_http_methods(["GET", "POST"])
def new_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives somebody a part in a department."""
    row = get_object_or_404(Department, pk=pk)
    form = NewMemberForm(request.POST or None, initial={"role": request.GET.get("role", "reviewer")})
    new = Membership(department=row)
    if request.method == "POST" and form.is_valid() and kept(form, verbs.keep_member, new, **form.facts()):
        words = _("%(name)s is now part of %(department)s.") % {"name": new.user.name, "department": row.name}
        return done(request, words, "department", pk)
    page = {
        "heading": _("Who joins?"),
        "button": _("Add"),
        "above": row.name,
        "back_url": reverse("department", args=[pk]),
    }
    return show_form(request, form, **page)


@for_idea_office
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what somebody knows and takes on in a department."""
    row = get_object_or_404(Membership.objects.select_related("user", "department"), pk=pk)
    form = MemberForm(request.POST or None, member=row)
    if request.method == "POST" and form.is_valid() and kept(form, verbs.keep_member, row, **form.facts()):
        return done(request, _("Saved."), "department", row.department_id)
    page = {
        "heading": row.user.name,
        "above": f"{row.department.name} · {row.get_role_display()}",
        "button": _("Save"),
        "back_url": reverse("department", args=[row.department_id]),
    }
    return show_form(request, form, **page)


@for_idea_office
@require_http_methods(["GET", "POST"])
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes somebody's part in a department away, after asking once more."""
    row = get_object_or_404(Membership.objects.select_related("user", "department"), pk=pk)
    names = {"name": row.user.name, "department": row.department.name, "role": row.get_role_display()}
    if request.method == "POST":
        return ended(request, row, names)
    return ask_first(
        request,
        heading=_("%(name)s is no longer %(role)s of %(department)s?") % names,
        text=_("Nothing new is given to %(name)s there. What is open stays until it is done or handed over.")
        % names,
        facts=lacks_without(row),
        facts_words=_("What is missing then"),
        facts_tone="you",
        button=_("End it"),
        back_url=reverse("department", args=[row.department_id]),
    )


def lacks_without(row: Membership) -> list[str]:
    """What the department lacks once this part has ended, and who looks after its ideas then."""
    found = staffing(row.department.ancestors)
    one = found[row.department_id]
    before = set(one.warnings)
    (one.reviewers if row.role == Membership.Role.REVIEWER else one.coordinators).discard(row.user_id)
    said = [words for words in one.warnings if words not in before]
    if one.can_handle or row.department.is_office or not said or not one.department.takes_ideas:
        return said
    above = [found[pk].department for pk in reversed(row.department.ancestors[:-1])]
    other = next((d for d in above if found[d.pk].can_handle), above[-1])
    return [*said, _("Until then %(name)s looks after its ideas.") % {"name": other.name}]


def ended(request: HttpRequest, row: Membership, names: dict[str, str]) -> HttpResponse:
    """Ends it, or says why not."""
    try:
        verbs.end_member(row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s is no longer %(role)s of %(department)s.") % names)
    return redirect("department", row.department_id)
