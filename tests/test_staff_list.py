"""People out of a list: good lines are taken once, bad ones named with the reason, nobody is let go by mistake."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.models import Absence, Department, Membership, User
from ideas import clock, staff_list, workflow
from ideas.models import Idea
from ideas.staff_list import Done, Ways, reading, taking
from tests.factories import make_cast, make_department, make_idea, make_user, owner_of

pytestmark = pytest.mark.django_db
HEAD = "Personnel number;Name;E-mail;Department;Manager;Language;Phone;Start;End\n"
YESTERDAY = clock.today() - timedelta(days=1)


def take(rows: str | bytes, **ways: bool) -> staff_list.Report:
    raw = rows if isinstance(rows, bytes) else (HEAD + rows).encode()
    return staff_list.take(staff_list.read(raw), Ways(**ways))


def came_of(report: staff_list.Report) -> list[str]:
    return [line.done for line in report.taken]


@pytest.fixture
def office() -> Department:
    return make_department("Idea office")


# What is taken ----------------------------------------------------------------------------------------------------


def test_a_new_person_has_everything_and_can_come_in_by_a_code(office):
    report = take("b2;Meier, Änne;ANNE@Example.com;idea OFFICE;A1;Deutsch;-;;\na1;Boss One;;;;;+49 30 1;;\n")
    assert (came_of(report), report.refused) == ([Done.MADE, Done.MADE], [])
    anne = User.objects.get(personnel_number="B2")
    assert (anne.name, anne.email, anne.language) == ("Änne Meier", "anne@example.com", "de")
    assert (anne.department, anne.line_manager.personnel_number) == (office, "A1")
    assert (anne.is_admin, anne.has_usable_password(), anne.memberships.count()) == (False, False, 0)
    assert EmailAddress.objects.get(user=anne).verified
    assert User.objects.get(personnel_number="A1").phone == "+49 30 1"


def test_the_same_list_again_changes_nothing(office, django_assert_max_num_queries):
    rows = "".join(f"N{n};Person {n};n{n}@example.com;Idea office;N1;;;;\n" for n in range(2, 30))
    rows += "N1;First;n1@example.com;;;;;;\n"
    take(rows)
    with django_assert_max_num_queries(4 * 29):
        report = take(rows)
    assert set(came_of(report)) == {Done.UNCHANGED}
    assert report.missing == []


def test_what_a_line_leaves_empty_stays_and_a_dash_takes_it_away(office):
    boss = make_user("Boss", personnel_number="A1")
    person = make_user("Old Name", personnel_number="B2", phone="1", department=office, line_manager=boss)
    take("B2;New Name;;;;de;;;\n")
    person.refresh_from_db()
    assert (person.name, person.phone, person.department, person.line_manager) == (
        "New Name", "1", office, boss,
    )  # fmt: skip
    assert (person.language, bool(person.email)) == ("en", True)
    report = take("B2;New Name;-;-;-;;-;;\n")
    person.refresh_from_db()
    assert (person.phone, person.email, person.department, person.line_manager) == ("", None, None, None)
    assert report.taken[0].changes["phone"] == ("1", "")
    assert set(report.taken[0].changes) == {"email", "phone", "department", "line_manager"}


def test_parts_absences_and_passwords_are_never_touched(office):
    person = make_user("Who", personnel_number="B2", is_admin=True)
    person.set_password("a long password 1")
    person.save()
    Membership.objects.create(user=person, department=office, role="coordinator")
    Absence.objects.create(user=person, first_day=clock.today(), last_day=clock.today())
    take("B2;Who Else;who@example.com;;;;1;;\n")
    person.refresh_from_db()
    assert (person.name, person.is_admin, person.check_password("a long password 1")) == (
        "Who Else", True, True,
    )  # fmt: skip
    assert (person.memberships.count(), person.absences.count()) == (1, 1)


def test_somebody_known_by_address_alone_gets_the_number(office):
    person = make_user("Eve", email="eve@example.com")
    assert came_of(take("B2;Eve;EVE@example.com;;;;;;\n")) == [Done.CHANGED]
    person.refresh_from_db()
    assert person.personnel_number == "B2"


def test_departments_are_made_only_where_that_is_asked_for(office):
    assert take("B2;Eve;;Paint Shop;;;;;\n").refused == [(2, "unknown department: Paint Shop")]
    report = take("B2;Eve;;Paint Shop;;;;;\nB3;Ed;;paint shop;;;;;\n", make_departments=True)
    assert came_of(report) == [Done.MADE, Done.MADE]
    made = Department.objects.get(name="Paint Shop")
    assert (made.parent, made.takes_ideas, made.people.count()) == (office, False, 2)


# Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", ";,\t")
def test_encoding_and_separator_are_recognised(office, encoding, separator):
    rows = [["Personalnummer", "Vorname", "Nachname", "Führungskraft"], ["7", "Jörg", '"Groß"', ""]]
    text = "\r\n".join(separator.join(row) for row in rows)
    take(text.encode(encoding))
    assert User.objects.get(personnel_number="7").name == "Jörg Groß"


def test_a_line_in_another_encoding_is_refused_alone(office):
    raw = HEAD.encode() + "A1;Jörg;;;;;;;\n".encode() + "A2;Grün;;;;;;;\n".encode("cp1252")
    assert take(raw).refused == [(3, "name is in another encoding than the rest")]
    assert User.objects.filter(personnel_number="A1").exists()


def test_columns_of_no_use_are_named(office):
    sheet = staff_list.read(b"sep=;\nStaff ID;Name;Shoe size\n1;Eve;38\n")
    assert (sheet.ignored, sheet.rows) == (["Shoe size"], [(3, {"personnel_number": "1", "name": "Eve"})])


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rest", "Save it as CSV"),
        (b"Name;E-mail\nEve;e@example.com\n", "Columns are missing: personnel_number"),
        (b"Personalnummer;Name;Staff ID\n", "Columns stand there twice: personnel_number"),
        (b'"Personnel number;Name\n', "Columns are missing"),
    ],
)
def test_what_is_no_list_is_refused_whole(raw, why):
    with pytest.raises(staff_list.BadFile, match=why):
        staff_list.read(raw)


def test_a_list_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    path = tmp_path / "list.csv"
    path.write_text(HEAD)
    with pytest.raises(staff_list.BadFile, match="larger than any list"):
        staff_list.read(path)
    with pytest.raises(staff_list.BadFile, match="cannot be read"):
        staff_list.read(tmp_path / "none.csv")


# Bad lines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";Eve;;;;;;;", "the personnel number is empty"),
        ("B2;;;;;;;;", "the name is empty"),
        ("B 2;Eve;;;;;;;", "“B 2” is no personnel number"),
        ("b@2;Eve;;;;;;;", "“b@2” is no personnel number"),
        ("=1+1;Eve;;;;;;;", "personnel_number begins like a formula"),
        ('B2;"=HYPERLINK(""http://x"")";;;;;;;', "name begins like a formula"),
        ("B2;Eve;;@SUM(A1);;;;;", "department begins like a formula"),
        ("B2;E\x00ve;;;;;;;", "name contains a character that no text has"),
        ("B2;E\u202eve;;;;;;;", "name contains a character that no text has"),
        (f"B2;{'e' * 10_000};;;;;;;", "name is too long: 10000 characters"),
        (f"B2;Eve;{'e' * 300}@example.com;;;;;;", "email is too long: 312 characters"),
        ("B2;Eve;eve at example;;;;;;", "“eve at example” is no e-mail address"),
        ("B2;Eve;;Nowhere;;;;;", "unknown department: Nowhere"),
        ("B2;Eve;;;Z9;;;;", "the line manager Z9 is not known"),
        ("B2;Eve;;;b2;;;;", "nobody is their own line manager"),
        ("B2;Eve;;;;Klingon;;;", "unknown language: Klingon"),
        ("B2;Eve;;;;;;soon;", "start_date is no day: soon"),
        ("B2;Eve;;;;;;2026-02-01;2026-01-01", "the end lies before the start"),
        ("B2;Eve", "the number of cells is not that of the header"),
        ("B2;Eve;;;;;;;;one too many", "the number of cells is not that of the header"),
        ('B2;"Eve;;;;;;;', "a quotation mark is not closed, or stands where none may"),
        ("B2;Eve;taken@example.com;;;;;;", "the e-mail address belongs to T1"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_are_taken(office, row, why):
    make_user("Taken", email="taken@example.com", personnel_number="T1")
    report = take(f"{row}\nC3;Good;;;;;;;\n")
    assert report.refused == [(2, why)]
    assert came_of(report) == [Done.MADE]
    assert not User.objects.filter(personnel_number="B2").exists()


def test_of_two_lines_for_one_number_or_address_none_is_taken(office):
    report = take("b2;Eve;;;;;;;\nB2;Adam;;;;;;;\nC3;A;x@example.com;;;;;;\nC4;B;X@example.com;;;;;;\n")
    assert report.refused == [
        (2, "the personnel number also stands in line 3"),
        (3, "the personnel number also stands in line 2"),
        (4, "the e-mail address also stands in line 5"),
        (5, "the e-mail address also stands in line 4"),
    ]


def test_managers_in_a_circle_are_refused_and_all_who_hang_below_somebody_new(office):
    report = take("A1;A;;;C3;;;;\nB2;B;;;A1;;;;\nC3;C;;;B2;;;;\nD4;D;;;A1;;;;\nE5;E;;;;;;;\n")
    circle = "line managers in a circle: A1, C3, B2"
    assert report.refused == [(2, circle), (3, circle), (4, circle), (5, "the line manager A1 is not known")]
    assert [line.personnel_number for line in report.taken] == ["E5"]


def test_a_circle_with_people_who_are_here_is_found_also_by_their_address(office):
    low = make_user("Low", email="low@example.com")
    make_user("Top", personnel_number="T1", line_manager=low)
    assert "circle" in take("L2;Low;low@example.com;;T1;;;;\n").refused[0][1]
    # the same list takes Top from below Low: no circle is left
    assert take("L2;Low;low@example.com;;T1;;;;\nT1;Top;;;-;;;;\n").refused == []
    low.refresh_from_db()
    assert low.line_manager.personnel_number == "T1"


def test_strict_takes_nothing_where_one_line_is_bad(office):
    report = take("A1;Good;;;;;;;\nA2;;;;;;;;\n", strict=True)
    assert (report.taken, report.refused) == ([], [(3, "the name is empty")])
    assert report.stopped
    assert not User.objects.filter(personnel_number="A1").exists()
    assert came_of(take("A1;Good;;;;;;;\n", strict=True)) == [Done.MADE]


def test_a_line_that_fails_in_the_database_is_taken_back_whole(office, monkeypatch):
    def fails(person: User, **fields: object) -> None:
        raise workflow.leavers.Refused("in use")

    make_user("Eve", personnel_number="B2")
    monkeypatch.setattr(taking, "keep_person", fails)
    report = take("B2;Eve Two;;New Hall;;;;;\n", make_departments=True)
    assert report.refused == [(2, "in use")]
    assert not Department.objects.filter(name="New Hall").exists()


# Coming and going -------------------------------------------------------------------------------------------------


def test_an_end_that_is_over_lets_go_and_passes_every_duty_on(client):
    cast = make_cast()
    idea = make_idea(cast)
    owner = owner_of(idea)
    User.objects.filter(pk=owner.pk).update(personnel_number="B2")
    client.force_login(owner)
    row = f"B2;{owner.name};;;;;;;{YESTERDAY:%d.%m.%Y}\n"
    assert came_of(take(row, dry_run=True)) == [Done.LEFT]
    assert (owner_of(idea), client.get("/").status_code) == (owner, 200)
    assert came_of(take(row)) == [Done.LEFT]
    owner.refresh_from_db()
    assert (owner.is_active, owner.left_on) == (False, YESTERDAY)
    assert owner_of(idea) != owner
    assert Idea.objects.get(pk=idea.pk).events.filter(kind="relieve").exists()
    assert client.get("/desk/").status_code in (302, 404)
    assert came_of(take(row)) == [Done.UNCHANGED]


def test_the_last_day_is_worked_and_who_is_not_here_is_not_made(office):
    today, later = clock.today(), clock.today() + timedelta(days=9)
    make_user("Eve", personnel_number="A1")
    report = take(
        f"A1;Eve;;;;;;;{today}\nB2;Late;;;;;;{later};\nC3;Gone;;;;;;;{YESTERDAY}\nD4;Below;;;B2;;;;\n"
    )
    assert came_of(report) == [Done.UNCHANGED, Done.NOT_HERE, Done.NOT_HERE, Done.MADE]
    assert report.remarks == ["line 5: the line manager B2 is not here yet, and follows with them"]
    assert User.objects.get(personnel_number="D4").line_manager is None


def test_a_closed_account_is_opened_only_where_that_is_asked_for(office):
    person = make_user("Eve", personnel_number="B2", is_active=False)
    report = take("B2;Eve;;;;;;;\n")
    assert came_of(report) == [Done.UNCHANGED]
    assert report.remarks == ["line 2: Eve cannot sign in any more, but has no end date in the list"]
    assert came_of(take("B2;Eve Two;;;;;;;\n", let_back_in=True)) == [Done.BACK]
    person.refresh_from_db()
    assert (person.is_active, person.name) == (True, "Eve Two")


def test_the_last_of_the_idea_office_stays(office):
    make_user("Ada", personnel_number="B2", is_admin=True)
    report = take(f"B2;Ada;;;;;;;{YESTERDAY}\n")
    assert report.refused == [(2, "Somebody has to run the idea office: name another person first.")]
    assert User.objects.get(personnel_number="B2").is_active


def test_who_is_missing_is_only_named_unless_it_is_asked_for_and_they_are_few(office):
    for n in range(20):
        make_user(f"P {n}", personnel_number=f"N{n}")
    make_user("Without number")
    rows = [f"N{n};P {n};;;;;;;\n" for n in range(20)]
    one_less = "".join(rows[1:])
    assert take(one_less).missing == [("N0", "P 0")]
    assert take("".join(rows[3:]), deactivate_missing=True).remarks == [
        "Nobody who is missing was let go: 3 of 20 is more than 10 percent."
    ]
    assert take(one_less + "Q1;;;;;;;;\n", deactivate_missing=True).closed == []
    assert User.objects.active().filter(personnel_number__startswith="N").count() == 20
    assert take(one_less, deactivate_missing=True).closed == [("N0", "P 0")]
    closed = take("".join(rows[4:]), deactivate_missing=True, really=True).closed
    assert [number for number, _name in closed] == ["N1", "N2", "N3"]
    assert User.objects.active().filter(personnel_number=None).exists()


def test_a_refused_line_keeps_its_person_from_missing(office):
    make_user("Eve", personnel_number="B2")
    assert take("b2;;;;;;;;\n").missing == []


# The command ------------------------------------------------------------------------------------------------------


def test_the_command_reports_and_ends_with_1_where_a_line_was_refused(office, tmp_path):
    path, out = tmp_path / "people.csv", StringIO()
    path.write_text(HEAD + "A1;Eve;;;;;;;\n;Nobody;;;;;;;\n")
    with pytest.raises(SystemExit, match="1"):
        call_command("import_people", str(path), "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == [
        "line 2 made: A1",
        "line 3 refused: the personnel number is empty",
        "dry run: nothing was changed",
        "made 1, changed 0, unchanged 0, left 0, back 0, not here 0, refused 1, missing 0, let go 0",
    ]
    assert not User.objects.filter(personnel_number="A1").exists()
    path.write_text("Name\n")
    with pytest.raises(CommandError, match="Columns are missing"):
        call_command("import_people", str(path))
