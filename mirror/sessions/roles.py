"""Roles: what one mirror, and what a desk, may do in a clinic's database, as a script for psql.

PostgreSQL's row-level security keeps mirrors apart (its documentation, 5.8 "Row Security Policies", CREATE POLICY): a mirror's
role meets only what it sent itself, which the server writes into each row (`sent_by`, the login), and people whom it brought or
was told to know (`mirror_person`). Nothing that a mirror says of itself counts for that. The tables' owner is not bound by it
(ENABLE, not FORCE): who owns them could lift it anyway, and a dump by the owner has to be whole.

Only an administrator may make roles, and what such a one runs should be read before: so the program prints it and runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Table

from mirror.errors import WrongRequest
from mirror.sessions import schema
from mirror.sessions.postgresql import MIRRORS

DESKS = "mirror_desks"
"""As postgresql.MIRRORS a group without a login; policies and rights are theirs."""

_NAME = re.compile(r"(?!pg_)[a-z][a-z0-9_]{0,47}")
_TAKEN = (MIRRORS, DESKS, "public", "none", "postgres")
_PERSON = re.compile(r"[0-9a-f]{6,32}")
_ORIGIN = re.compile(r"[0-9a-f]{32}")
_SENT = (schema.session, schema.reviewer, schema.note, schema.plan, schema.audit)
"""Tables whose rows remember who sent them; everything else hangs on a session or on a person."""
_HEAD = """\
-- What the role {name} of {what} needs in a clinic's database (docs/clinic.md). For psql, as the server's administrator:
--   mirror sessions clinic-role {name} ... | psql --dbname clinic
-- and then its password, which psql asks for:  psql --dbname clinic --command '\\password {name}'
-- It may be run again, and has to be after an update of the program that changed the tables.
\\set ON_ERROR_STOP on
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = public, pg_temp;"""


def mirror_role(name: str, people: Sequence[str] = (), origin: str | None = None) -> str:
    """The script for one mirror's role.

    people: ids at the clinic, or their beginnings (six digits or more), of those whom this mirror may know besides its own.
    origin: of the mirror; what it sent under another role, or was imported of it, becomes this role's. Raises WrongRequest.
    """
    for id in people:
        if not _PERSON.fullmatch(id):
            raise WrongRequest(f"{id!r} is no id of a person: the review shows them, 32 digits from 0 to f, or their beginning.")
    if origin is not None and not _ORIGIN.fullmatch(origin):
        raise WrongRequest(f"{origin!r} is no id of a mirror: it has 32 digits from 0 to f.")
    extra = [_KNOWS.format(id=id, name=_checked(name)) for id in people]
    if origin is not None:
        extra.append(_TOOK_OVER.format(origin=origin, name=name))
    return _script(_checked(name), "a mirror", MIRRORS, DESKS, extra)


def desk_role(name: str) -> str:
    """The script for a desk's role: it sees all and changes all but the tables themselves. Raises WrongRequest."""
    return _script(_checked(name), "a desk", DESKS, MIRRORS, ())


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise WrongRequest(f"{name!r} cannot be a role: small letters, digits and _, a letter first, as in hall_mirror.")
    return name


def _script(name: str, what: str, group: str, other: str, extra: Iterable[str]) -> str:
    parts = [
        _HEAD.format(name=name, what=what),
        _ROLES.format(name=name, what=what, group=group, other=other, mirrors=MIRRORS, desks=DESKS, head=schema.HEAD),
        *(f"ALTER TABLE {table.name} ADD COLUMN IF NOT EXISTS sent_by name;" for table in _SENT),
        *(f"ALTER TABLE {table.name} ALTER COLUMN sent_by SET DEFAULT session_user;" for table in _SENT),
        _PEOPLE,
        *_functions(),
        *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;" for table in (*schema.metadata.tables, "mirror_person")),
        *(line for table in schema.metadata.tables for line in _policy(table, "desks", DESKS, "ALL", "true")),
        *_policies(),
        *_rights(),
        *extra,
        "COMMIT;",
    ]
    return "\n".join(parts) + "\n"


_ROLES = """\
DO $$
DECLARE owner name := (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass('public.session'));
BEGIN
  IF owner IS NULL THEN
    RAISE EXCEPTION 'the tables are not there yet: open the database once as their owner (docs/clinic.md)';
  END IF;
  IF (SELECT version_num FROM alembic_version) <> '{head}' THEN
    RAISE EXCEPTION 'the tables are not of version {head}: open the database once as their owner with this program';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{mirrors}') THEN CREATE ROLE {mirrors} NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{desks}') THEN CREATE ROLE {desks} NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN CREATE ROLE "{name}" LOGIN; END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}' AND (rolsuper OR rolbypassrls))
      OR pg_has_role('{name}', owner, 'MEMBER') OR pg_has_role('{name}', '{other}', 'MEMBER') THEN
    RAISE EXCEPTION 'the role {name} may do more than {what} should: choose another name';
  END IF;
  GRANT {group} TO "{name}";
  -- before PostgreSQL 15 anybody may make functions and operators there, which policies would then be read with (CVE-2018-1058)
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %I', owner);
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  PERFORM set_config('role', owner, true);
END $$;"""
"""From its end on the tables' owner acts: what is made belongs to it, and no function runs with an administrator's rights."""

