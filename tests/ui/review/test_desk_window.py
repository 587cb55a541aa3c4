"""The desk's window: from a person down to a repetition, what is written there, undone, locked, and read again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from mirror.errors import SessionError
from mirror.sessions import Store, reviews
from mirror.sessions.audit import Audit
from mirror.sessions.reviews import About, PlanDraft, PlanItem
from tests.review.logs import Rep, add_session, add_set
from tests.ui.review.conftest import settle
from tests.ui.review.logs import AT, TODAY
from tests.ui.review.walks import Log, Open, desk_of, room_of, to_anna, to_set
from ui.review.files import take, write
from ui.review.verdict import VerdictDialog, Wanted

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_an_empty_log_says_so_kindly(tmp_path: Path, opened: Open) -> None:
    window = opened(tmp_path / "new" / "sessions.db")
    room = room_of(window)
    assert room._welcome._title.text() == "There is no session yet"
    assert desk_of(window).seat.role == "owner"


def test_from_a_person_down_to_a_repetition_by_keyboard(log: Log, opened: Open, qtbot: QtBot) -> None:
    file, anna, session = log
    window = opened(file)
    room = room_of(window)
    side = room.side
    qtbot.keyClicks(side.search, "ann")
    assert side.names.count() == 1
    qtbot.keyClick(side.search, Qt.Key.Key_Return)
    qtbot.keyClick(side.names, Qt.Key.Key_Down)
    settle(window)
    assert room.person is not None
    assert room.person.id == anna
    assert side.grid.day == AT.date()  # the day of the last session
    assert [room._person_page._figures[i]._value.text() for i in (0, 2)] == ["2", "5"]  # type: ignore[union-attr]
    qtbot.keyClick(side.grid, Qt.Key.Key_Return)
    qtbot.keyClick(side.sessions, Qt.Key.Key_Return)
    settle(window)
    assert room.session is not None
    assert room.session.row.id == session
    page = room._session_page
    assert page is not None
    assert page.grid.keys == [1, 2, 3]
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    settle(window)
    assert room._set_page is not None
    assert room._set_page.number == 1
    ledger = room._set_page.ledger
    assert ledger.count == 5
    qtbot.keyClick(ledger, Qt.Key.Key_Down)
    assert room._set_page.seq == ledger.key
    room.up()
    assert room.page is page
    room.up()
    assert room.page is room._person_page


def test_what_was_seen_is_noted(log: Log, opened: Open) -> None:
    file, anna, session = log
    window = opened(file)
    to_set(window, session)
    with Store(file) as store:
        seen = {(entry.action, entry.subject, entry.object) for entry in Audit(store).entries()}
    assert seen == {
        ("viewed", anna, f"person:{anna}"),
        ("viewed", anna, f"session:{session}"),
        ("viewed", anna, f"set:{session}/1"),
    }


def test_one_repetition_is_chosen_everywhere(log: Log, opened: Open) -> None:
    file, _, session = log
    page = to_set(opened(file), session)
    plots = page._plots
    assert plots is not None
    seqs = page.ledger.keys
    plots.curves.repetition_chosen.emit(seqs[2])
    assert (page.seq, page.ledger.key, plots.mistakes.selected) == (seqs[2], seqs[2], seqs[2])
    page.ledger.choose(seqs[1])
    assert (plots.curves.selected, plots.mistakes.selected) == (seqs[1], seqs[1])
    assert plots.motion.view.moment == pytest.approx(5.0, abs=0.1)  # where it starts
    plots.motion.view.moved.emit(14.5)
    assert page.seq == seqs[4]
    page.step(-1)
    assert page.seq == seqs[3]


def test_the_ledger_sorts_and_keeps_the_choice(log: Log, opened: Open) -> None:
    file, _, session = log
    page = to_set(opened(file), session)
    page.choose(page.ledger.keys[1])
    page.ledger.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    scores = [page.ledger.model().index(row, 2).data() for row in range(5)]
    assert scores == ["48", "62", "88", "91", "–"]
    assert page.ledger.key == page.seq


def test_a_verdict_stands_beside_the_machine_s_and_is_undone(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    first, second = page.ledger.keys[:2]
    page.choose(first)
    page.say(first, (Wanted(None, "partial", "heel up"),))
    page.say(second, (Wanted("knees_in", "absent", "not there"), Wanted("leaning_forward", "present", "")))
    settle(window)
    assert page.ledger.model().index(0, 1).data() == "partial (machine: full)"
    assert page.ledger.model().index(1, 3).data() == "(Knees fall in), + Trunk leans far forward"
    assert page.headline == "2 full (3), 2 partial (1), 1 rejected (1)"
    assert page.seq == first
    window.undo.undo()
    window.undo.undo()
    settle(window)
    assert page.ledger.model().index(0, 1).data() == "full"
    assert reviews.holding(reviews.verdicts(window.store, session)) == {}
    assert len(reviews.verdicts(window.store, session)) == 6
    window.undo.redo()
    settle(window)
    assert page.ledger.model().index(0, 1).data() == "partial (machine: full)"
    assert [rep.kind for rep in window.store.session(session).sets[0].repetitions] == [
        "full",
        "full",
        "partial",
        "rejected",
        "full",
    ]


def test_digits_ask_for_a_verdict(log: Log, opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    page.choose(page.ledger.keys[0])
    shown: list[VerdictDialog] = []

    def accept(dialog: VerdictDialog) -> int:
        shown.append(dialog)
        dialog.reason.setText("too quick")
        return 1

    monkeypatch.setattr(VerdictDialog, "exec", accept)
    qtbot.keyClick(page.ledger, Qt.Key.Key_3)
    settle(window)
    assert shown[0].wanted == (Wanted(None, "rejected", "too quick"),)
    assert page.ledger.model().index(0, 1).data() == "rejected (machine: full)"
    qtbot.keyClick(page.ledger, Qt.Key.Key_V)
    assert shown[1].wanted == ()  # nothing was changed, so nothing is said again
    qtbot.keyClick(page.ledger, Qt.Key.Key_0)
    settle(window)
    assert page.ledger.model().index(0, 1).data() == "full"


def test_notes_are_written_rewritten_and_withdrawn_with_undo(log: Log, opened: Open) -> None:
    file, anna, _ = log
    window = opened(file)
    room = to_anna(window)
    assert room._person_page is not None
    notes, about = room._person_page.notes, About(anna)

    def texts_now() -> list[str]:
        settle(window)
        return [note.text for note in reviews.notes(window.store, about)]

    notes.add("first")
    assert texts_now() == ["first"]
    notes.grid.choose(notes.grid.keys[0])
    notes.add("better", notes._chosen)
    assert texts_now() == ["better"]
    notes.grid.choose(notes.grid.keys[0])
    notes.withdraw()
    assert texts_now() == []
    for expected in (["better"], ["first"], []):
        window.undo.undo()
        assert texts_now() == expected
    for expected in (["first"], ["better"], []):
        window.undo.redo()
        assert texts_now() == expected
    assert all(note.withdrawn_at for note in reviews.notes(window.store, about, withdrawn=True))


def test_a_plan_is_set_changed_and_withdrawn_with_undo(log: Log, opened: Open) -> None:
    file, anna, _ = log
    window = opened(file)
    room = to_anna(window)
    assert room._person_page is not None
    plans = room._person_page.plans
    item = PlanItem(1, "squat", 3, 10, None, 0.9, 60.0)
    draft = PlanDraft(anna, "Knees", "", TODAY, TODAY + timedelta(days=6), (item,))

    def titles() -> list[str]:
        settle(window)
        return [plan.title for plan in reviews.plans(window.store, anna)]

    plans.set(draft)
    assert titles() == ["Knees"]
    assert plans.items.model().index(0, 2).data() == "90 % of the full range: Knee 95°"
    plans.set(PlanDraft(anna, "Hips", "", TODAY, None, (item,)), plans._chosen)
    assert titles() == ["Hips"]
    plans.withdraw()
    assert titles() == []
    for expected in (["Hips"], ["Knees"], []):
        window.undo.undo()
        assert titles() == expected


def test_a_change_that_the_log_refuses_is_told_and_leaves_the_stack(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    page.say(999_999, (Wanted(None, "full", ""),))
    assert "not in the log any more" in window.statusBar().currentMessage()
    assert reviews.verdicts(window.store, session) == ()


def test_a_set_without_landmarks_and_one_that_was_held(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session, 2)
    assert not page.ledger.isVisible()
    assert page._hold.text() == "Held for 30 s. A hold has no repetitions."
    room = room_of(window)
    room.side.grid.choose(AT.date().replace(day=3))
    room.side._choose_session(room.side._days[AT.date().replace(day=3)].sessions[0].id)
    settle(window)
    assert room._session_page is not None
    assert "stopped before the session ended" in room._session_page._words.text()
    room.show_set(1)
    settle(window)
    assert page._no_track.isVisible()
    assert page.ledger.count == 2


def test_what_a_mirror_records_meanwhile_appears(log: Log, opened: Open) -> None:
    file, anna, _ = log
    window = opened(file)
    room = to_anna(window)
    window.look()
    settle(window)
    with Store(file) as other:
        late = add_session(other, anna, AT + timedelta(hours=2))
        add_set(other, late, 1, "lunge", (Rep(1.0),))
    window.look()
    settle(window)
    assert room.side.sessions.count() == 2


def test_a_desk_that_is_left_open_goes_on_to_the_next_day(log: Log, opened: Open) -> None:
    file, anna, _ = log
    today = [TODAY]
    window = opened(file, clock=lambda: today[0])
    room = to_anna(window)
    room.show_person()
    settle(window)
    window.look()
    settle(window)
    page = room._person_page
    assert page is not None
    with Store(file) as other:
        add_set(other, add_session(other, anna, AT + timedelta(days=7)), 1, "lunge", (Rep(1.0),))
        draft = PlanDraft(anna, "Next week", "", TODAY + timedelta(days=5), None, (PlanItem(1, "squat", 1, 5, None, None, 30.0),))
        reviews.set_plan(other, draft)
    window.look()
    settle(window)
    assert page._found is not None
    assert {one.exercise for one in page._found.exercises} == {"plank", "squat"}, "the other has not been yet"
    assert page.plans.list.model().index(0, 3).data() == "to come"
    today[0] += timedelta(days=7)
    window.look()
    settle(window)
    assert page._found.today == today[0]
    assert {one.exercise for one in page._found.exercises} == {"plank", "squat", "lunge"}
    assert page.plans.list.model().index(0, 3).data() == "leads"
    assert room.side.grid.today == today[0]


def test_somebody_who_is_not_in_the_log_is_told_so(log: Log, opened: Open) -> None:
    with pytest.raises(Exception, match="Nobody in the session log is called 'Carl'"):
        opened(log[0], profile="Carl")


def test_a_log_that_cannot_be_opened_leaves_the_one_that_is_open(log: Log, opened: Open, tmp_path: Path) -> None:
    window = opened(log[0])
    foreign = tmp_path / "x.db"
    foreign.write_text("nothing of ours")
    window.open(foreign)
    assert "broken or not a database" in window.statusBar().currentMessage()
    window.open(tmp_path / "none.db")
    assert "There is no file" in window.statusBar().currentMessage()
    assert to_anna(window).person is not None
    with pytest.raises(SessionError):
        opened(foreign)


def test_another_log_is_opened_in_its_place(log: Log, opened: Open, tmp_path: Path) -> None:
    window = opened(log[0])
    to_anna(window)
    Store(tmp_path / "other.db").close()
    window.open(tmp_path / "other.db")
    settle(window)
    assert room_of(window).person is None
    assert "other.db" in window.windowTitle()


def test_a_session_goes_out_and_comes_in_elsewhere(log: Log, opened: Open, tmp_path: Path) -> None:
    from mirror.export.form import Form

    file, anna, session = log
    window = opened(file)
    said: list[str] = []
    out = tmp_path / "anna.json"
    write(desk_of(window), (session,), anna, Form.JSON, out, False, said.append)
    settle(window)
    assert said == [f"Written: {out}"]
    home = opened(tmp_path / "home.db")
    take(desk_of(home), out, said.append)
    settle(home)
    assert said[1] == "1 added, 0 replaced by longer ones, 0 here already"
    home.refresh()
    settle(home)
    assert [one.name for one in room_of(home).side._people] == ["Anna"]
    assert [entry.action for entry in Audit(home.store).entries()][-1] == "imported"


def test_both_themes_and_back(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    seq = page.ledger.keys[1]
    page.choose(seq)
    for mode in ("light", "dark"):
        window.set_mode(mode)  # type: ignore[arg-type]
        settle(window)
        assert desk_of(window).theme.dark == (mode == "dark")
        assert page.ledger.key == seq


def test_everything_that_takes_keys_has_a_name_and_every_table_sorts(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    to_set(window, session)
    tables = window.findChildren(QTableView)
    assert len(tables) >= 6
    for table in tables:
        assert table.isSortingEnabled()
        assert table.accessibleName()
    side = room_of(window).side
    for widget in (side.search, side.names, side.grid, side.sessions):
        assert widget.accessibleName()
    keys = [key.toString() for action in window._acts.values() for key in action.shortcuts() if not key.isEmpty()]
    assert len(keys) == len(set(keys))
    assert QApplication.instance() is not None


def test_help_tells_the_keys_and_who_looked(log: Log, opened: Open) -> None:
    from ui.review import help

    file, _, session = log
    window = opened(file)
    to_set(window, session)
    looked = help.WhoLooked(desk_of(window), window)
    settle(window)
    assert looked.grid.count == 3
    assert looked._whole.text() == "3 lines, none changed or missing"
    assert {looked.grid.model().index(row, 4).data() for row in range(3)} == {"Anna"}
    assert help.keys(window).windowTitle() == "Keys"
    assert help.what_this_is_not(desk_of(window).words, window).windowTitle() == "What this is not"
