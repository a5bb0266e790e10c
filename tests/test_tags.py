"""The template tags: what they say is escaped, dated for machines, and never colour alone."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import clear_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.translation import trans_real

from accounts.models import Department, User
from ideas import clock, colour, markdown
from ideas.models import Decision, Idea
from ideas.templatetags.fixed import Fixed

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HOSTILE = '<img src=x onerror="alert(1)">'
STATIC = Path(settings.BASE_DIR) / "ideas/static/tell"


@pytest.fixture(autouse=True)
def _stand_still() -> Iterator[None]:
    with clock.at(NOW), translation.override("en"):
        yield


def render(source: str, user: User | None = None, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    return Template("{% load tell %}" + source).render(Context({"request": request, **context}))


def someone(name: str = "Anna Weber", **fields: Any) -> User:
    user = User(pk=2, name=name, email="a@example.com", **fields)
    user.__dict__["coordinates"] = []
    return user


def an_idea(**fields: Any) -> Idea:
    idea = Idea(
        pk=1,
        status="in_review",
        submitter_id=2,
        department=Department(pk=7, name=HOSTILE),
        owner=someone(HOSTILE),
        due_at=NOW + timedelta(days=10),
        handed_in_at=NOW,
        promise_at=NOW + timedelta(days=30),
        **fields,
    )
    idea.__dict__["concerned_list"] = []
    return idea


def test_icon_is_silent_unless_named() -> None:
    assert render('{% icon "done" %}') == (
        '<svg class="i" aria-hidden="true"><use href="/static/tell/icons.svg#done"/></svg>'
    )
    assert 'role="img" aria-label="Sealed"' in render('{% icon "lock" label="Sealed" %}')


def test_every_icon_named_in_the_words_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text()
    for name in ("pen", "tray", "people", "ask", "scales", "fork", "talk", "note", "pause", "check", "back"):
        assert f'id="{name}"' in sprite


def test_pill_is_icon_and_words_and_escaped() -> None:
    html = render("{% pill idea %}", someone(), idea=an_idea())
    assert "icons.svg#people" in html
    assert "With experts from &lt;img" in html
    assert HOSTILE not in html


def test_pill_speaks_to_the_submitter() -> None:
    idea = an_idea()
    idea.status = "clarification"
    assert "A question for you" in render("{% pill idea %}", someone(), idea=idea)
    assert "pill you" in render("{% pill idea %}", someone(), idea=idea)
    assert "A question for you" not in render("{% pill idea mine=False %}", someone(), idea=idea)


def test_outcome_is_absent_while_undecided() -> None:
    assert render("{% outcome idea %}", someone(), idea=an_idea()) == ""
    idea = an_idea(outcome="declined")
    idea.decision = Decision(pk=1, outcome="declined")
    assert "Not adopted" in render("{% outcome idea %}", someone(), idea=idea)


def test_way_marks_the_step_that_it_is_at() -> None:
    html = render("{% way idea %}", someone(), idea=an_idea())
    assert html.count("<li") == 5
    assert '<li class="now" aria-current="step"><b>With experts</b><span>until 14\xa0May</span></li>' in html


def test_small_way_says_its_step_in_words() -> None:
    html = render("{% way idea mini=True %}", someone(), idea=an_idea())
    assert 'role="img" aria-label="Step 2 of 5"' in html
    closed = an_idea()
    closed.status, closed.closed_at = "closed", NOW
    assert "Step 5 of 5" in render("{% way idea mini=True %}", someone(), idea=closed)


def test_status_line_tells_no_name_to_strangers() -> None:
    stranger = someone()
    stranger.pk = 99
    assert "until Thursday 14\xa0May" in render("{% status_line idea %}", someone(), idea=an_idea())
    assert "until Thursday" not in render("{% status_line idea %}", stranger, idea=an_idea())
    assert "until Thursday" in render("{% status_line idea names=True %}", stranger, idea=an_idea())


@pytest.mark.parametrize(
    ("days", "kind", "style", "icon", "words"),
    [
        (20, "by", "", "day", "by {24\xa0May}"),
        (2, "by", " soon", "clock", "by {Wednesday 6\xa0May}"),
        (0, "by", " soon", "clock", "{today}"),
        (1, "yours", " soon", "clock", "Yours until {tomorrow}"),
        (-1, "by", " late", "alert", "since {yesterday}"),
        (-3, "yours", " late", "alert", "Late since {Friday 1\xa0May}"),
        (-3, "answer", " late", "alert", "Answer late since {Friday 1\xa0May}"),
        (20, "answer", "", "day", "Answer by {24\xa0May}"),
        (20, "until", "", "day", "until {24\xa0May}"),
        (20, "on", "", "day", "on {Sunday 24\xa0May}"),
        (2, "bare", " soon", "clock", "{Wednesday 6\xa0May}"),
    ],
)
def test_due_is_colour_icon_and_words(days: int, kind: str, style: str, icon: str, words: str) -> None:
    when = date(2026, 5, 4) + timedelta(days=days)
    html = render("{% due when kind %}", when=when, kind=kind)
    assert f'<span class="due{style}">' in html
    assert f"#{icon}" in html
    for part in words.replace("}", "{").split("{"):
        assert part in html
    assert f'datetime="{when.isoformat()}"' in html


def test_due_may_be_without_urgency_and_with_a_note() -> None:
    html = render('{% due when "on" late=False note="3 min" %}', when=date(2026, 5, 1))
    assert 'class="due"' in html
    assert " · 3 min" in html
    assert render("{% due when %}", when=None) == ""


def test_times_are_for_readers_and_machines() -> None:
    moment = datetime(2026, 5, 14, 12, 52, tzinfo=UTC)
    html = '<time datetime="2026-05-14T12:52+00:00" title="Thursday 14\xa0May 2026, 14:52">'
    assert render("{% when it %}", it=moment) == html + "Thursday 14\xa0May</time>"
    assert render("{% when it time=True %}", it=moment) == html + "Thursday 14\xa0May, 14:52</time>"
    assert "14\xa0May</time>" in render("{% day it %}", it=date(2026, 5, 14))
    assert "tomorrow</time>" in render("{% near it %}", it=date(2026, 5, 5))
    assert render("{% when it %}{% day it %}{% near it %}", it=None) == ""


def test_person_has_picture_name_role_and_a_number_to_dial() -> None:
    html = render('{% person who role="Logistics" %}', who=someone(phone="02921 555-0231"))
    assert '<span class="face" aria-hidden="true">AW</span>' in html
    assert "<b>Anna Weber</b>Logistics · " in html
    assert '<a href="tel:029215550231">02921 555-0231</a>' in html
    assert "tel:" not in render("{% person who phone=False %}", who=someone(phone="1"))
    assert render("{% person who %}{% face who %}", who=None) == ""
    assert render("{% telephone number %}", number="") == ""


def test_said_keeps_paragraphs_and_lines_and_escapes() -> None:
    html = render('{% said text lang="de" %}', text=f"Eins\nzwei\n\n{HOSTILE}")
    assert html.startswith('<div class="said flow" lang="de"><p>Eins<br>zwei</p>')
    assert HOSTILE not in html
    assert 'class="lead flow"' in render("{% said text lead=True %}", text="x")


def test_badge_without_icon_is_words_alone() -> None:
    assert render('{% badge "On" "" "good" %}') == '<span class="pill good"><span>On</span></span>'


def test_departments_and_reading_time_as_filters() -> None:
    assert render("{{ idea|departments }}", idea=an_idea()).startswith("&lt;img")
    assert render("{{ text|reading_time }}", text="one two") == "1 minute to read"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/pixel.png)",
        '<a href="#" onclick="x()">y</a>',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "`</code><script>alert(1)</script>`",
        "<style>body{display:none}</style>",
    ],
)
def test_markdown_lets_nothing_through(hostile: str) -> None:
    html = render("{% markdown text %}", text=hostile)
    for danger in ("<script", "<img", 'href="javascript', 'href="data', '<a href="#"', "<style"):
        assert danger not in html


def test_markdown_is_commonmark_with_headings_below_the_page() -> None:
    html = markdown.render("# Big\n\n**bold** ~~gone~~ [there](https://example.com)\n\n|a|\n|-|\n|b|")
    assert "<h3>Big</h3>" in html
    assert "<strong>bold</strong> <s>gone</s>" in html
    assert '<a href="https://example.com" rel="noopener nofollow ugc">there</a>' in html
    assert "<td>b</td>" in html


class Sample(forms.Form):
    title = forms.CharField(
        max_length=5, help_text="Short.", widget=forms.TextInput({"placeholder": "Title"})
    )
    pick = forms.ChoiceField(choices=[("a", "One"), ("b", HOSTILE)], widget=forms.RadioSelect)
    tick = forms.BooleanField(required=False, label="Show my name")


def test_field_says_what_is_wrong_and_ties_it_to_the_control() -> None:
    html = Sample({"title": "too long"})["title"].as_field_group()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert 'class="in"' in html
    assert 'value="too long"' in html
    assert "placeholder" not in html
    assert 'data-left="{n} characters left"' in html


def test_radios_are_a_group_of_picks() -> None:
    html = Sample({})["pick"].as_field_group()
    assert html.startswith('<fieldset class="picks" id="id_pick"')
    assert html.count('<label class="pick"') == 2
    assert HOSTILE not in html


def test_single_checkbox_is_a_line_to_tick() -> None:
    html = Sample()["tick"].as_field_group()
    assert '<label class="pick" for="id_tick">' in html
    assert "optional" not in html


def test_error_summary_counts_and_leads_to_the_fields() -> None:
    html = render('{% include "components/error_summary.html" %}', form=Sample({}))
    assert "2 things are not right yet" in html
    assert 'href="#id_title"' in html
    assert 'href="#id_pick_0"' in html
    assert "data-focus" in html
    assert render('{% include "components/error_summary.html" %}', form=Sample()).strip() == ""


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("curl/8", "another device"),
    ],
)
def test_device_is_two_words(agent: str, words: str) -> None:
    assert render("{{ agent|device }}", agent=agent) == words


@pytest.mark.parametrize(("degrees", "classes"), [(266, "h2 t6 o6"), (5, "h0 t0 o5"), (360, "h0 t0 o0")])
def test_hue_comes_as_three_classes(degrees: int, classes: str) -> None:
    assert render("{{ it|hue }}", it=degrees) == classes


@pytest.mark.parametrize("hue", range(0, 360, 3))
def test_accent_of_any_hue_is_readable(hue: int) -> None:
    assert colour.contrast(colour.accent(hue), "#fbfaf7") >= 7
    assert colour.contrast("#ffffff", colour.accent(hue)) >= 7
    assert colour.contrast(colour.accent(hue, colour.DARK), "#1e1a16") >= 7
    assert colour.contrast(colour.accent(hue, colour.ON_DARK), colour.accent(hue, colour.DARK)) >= 7


def test_accent_in_numbers_is_the_one_of_the_tokens() -> None:
    tokens = (STATIC / "tokens.css").read_text()
    light, dark, on = colour.LIGHT, colour.DARK, colour.ON_DARK
    css = lambda shade: f"oklch({shade[0]:.3g} {shade[1]:.3g} var(--hue))".replace("0.", ".")  # noqa: E731
    assert f"--accent: light-dark({css(light)}, {css(dark)})" in tokens
    assert f"--on: light-dark(oklch(1 0 0), {css(on)})" in tokens


def test_nothing_of_the_face_names_another_host() -> None:
    for path in STATIC.glob("*.*"):
        if path.suffix in (".css", ".js"):
            assert "//" not in path.read_text().replace("/* ", "").replace("// ", "")


def test_text_without_marks_reads_the_same_without_the_parser():
    dice, plain_ones = random.Random(20261122), 0
    for _n in range(4000):
        text = "".join(dice.choices("ab c.,;:-1)\n(ä!é\"' –/%€?*_#>", k=dice.randrange(24)))
        parsed = "\n".join(line for line in markdown._lines(markdown._RENDERER.parse(text)) if line.strip())
        assert markdown.plain(text) == parsed
        plain_ones += bool(markdown._UNMARKED.fullmatch(text))
    assert 400 < plain_ones < 3600


# what is kept

COUNTED = (
    "{% load fixed i18n %}{% fixed name when not apart %}"
    "{{ calls.next }} {{ name }} {% translate 'Ideas' %}{% endfixed %}"
)


class Calls:
    """Counts how often it is shown."""

    def __init__(self) -> None:
        self.times = 0

    def next(self) -> int:
        self.times += 1
        return self.times


def test_fixed_part_is_made_once_for_each_language_and_value() -> None:
    part, calls = Template(COUNTED), Calls()

    def shown(name: str = "a", apart: bool = False) -> str:
        return part.render(Context({"calls": calls, "name": name, "apart": apart}))

    assert [shown(), shown(), shown("<b>"), shown("<b>")] == ["1 a Ideas"] * 2 + ["2 &lt;b&gt; Ideas"] * 2
    with translation.override("de"):
        assert [shown(), shown()] == ["3 a Ideen"] * 2
    assert [shown(), shown(apart=True), shown(apart=True)] == ["1 a Ideas", "4 a Ideas", "5 a Ideas"]


def test_fixed_part_is_made_anew_for_another_address_of_the_site_and_another_wording() -> None:
    part, calls = Template(COUNTED), Calls()
    context = {"calls": calls, "name": "a"}
    assert part.render(Context(context)) == "1 a Ideas"
    set_script_prefix("/tell/")
    try:
        assert part.render(Context(context)) == "2 a Ideas"
    finally:
        clear_script_prefix()
    trans_real._translations.clear()
    with translation.override("en"):
        assert part.render(Context(context)) == "3 a Ideas"


def test_fixed_part_keeps_no_more_than_it_may() -> None:
    part = Template("{% load fixed %}{% fixed name %}{{ name }}{% endfixed %}")
    for n in range(Fixed.MOST + 3):
        assert part.render(Context({"name": n})) == str(n)
    node = next(node for node in part.nodelist if isinstance(node, Fixed))
    assert len(node.kept[trans_real.catalog()]) == 3


def test_options_are_escaped_and_one_is_chosen() -> None:
    choices = [("a", "A & B"), (2, HOSTILE)]
    assert render("{% load rows %}{% options choices 2 %}", choices=choices) == (
        '<option value="a">A &amp; B</option>'
        '<option value="2" selected>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</option>'
    )


def test_rows_of_a_table_are_escaped_and_headed_by_their_first_cell() -> None:
    rows = [("May", 12.5, "40 %"), (HOSTILE, None, "–")]
    with translation.override("de"):
        assert render("{% load rows %}{% table_rows rows %}", rows=rows) == (
            '<tr><th scope="row">May</th><td class="num">12,5</td><td class="num">40 %</td></tr>'
            '<tr><th scope="row">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</th>'
            '<td class="num">None</td><td class="num">–</td></tr>'
        )