_PEOPLE = """\
CREATE TABLE IF NOT EXISTS mirror_person (
  profile_id varchar(32) NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  role name NOT NULL,
  PRIMARY KEY (profile_id, role)
);"""

_KNOWS = """\
DO $$
DECLARE found varchar[] := ARRAY(SELECT id FROM profile WHERE id LIKE '{id}%');
BEGIN
  IF cardinality(found) <> 1 THEN RAISE EXCEPTION 'the ids of % people begin with {id}', cardinality(found); END IF;
  INSERT INTO mirror_person (profile_id, role) VALUES (found[1], '{name}') ON CONFLICT DO NOTHING;
END $$;"""

_TOOK_OVER = """\
UPDATE session SET sent_by = '{name}' WHERE origin = '{origin}';
INSERT INTO mirror_person (profile_id, role)
  SELECT DISTINCT profile_id, name '{name}' FROM session WHERE origin = '{origin}' AND profile_id IS NOT NULL
  ON CONFLICT DO NOTHING;"""


def _functions() -> list[str]:
    """They look past the policies, for one narrow question each. `session_user`, since `current_user` is their owner in there;
    what they name is looked up where no mirror can put anything."""
    knows = "EXISTS (SELECT FROM public.mirror_person k WHERE k.profile_id = {} AND k.role = session_user)"
    both = f"{knows.format('was')} AND {knows.format('becomes')}"
    signs = "EXISTS (SELECT FROM public.reviewer r WHERE r.id = who AND r.sent_by = session_user)"
    asked = {
        # somebody whom nobody here knows may have been erased before their first session came
        "mirror_may_erase(whom text)": f"{knows.format('whom')} OR NOT EXISTS (SELECT FROM public.profile WHERE id = whom)",
        "mirror_signs(who text)": f"who IS NULL OR {signs}",
        "mirror_hears_of(who text)": (
            f"{signs} OR EXISTS (SELECT FROM public.plan p JOIN public.mirror_person k ON k.profile_id = p.profile_id"
            " WHERE p.reviewer_id = who AND k.role = session_user)"
            " OR EXISTS (SELECT FROM public.overrule o JOIN public.session s ON s.id = o.session_id"
            " WHERE o.reviewer_id = who AND s.sent_by = session_user)"
        ),
        # whose the first line is, theirs are all
        "mirror_chains(chain text)": (
            "NOT EXISTS (SELECT FROM (SELECT sent_by FROM public.audit WHERE origin = chain ORDER BY number LIMIT 1) a"
            " WHERE a.sent_by IS DISTINCT FROM session_user)"
        ),
    }
    definer = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
    made = [
        f"CREATE OR REPLACE FUNCTION {head} RETURNS boolean LANGUAGE sql STABLE {definer} AS $$ SELECT {body} $$;"
        for head, body in asked.items()
    ]
    moved = ("session", "plan", "note")
    made.append(
        f"CREATE OR REPLACE FUNCTION mirror_become(was text, becomes text) RETURNS void LANGUAGE plpgsql {definer} AS $$\nBEGIN\n"
        f"  IF NOT ({both}) THEN\n    RAISE insufficient_privilege USING MESSAGE = 'this role does not know both people';\n"
        "  END IF;\n"
        + "".join(f"  UPDATE public.{table} SET profile_id = becomes WHERE profile_id = was;\n" for table in moved)
        + "  DELETE FROM public.profile WHERE id = was;\nEND $$;"
    )
    made.append(
        f"CREATE OR REPLACE FUNCTION mirror_brings() RETURNS trigger LANGUAGE plpgsql {definer} AS $$\nBEGIN\n"
        "  INSERT INTO public.mirror_person (profile_id, role) VALUES (NEW.id, session_user) ON CONFLICT DO NOTHING;\n"
        "  RETURN NULL;\nEND $$;\n"
        "DROP TRIGGER IF EXISTS mirror_brings ON profile;\n"
        "CREATE TRIGGER mirror_brings AFTER INSERT ON profile FOR EACH ROW EXECUTE FUNCTION mirror_brings();"
    )
    for head in [*(head.partition("(")[0] + "(text)" for head in asked), "mirror_become(text, text)", "mirror_brings()"]:
        made.append(f"REVOKE ALL ON FUNCTION {head} FROM PUBLIC;")
        if head != "mirror_brings()":
            made.append(f"GRANT EXECUTE ON FUNCTION {head} TO {MIRRORS};")
    return made


