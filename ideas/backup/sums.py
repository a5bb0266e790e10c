"""What stands in the tables of a database: how many rows each has, and a sum over all that they say.

The sum adds a hash of each row's text, so it needs neither an order nor memory. It is asked for when one is made, and
by the database itself before a restored one is kept.
"""

from django.db import connection

from ideas.backup.manifest import Table

WITHOUT_ROWS = ("django_session", "tell_cache", "usersessions_usersession")
"""Tables whose rows stay behind: who was signed in, and counters of minutes."""
SAME_TEXT = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'; "
    "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';"
)
"""So that a value has the same text on both sides. For a transaction."""
ALL_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1
"""


def names() -> list[str]:
    """Every table of ours that there is."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_TABLES)
        return [name for (name,) in cursor.fetchall()]


def taken() -> dict[str, Table]:
    """Rows and sum of each table whose rows go into a backup. In the caller's transaction."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(SAME_TEXT)
        for name in names():
            if name not in WITHOUT_ROWS:
                cursor.execute(f"SELECT count(*), {_sum()} FROM {quoted(name)} t")  # noqa: S608
                found[name] = Table(*cursor.fetchone())
    return found


def demanded(tables: dict[str, Table], *, with_sums: bool) -> str:
    """SQL that fails, and with it the transaction, where a table holds anything but this."""
    return "\n".join([SAME_TEXT, "DO $tell$ BEGIN", *_demands(tables, with_sums), "END $tell$;"])


def _demands(tables: dict[str, Table], with_sums: bool) -> list[str]:
    asked = f"count(*) || ' ' || {_sum()}" if with_sums else "count(*)::text"
    return [
        f"IF (SELECT {asked} FROM {quoted(name)} t) <> '{told.rows}{f' {told.sum}' if with_sums else ''}' THEN "  # noqa: S608
        f"RAISE EXCEPTION USING MESSAGE = 'the table {name} does not hold what the manifest says'; END IF;"
        for name, told in tables.items()
    ]


def _sum() -> str:
    return "coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text"


def quoted(name: str) -> str:
    """A table's name for SQL, in the one schema that we use."""
    return f"public.{connection.ops.quote_name(name)}"
