"""Ideas from a file: good rows go in once, each bad one is named with its reason."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ideas.models import Idea, OutgoingMail
from tests.factories import make_cast

pytestmark = pytest.mark.django_db
HEAD = "external_id,title,text,source_url,submitter,department,topic,submitted_at\n"


@pytest.fixture
def run(tmp_path):
    def run(rows: str | bytes, *options: str) -> list[str]:
        path = tmp_path / "ideas.csv"
        path.write_bytes(rows if isinstance(rows, bytes) else (HEAD + rows).encode())
        out = StringIO()
        call_command("import_ideas", str(path), *options, stdout=out)
        return out.getvalue().splitlines()

    return run


def test_rows_go_in_with_owner_and_date_and_on_behalf_of(run):
    cast = make_cast()
    assert run("a1,Title,Words of it,https://example.com/1,,Logistics,,2026-01-05\n")[-1] == (
        "imported 1, already there 0, refused 0"
    )
    idea = Idea.objects.get(external_id="a1")
    assert (idea.submitter, idea.handed_in_by, idea.department) == (cast.admin, cast.admin, cast.logistics)
    assert idea.owner is not None
    assert idea.due_at is not None
    assert idea.created_at.isoformat().startswith("2026-01-05")


def test_the_same_file_again_changes_nothing(run):
    make_cast()
    rows = "a1,One,Words,,,,,\na2,Two,Words,,,,,\n"
    run(rows)
    assert run(rows)[-1] == "imported 0, already there 2, refused 0"
    assert Idea.objects.count() == 2


def test_receipts_of_one_import_are_one_mail_a_person(run):
    cast = make_cast()
    run("".join(f"a{n},Title {n},Words,,{cast.submitter.email},Logistics,,\n" for n in range(5)))
    assert OutgoingMail.objects.filter(to_user=cast.submitter).count() == 1


def test_dry_run_judges_and_writes_nothing(run):
    make_cast()
    assert run("a1,One,Words,,,,,\n,Two,,,,,,\n", "--dry-run")[-1] == "imported 1, already there 0, refused 1"
    assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Title,Words,,,,,", "external_id is empty"),
        ("a1,Title,,,,,,", "text is empty"),
        ("a1,Title,Words,,nobody@example.com,,,", "unknown person: nobody@example.com"),
        ("a1,Title,Words,,,Nowhere,,", "unknown department: Nowhere"),
        ("a1,Title,Words,,,,Nothing,", "unknown topic: Nothing"),
        ("a1,Title,Words,,,,,soon", "submitted_at is no date: soon"),
        ("a1,Title,Words,,,,,2999-01-01", "submitted_at lies in the future"),
        ("a1,Title,Words,javascript:alert(1),,,,", "source_url is no web address"),
        ("a1,Title,Words", "the number of cells is not that of the header"),
        (f"a1,{'t' * 151},Words,,,,,", "title is too long: 151 characters"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_go_in(run, row, reason):
    make_cast()
    lines = run(f"{row}\nb1,Good,Words,,,,,\n")
    assert f"row ending in line 2 refused: {reason}" in lines
    assert lines[-1] == "imported 1, already there 0, refused 1"


def test_a_row_in_another_encoding_is_refused_alone(run):
    make_cast()
    lines = run(HEAD.encode() + "a1,Grün,Wörter,,,,,\n".encode("latin-1") + "a2,Grün,Wörter,,,,,\n".encode())
    assert "row ending in line 2 refused: title is not encoded in UTF-8" in lines
    assert lines[-1] == "imported 1, already there 0, refused 1"


def test_missing_columns_refuse_the_file(run):
    make_cast()
    with pytest.raises(CommandError, match="Columns are missing: text, source_url"):
        run(b"external_id,title\na1,T\n")


def test_an_unknown_stand_in_refuses_the_import(run):
    make_cast()
    with pytest.raises(CommandError, match=r"Nobody signs in as who@example\.com"):
        run("a1,T,W,,,,,\n", "--submitter", "who@example.com")