def _policies() -> list[str]:
    """Of the mirrors. Where a command has none, its rows are as if they were not there."""
    mine = "sent_by = session_user"
    lines: list[str] = []

    def add(table: str, command: str, using: str, check: str = "", name: str = "mirrors") -> None:
        lines.extend(_policy(table, name, MIRRORS, command, using, check))

    def insert(table: str, check: str) -> None:
        add(table, "INSERT", "", check, "mirrors_insert")

    add("mirror_person", "SELECT", "role = session_user")
    add("profile", "ALL", _known("profile.id"), "true")
    add("session", "ALL", mine, f"{mine} AND (profile_id IS NULL OR {_known('session.profile_id')})")
    for table in schema.BELOW_SESSION:
        add(table.name, "ALL", _own(table))
    add("overrule", "SELECT", _own(schema.overrule))
    insert("overrule", f"{_own(schema.overrule)} AND mirror_signs(reviewer_id)")
    add("note", "SELECT", mine)
    add("note", "UPDATE", mine, f"{mine} AND withdrawn_at IS NOT NULL", "mirrors_update")
    about = f"(profile_id IS NULL OR {_known('note.profile_id')}) AND (session_id IS NULL OR {_own(schema.note)})"
    insert("note", f"{mine} AND {about} AND mirror_signs(reviewer_id)")
    add("plan", "SELECT", _known("plan.profile_id"))
    add("plan", "UPDATE", _known("plan.profile_id"), "withdrawn_at IS NOT NULL", "mirrors_update")
    insert("plan", f"{mine} AND {_known('plan.profile_id')} AND mirror_signs(reviewer_id)")
    add("plan_item", "SELECT", "EXISTS (SELECT FROM plan p WHERE p.id = plan_item.plan_id)")
    insert("plan_item", f"EXISTS (SELECT FROM plan p WHERE p.id = plan_item.plan_id AND p.{mine})")
    # a mirror's reviewers are known by name, for what they wrote; they can never sign in
    add("reviewer", "SELECT", "mirror_hears_of(id)")
    insert("reviewer", f"{mine} AND pin IS NULL AND left_at IS NOT NULL")
    add("erasure", "SELECT", "true")  # ids that lead nowhere any more
    insert("erasure", "mirror_may_erase(profile_id)")
    add("audit", "SELECT", mine)
    insert("audit", f"{mine} AND mirror_chains(origin)")
    return lines


def _known(person: str) -> str:
    """mirror_person's own policy leaves this role's lines."""
    return f"EXISTS (SELECT FROM mirror_person k WHERE k.profile_id = {person})"


def _own(table: Table) -> str:
    """session's own policy leaves this role's sessions."""
    return f"EXISTS (SELECT FROM session s WHERE s.id = {table.name}.session_id)"


def _policy(table: str, name: str, group: str, command: str, using: str, check: str = "") -> list[str]:
    clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
    return [
        f"DROP POLICY IF EXISTS {name} ON {table};",
        f"CREATE POLICY {name} ON {table} FOR {command} TO {group}{clauses};",
    ]


def _rights() -> list[str]:
    def grant(rights: str, tables: Iterable[Table | str], group: str = MIRRORS) -> str:
        listed = ", ".join(table if isinstance(table, str) else table.name for table in tables)
        return f"GRANT {rights} ON {listed} TO {group};"

    taken = (schema.profile, schema.session, *schema.BELOW_SESSION, schema.overrule, schema.note, schema.plan, schema.plan_item)
    every = [table for table in schema.metadata.tables if table != "audit"]
    return [
        f"GRANT USAGE ON SCHEMA public TO {MIRRORS}, {DESKS};",
        grant("SELECT", ["alembic_version", "mirror_person"]),
        grant("SELECT, INSERT", [*taken, schema.erasure, schema.audit]),
        grant("SELECT (id, name), INSERT (id, name, created_at, left_at)", [schema.reviewer]),
        grant("UPDATE (name, renamed_at)", [schema.profile]),
        grant("UPDATE", [schema.session, schema.exercise_set]),
        grant("UPDATE (data)", [schema.event]),
        grant("UPDATE (withdrawn_at)", [schema.plan, schema.note]),
        grant("DELETE", [schema.profile, schema.event]),
        grant("SELECT", ["alembic_version"], DESKS),
        grant("SELECT, INSERT, UPDATE, DELETE", every, DESKS),
        grant("SELECT, INSERT", [schema.audit], DESKS),
    ]
