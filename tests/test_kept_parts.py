"""What `fixed` keeps of a page is the same for everybody: pages with and without it are one."""

import re

import pytest
from django.urls import reverse

from ideas.templatetags.fixed import Fixed
from tests.factories import make_cast, make_idea, make_user
from tests.visits import browser

pytestmark = pytest.mark.django_db
ANEW = re.compile(
    r'name="(?:csrfmiddlewaretoken|key|draft)" value="[^"]*"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
PLACES = ("/", "/ideas/", "/desk/", "/board/", "/inbox/", "/me/", "/help/")


def pages_of(people, *more):
    found = {}
    for person in people:
        client = browser(person)
        for place in (*PLACES, *more):
            answer = client.get(place)
            found[person.pk, place] = (answer.status_code, ANEW.sub("", answer.content.decode()))
    return found


def test_kept_parts_show_what_they_would_show_anew(monkeypatch):
    cast = make_cast()
    desk = reverse("desk_idea", args=[make_idea(cast).public_id])
    speaks_german = make_user(department=cast.logistics, language="de")
    boss = make_user(department=cast.logistics, is_admin=True)
    people = [*cast.people.values(), speaks_german, boss]
    kept = [pages_of(people, desk), pages_of(reversed(people), desk)]
    monkeypatch.setattr(Fixed, "render", lambda self, context: self.nodelist.render(context))
    anew = pages_of(people, desk)
    for found in kept:
        assert [(at, page) for at, page in found.items() if page != anew[at]] == []
    assert {status for status, _page in anew.values()} >= {200, 403}
    assert 'name="recommendation"' in "".join(page for _status, page in anew.values())
