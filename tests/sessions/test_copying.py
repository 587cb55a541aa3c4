"""A row is inserted once, and whether it was is known in every locale."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mirror.sessions import Store, copying, schema

PERSON = {"id": "a" * 32, "name": "Anna", "created_at": datetime(2026, 3, 11, tzinfo=UTC), "renamed_at": None}


@pytest.fixture(params=["C.UTF-8", "tr_TR.UTF-8"])
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, request.param)
    except locale.Error:
        pytest.skip(f"this system has no {request.param} (localedef makes it)")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


@pytest.mark.usefixtures("spoken")
def test_a_row_is_new_once(database: Path) -> None:
    with Store(database) as store, store.writing() as connection:
        assert copying.insert_new(connection, schema.profile, PERSON)
        assert not copying.insert_new(connection, schema.profile, PERSON)
        assert copying.insert_new(connection, schema.profile, {**PERSON, "id": "b" * 32})
