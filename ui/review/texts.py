"""What the review desk writes, marked for Qt Linguist (context "Review"); `say` looks the user's language up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Qt's own marker for `lupdate`, with the type that it has in truth."""
    return text


REVIEW = QT_TRANSLATE_NOOP("Review", "Review")
SEARCH = QT_TRANSLATE_NOOP("Review", "Search")
PEOPLE = QT_TRANSLATE_NOOP("Review", "People")
NOBODY = QT_TRANSLATE_NOOP("Review", "Nobody in particular")
CALENDAR = QT_TRANSLATE_NOOP("Review", "Calendar")
MONTH_BACK = QT_TRANSLATE_NOOP("Review", "The month before")
MONTH_ON = QT_TRANSLATE_NOOP("Review", "The month after")
SESSIONS_OF_DAY = QT_TRANSLATE_NOOP("Review", "Sessions of the day")
ONE_SESSION = QT_TRANSLATE_NOOP("Review", "1 session")
SESSIONS = QT_TRANSLATE_NOOP("Review", "{n} sessions")
DAY_EMPTY = QT_TRANSLATE_NOOP("Review", "no session")
DAY_SAID = QT_TRANSLATE_NOOP("Review", "{sessions}, {minutes} min in sets, {repetitions} repetitions")
NO_SESSIONS = QT_TRANSLATE_NOOP("Review", "No session yet")
PERSON_TIP = QT_TRANSLATE_NOOP("Review", "{n} sessions, the last on {when}")
NOTHING_DONE = QT_TRANSLATE_NOOP("Review", "nothing recognised")
REPETITIONS_N = QT_TRANSLATE_NOOP("Review", "{n} repetitions")
HELD_N = QT_TRANSLATE_NOOP("Review", "{n} s held")
CUT_OFF = QT_TRANSLATE_NOOP("Review", "cut off")
SESSION_TIP = QT_TRANSLATE_NOOP("Review", "{sets} sets, {minutes} min in sets, {notes} notes")
PAGE = QT_TRANSLATE_NOOP("Review", "The page")
UNNAMED = QT_TRANSLATE_NOOP("Review", "Not recognised")
WELCOME = QT_TRANSLATE_NOOP("Review", "Whose training shall it be?")
WELCOME_WORDS = QT_TRANSLATE_NOOP("Review", "Choose a person on the left, then a day and a session. F1 shows the keys.")
EMPTY_LOG = QT_TRANSLATE_NOOP("Review", "There is no session yet")
EMPTY_LOG_WORDS = QT_TRANSLATE_NOOP(
    "Review", "What a mirror records here appears by itself. File: import what another mirror exported, or open another log."
)
SESSIONS_TITLE = QT_TRANSLATE_NOOP("Review", "Sessions")
MINUTES = QT_TRANSLATE_NOOP("Review", "Minutes in sets")
REPETITIONS = QT_TRANSLATE_NOOP("Review", "Repetitions")
HELD = QT_TRANSLATE_NOOP("Review", "Held")
SCORE = QT_TRANSLATE_NOOP("Review", "Score")
LATELY = QT_TRANSLATE_NOOP("Review", "The last four weeks")
LATELY_NOTHING = QT_TRANSLATE_NOOP("Review", "No session in the last four weeks")
PROGRESS = QT_TRANSLATE_NOOP("Review", "Progress")
YEAR = QT_TRANSLATE_NOOP("Review", "Exercises of the year")
LAST = QT_TRANSLATE_NOOP("Review", "Last")
PLAN = QT_TRANSLATE_NOOP("Review", "Plan")
PLANS = QT_TRANSLATE_NOOP("Review", "Plans")
NOTES = QT_TRANSLATE_NOOP("Review", "Notes")
NOTES_PERSON = QT_TRANSLATE_NOOP("Review", "Notes on this person")
NOTES_SESSION = QT_TRANSLATE_NOOP("Review", "Notes on this session")
NOTES_SET = QT_TRANSLATE_NOOP("Review", "Notes on this set")
NOTES_REPETITION = QT_TRANSLATE_NOOP("Review", "Notes on repetition {n}")
NOTES_THIS = QT_TRANSLATE_NOOP("Review", "Notes on this repetition")
NO_TRENDS = QT_TRANSLATE_NOOP("Review", "Nothing to compare yet")
NO_TRENDS_WORDS = QT_TRANSLATE_NOOP(
    "Review", "Trends over weeks appear when this person has trained an exercise in more than one session."
)
NOTE = QT_TRANSLATE_NOOP("Review", "Note")
NEW_NOTE = QT_TRANSLATE_NOOP("Review", "New note")
MEND = QT_TRANSLATE_NOOP("Review", "Rewrite")
WITHDRAW = QT_TRANSLATE_NOOP("Review", "Withdraw")
WITHDRAWN = QT_TRANSLATE_NOOP("Review", "withdrawn")
SHOW_WITHDRAWN = QT_TRANSLATE_NOOP("Review", "Show what was withdrawn")
NO_NOTES = QT_TRANSLATE_NOOP("Review", "No note yet. Ctrl+N writes one.")
NOTE_KEYS = QT_TRANSLATE_NOOP("Review", "Ctrl+Enter keeps it, Esc does not.")
KEEP = QT_TRANSLATE_NOOP("Review", "Keep")
CANCEL = QT_TRANSLATE_NOOP("Review", "Cancel")
CLOSE = QT_TRANSLATE_NOOP("Review", "Close")
WHEN = QT_TRANSLATE_NOOP("Review", "When")
WHO = QT_TRANSLATE_NOOP("Review", "Who")
ENTER = QT_TRANSLATE_NOOP("Review", "Enter")
DELETE = QT_TRANSLATE_NOOP("Review", "Delete")
DID_NOTE = QT_TRANSLATE_NOOP("Review", "writing a note")
DID_MEND = QT_TRANSLATE_NOOP("Review", "rewriting a note")
DID_WITHDRAW = QT_TRANSLATE_NOOP("Review", "withdrawing a note")
DID_PLAN = QT_TRANSLATE_NOOP("Review", "setting a plan")
DID_MEND_PLAN = QT_TRANSLATE_NOOP("Review", "changing a plan")
DID_WITHDRAW_PLAN = QT_TRANSLATE_NOOP("Review", "withdrawing a plan")
DID_JUDGE = QT_TRANSLATE_NOOP("Review", "judging it as {kind}")
DID_JUDGE_MISTAKES = QT_TRANSLATE_NOOP("Review", "judging mistakes")
SET = QT_TRANSLATE_NOOP("Review", "Set")
SETS = QT_TRANSLATE_NOOP("Review", "Sets")
SETS_OF_SESSION = QT_TRANSLATE_NOOP("Review", "Sets of the session")
EXERCISE = QT_TRANSLATE_NOOP("Review", "Exercise")
BEGAN = QT_TRANSLATE_NOOP("Review", "Began")
LASTED = QT_TRANSLATE_NOOP("Review", "Lasted")
FULL = QT_TRANSLATE_NOOP("Review", "Full")
PARTIAL = QT_TRANSLATE_NOOP("Review", "Partial")
REJECTED = QT_TRANSLATE_NOOP("Review", "Rejected")
MISTAKES = QT_TRANSLATE_NOOP("Review", "Mistakes")
REVIEWED = QT_TRANSLATE_NOOP("Review", "Reviewed")
VERDICTS_N = QT_TRANSLATE_NOOP("Review", "{n} judged")
NOTES_N = QT_TRANSLATE_NOOP("Review", "{n} noted")
AT = QT_TRANSLATE_NOOP("Review", "At")
SENTENCE = QT_TRANSLATE_NOOP("Review", "Sentence")
SAID = QT_TRANSLATE_NOOP("Review", "Said to them")
NO_SETS = QT_TRANSLATE_NOOP("Review", "No set in this session")
NO_SETS_WORDS = QT_TRANSLATE_NOOP("Review", "The mirror was awake, but nobody did two repetitions of anything.")
CUT_OFF_WORDS = QT_TRANSLATE_NOOP("Review", "The mirror stopped before the session ended; what was done until then is here")
FROM_TO = QT_TRANSLATE_NOOP("Review", "{start} to {end}, {minutes} min")
BY_PLAN = QT_TRANSLATE_NOOP("Review", "by the plan {title}")
SEEN_BY = QT_TRANSLATE_NOOP("Review", "seen by {source}, version {version}")
ONE_OVERRULED = QT_TRANSLATE_NOOP("Review", "1 verdict of a reviewer holds")
OVERRULED_N = QT_TRANSLATE_NOOP("Review", "{n} verdicts of a reviewer hold")
REPETITIONS_OF_SET = QT_TRANSLATE_NOOP("Review", "Repetitions of the set")
NUMBER = QT_TRANSLATE_NOOP("Review", "No.")
HEADLINE_TIP = QT_TRANSLATE_NOOP("Review", "What holds after the review; in brackets what the machine counted")
KIND = QT_TRANSLATE_NOOP("Review", "Kind")
SECONDS = QT_TRANSLATE_NOOP("Review", "Seconds")
DEPTH = QT_TRANSLATE_NOOP("Review", "Depth")
SIDE = QT_TRANSLATE_NOOP("Review", "Side")
REASON = QT_TRANSLATE_NOOP("Review", "Reason")
KIND_OVERRULED = QT_TRANSLATE_NOOP("Review", "{kind} (machine: {machine})")
OVERRULED_BY = QT_TRANSLATE_NOOP("Review", "{who}: {reason}")
OWNER = QT_TRANSLATE_NOOP("Review", "Owner")
MISTAKE_SIGNS = QT_TRANSLATE_NOOP(
    "Review", "✓ confirmed by a reviewer, + added by a reviewer, in brackets: not there, says a reviewer"
)
JUDGE = QT_TRANSLATE_NOOP("Review", "Judge a repetition")
JUDGE_DOTS = QT_TRANSLATE_NOOP("Review", "Judge…")
JUDGE_WORDS = QT_TRANSLATE_NOOP(
    "Review", "Your verdict stands beside the machine's and is shown with it. Nothing is overwritten."
)
AS_MACHINE = QT_TRANSLATE_NOOP("Review", "as the machine: {said}")
REASON_HINT = QT_TRANSLATE_NOOP("Review", "Why (kept with the verdict)")
SET_TITLE = QT_TRANSLATE_NOOP("Review", "Set {n} · {exercise}")
COUNTS = QT_TRANSLATE_NOOP("Review", "{full} full, {partial} partial, {rejected} rejected")
COUNTS_HELD = QT_TRANSLATE_NOOP(
    "Review", "{full} full ({was_full}), {partial} partial ({was_partial}), {rejected} rejected ({was_rejected})"
)
HELD_WORDS = QT_TRANSLATE_NOOP("Review", "Held for {n} s. A hold has no repetitions.")
NO_REPETITIONS = QT_TRANSLATE_NOOP("Review", "No repetition was closed in this set.")
REPETITION = QT_TRANSLATE_NOOP("Review", "Repetition")
SCORE_TIP = QT_TRANSLATE_NOOP("Review", "0 to 100: how close it came to the movement as it is commonly taught")
DEPTH_TIP = QT_TRANSLATE_NOOP("Review", "How far the movement went, in per cent of the exercise's full range")
KIND_TIP = QT_TRANSLATE_NOOP("Review", "Full, partial or rejected: as the machine says, or a reviewer instead")
JOINT_TIP = QT_TRANSLATE_NOOP("Review", "The score of this joint, 0 to 100")
REPETITION_N = QT_TRANSLATE_NOOP("Review", "Repetition {n}")
WHOLE_SET = QT_TRANSLATE_NOOP("Review", "The whole set")
MACHINE_SAYS = QT_TRANSLATE_NOOP("Review", "Machine: {said}")
REVIEWER_SAYS = QT_TRANSLATE_NOOP("Review", "{who}: {said}")
DEPTH_N = QT_TRANSLATE_NOOP("Review", "depth {n} %")
SCORE_N = QT_TRANSLATE_NOOP("Review", "score {n}")
NO_SCORE = QT_TRANSLATE_NOOP("Review", "no score from this view")
NO_MISTAKES = QT_TRANSLATE_NOOP("Review", "No mistake seen")
BY_MACHINE = QT_TRANSLATE_NOOP("Review", "• {mistake}")
BY_BOTH = QT_TRANSLATE_NOOP("Review", "• {mistake}, confirmed")
BY_REVIEWER = QT_TRANSLATE_NOOP("Review", "• {mistake}, added by a reviewer")
NOT_THERE = QT_TRANSLATE_NOOP("Review", "• {mistake}: not there, says a reviewer")
NO_TRACK = QT_TRANSLATE_NOOP("Review", "No landmarks were kept of this set")
NO_TRACK_WORDS = QT_TRANSLATE_NOOP("Review", "Curves and the replay need them. The ledger above is whole without them.")
COMPARE = QT_TRANSLATE_NOOP("Review", "Compare with")
COMPARE_NONE = QT_TRANSLATE_NOOP("Review", "nothing")
DEMONSTRATOR = QT_TRANSLATE_NOOP("Review", "the demonstrator")
TITLE = QT_TRANSLATE_NOOP("Review", "Title")
COMMENT = QT_TRANSLATE_NOOP("Review", "Comment")
FROM = QT_TRANSLATE_NOOP("Review", "From")
UNTIL = QT_TRANSLATE_NOOP("Review", "until")
ENDLESS = QT_TRANSLATE_NOOP("Review", "until withdrawn")
PLAN_ITEMS = QT_TRANSLATE_NOOP("Review", "Exercises of the plan")
NEW_PLAN = QT_TRANSLATE_NOOP("Review", "New plan")
MEND_PLAN = QT_TRANSLATE_NOOP("Review", "Change the plan")
SET_PLAN = QT_TRANSLATE_NOOP("Review", "Set the plan")
PLAN_TITLE_HINT = QT_TRANSLATE_NOOP("Review", "As: knee, weeks 1 to 4")
PLAN_COMMENT_HINT = QT_TRANSLATE_NOOP("Review", "For whoever reviews it next")
ADD_EXERCISE = QT_TRANSLATE_NOOP("Review", "Add an exercise")
REMOVE = QT_TRANSLATE_NOOP("Review", "Remove")
EARLIER = QT_TRANSLATE_NOOP("Review", "Earlier")
LATER = QT_TRANSLATE_NOOP("Review", "Later")
WEEK = QT_TRANSLATE_NOOP("Review", "A week of it")
RANGE = QT_TRANSLATE_NOOP("Review", "Range")
OWN_RANGE = QT_TRANSLATE_NOOP("Review", "aim at")
RANGE_SAID = QT_TRANSLATE_NOOP("Review", "{share} % of the full range: {measure} {value}")
REST = QT_TRANSLATE_NOOP("Review", "Rest")
DAYS = QT_TRANSLATE_NOOP("Review", "Days")
HOLD = QT_TRANSLATE_NOOP("Review", "Hold")
DOSE = QT_TRANSLATE_NOOP("Review", "Dose")
EVERY_DAY = QT_TRANSLATE_NOOP("Review", "every day")
NO_PLAN = QT_TRANSLATE_NOOP("Review", "No plan yet. Ctrl+P sets one, and the mirror leads through it.")
STATE = QT_TRANSLATE_NOOP("Review", "State")
TO_COME = QT_TRANSLATE_NOOP("Review", "to come")
OVER = QT_TRANSLATE_NOOP("Review", "over")
LEADS = QT_TRANSLATE_NOOP("Review", "leads")
PIN = QT_TRANSLATE_NOOP("Review", "PIN")
SIGN_IN = QT_TRANSLATE_NOOP("Review", "Sign in")
SIGN_IN_WORDS = QT_TRANSLATE_NOOP(
    "Review", "What people trained is shown to who reviews them, and to themselves. Every look is written down."
)
NO_REVIEWER = QT_TRANSLATE_NOOP("Review", "Nobody can sign in here yet. Add a reviewer first: mirror reviewers add NAME")
OWN_SESSIONS = QT_TRANSLATE_NOOP("Review", "{name}, my own sessions")
KEYS = QT_TRANSLATE_NOOP("Review", "Keys")
WHAT_THIS_IS_NOT = QT_TRANSLATE_NOOP("Review", "What this is not")
WHO_LOOKED = QT_TRANSLATE_NOOP("Review", "Who looked")
WHO_LOOKED_WORDS = QT_TRANSLATE_NOOP(
    "Review",
    "Who viewed, changed or exported what. Lines are only ever added. Who was erased stands here by a number that leads nowhere.",
)
ROLE = QT_TRANSLATE_NOOP("Review", "As")
DID = QT_TRANSLATE_NOOP("Review", "Did")
WHOSE = QT_TRANSLATE_NOOP("Review", "Whose")
WHAT = QT_TRANSLATE_NOOP("Review", "What")
DETAIL = QT_TRANSLATE_NOOP("Review", "Detail")
AUDIT_WHOLE = QT_TRANSLATE_NOOP("Review", "{n} lines, none changed or missing")
AUDIT_BROKEN = QT_TRANSLATE_NOOP("Review", "{n} lines.")
NOT_MEASURED = QT_TRANSLATE_NOOP(
    "Review", "Angles are estimates from one camera, each with its own uncertainty. What the view cannot tell has no number."
)
NOT_CERTAIN = QT_TRANSLATE_NOOP(
    "Review", '"Improved" is said only where a change is larger than what the measurement itself wanders between sessions.'
)
NOT_DECIDING = QT_TRANSLATE_NOOP(
    "Review", "Scores compare a movement with how it is commonly taught, not with what is right for this person."
)
NOT_ALARM = QT_TRANSLATE_NOOP(
    "Review", "Nothing here watches over anybody: it raises no alarm, and what it does not say means nothing."
)
KEYS_CALENDAR = QT_TRANSLATE_NOOP("Review", "← ↑ → ↓, Page Up, Page Down, Home")
KEYS_SETS = QT_TRANSLATE_NOOP("Review", "Ctrl+Page Up, Ctrl+Page Down")
KEYS_CURVES = QT_TRANSLATE_NOOP("Review", "← →, Shift+← →, +, −, Home")
KEYS_MISTAKES = QT_TRANSLATE_NOOP("Review", "← →, Enter, +, −, Home")
KEYS_REPLAY = QT_TRANSLATE_NOOP("Review", "Space, comma, full stop, [ ]")
KEYS_VIEWS = QT_TRANSLATE_NOOP("Review", "1, 2, 3, ← ↑ → ↓, +, −, Home")
KEYS_UNDO = QT_TRANSLATE_NOOP("Review", "Ctrl+Z, Ctrl+Shift+Z")
CTRL = QT_TRANSLATE_NOOP("Review", "Ctrl+{key}")
KEY_SEARCH = QT_TRANSLATE_NOOP("Review", "search for a person")
KEY_PLACES = QT_TRANSLATE_NOOP("Review", "people, calendar, sessions of the day, page")
KEY_CALENDAR = QT_TRANSLATE_NOOP("Review", "in the calendar: days, weeks, months, today")
KEY_ENTER = QT_TRANSLATE_NOOP("Review", "open what is chosen; in the ledger: judge")
KEY_UP = QT_TRANSLATE_NOOP("Review", "one level up")
KEY_SETS = QT_TRANSLATE_NOOP("Review", "the set before or after")
KEY_REPETITIONS = QT_TRANSLATE_NOOP("Review", "the repetition before or after")
KEY_JUDGE = QT_TRANSLATE_NOOP("Review", "in the ledger: judge the repetition (anywhere on a set: Ctrl+J)")
KEY_KINDS = QT_TRANSLATE_NOOP("Review", "in the ledger: judge it as full, partial, rejected, or as the machine")
KEY_NOTE = QT_TRANSLATE_NOOP("Review", "a note on what is shown")
KEY_PLAN = QT_TRANSLATE_NOOP("Review", "a plan for the person")
KEY_UNDO = QT_TRANSLATE_NOOP("Review", "undo, redo")
KEY_REFRESH = QT_TRANSLATE_NOOP("Review", "read the log again (it is looked at every half minute)")
KEY_FILES = QT_TRANSLATE_NOOP("Review", "open another log, import, export")
KEY_LOCK = QT_TRANSLATE_NOOP("Review", "lock (where one signs in; also after ten idle minutes)")
KEY_CURVES = QT_TRANSLATE_NOOP(
    "Review", "in the curves: the repetition before or after, through time, nearer or further, all of it"
)
KEY_MISTAKES = QT_TRANSLATE_NOOP("Review", "in the mistakes: from one to the next, to its repetition; nearer, further, all of it")
KEY_REPLAY = QT_TRANSLATE_NOOP("Review", "in the replay: play or pause, step, slower or faster")
KEY_VIEWS = QT_TRANSLATE_NOOP("Review", "in the replay: from the front, the side, above; turn; nearer or further; as at first")
KEY_HELP = QT_TRANSLATE_NOOP("Review", "this list")
EXPORT = QT_TRANSLATE_NOOP("Review", "Export")
EXPORT_DOTS = QT_TRANSLATE_NOOP("Review", "Export…")
IMPORT = QT_TRANSLATE_NOOP("Review", "Import")
IMPORT_DOTS = QT_TRANSLATE_NOOP("Review", "Import…")
THIS_SESSION = QT_TRANSLATE_NOOP("Review", "This session")
ALL_OF = QT_TRANSLATE_NOOP("Review", "All sessions of {name}")
FORM = QT_TRANSLATE_NOOP("Review", "Form")
PSEUDONYMOUS = QT_TRANSLATE_NOOP("Review", "without names and notes")
EXPORT_WORDS = QT_TRANSLATE_NOOP("Review", "What leaves the log is no longer protected by it. The export is written down.")
WRITTEN_ONE = QT_TRANSLATE_NOOP("Review", "Written: {file}")
WRITTEN_N = QT_TRANSLATE_NOOP("Review", "{n} files written into {folder}")
IMPORTED = QT_TRANSLATE_NOOP("Review", "{added} added, {replaced} replaced by longer ones, {skipped} here already")
MENU_FILE = QT_TRANSLATE_NOOP("Review", "&File")
MENU_EDIT = QT_TRANSLATE_NOOP("Review", "&Edit")
MENU_VIEW = QT_TRANSLATE_NOOP("Review", "&View")
MENU_GO = QT_TRANSLATE_NOOP("Review", "&Go")
MENU_HELP = QT_TRANSLATE_NOOP("Review", "&Help")
OPEN = QT_TRANSLATE_NOOP("Review", "Open a log…")
OPEN_URL = QT_TRANSLATE_NOOP("Review", "Open a clinic's database…")
URL_WORDS = QT_TRANSLATE_NOOP("Review", "Address, as postgresql://user@host/mirror")
LOG_FILES = QT_TRANSLATE_NOOP("Review", "Session logs (*.db);;All files (*)")
LOCK = QT_TRANSLATE_NOOP("Review", "Lock")
QUIT = QT_TRANSLATE_NOOP("Review", "Quit")
UNDO = QT_TRANSLATE_NOOP("Review", "Undo")
REDO = QT_TRANSLATE_NOOP("Review", "Redo")
THEME_SYSTEM = QT_TRANSLATE_NOOP("Review", "As the system")
THEME_DARK = QT_TRANSLATE_NOOP("Review", "Dark")
THEME_LIGHT = QT_TRANSLATE_NOOP("Review", "Light")
REFRESH = QT_TRANSLATE_NOOP("Review", "Read again")
GO_SEARCH = QT_TRANSLATE_NOOP("Review", "Search for a person")
GO_UP = QT_TRANSLATE_NOOP("Review", "One level up")
SET_BEFORE = QT_TRANSLATE_NOOP("Review", "The set before")
SET_AFTER = QT_TRANSLATE_NOOP("Review", "The set after")
REP_BEFORE = QT_TRANSLATE_NOOP("Review", "The repetition before")
REP_AFTER = QT_TRANSLATE_NOOP("Review", "The repetition after")
PRESENT = QT_TRANSLATE_NOOP("Review", "seen")
ABSENT = QT_TRANSLATE_NOOP("Review", "not seen")

KINDS: dict[str, str] = {
    "full": QT_TRANSLATE_NOOP("Review", "full"),
    "partial": QT_TRANSLATE_NOOP("Review", "partial"),
    "rejected": QT_TRANSLATE_NOOP("Review", "rejected"),
    "machine": QT_TRANSLATE_NOOP("Review", "as the machine"),
}
"""Of a repetition."""

PRESENCES: dict[str, str] = {
    "present": QT_TRANSLATE_NOOP("Review", "it is there"),
    "absent": QT_TRANSLATE_NOOP("Review", "it is not there"),
}
"""Of a mistake, as a reviewer says it."""

ROLES: dict[str, str] = {
    "reviewer": QT_TRANSLATE_NOOP("Review", "reviewer"),
    "person": QT_TRANSLATE_NOOP("Review", "own sessions"),
    "owner": QT_TRANSLATE_NOOP("Review", "Owner of this machine"),
}
"""In which somebody sits at the desk."""

ACTIONS: dict[str, str] = {
    "signed in": QT_TRANSLATE_NOOP("Review", "signed in"),
    "refused": QT_TRANSLATE_NOOP("Review", "was refused"),
    "viewed": QT_TRANSLATE_NOOP("Review", "viewed"),
    "changed": QT_TRANSLATE_NOOP("Review", "changed"),
    "exported": QT_TRANSLATE_NOOP("Review", "exported"),
    "imported": QT_TRANSLATE_NOOP("Review", "imported"),
    "erased": QT_TRANSLATE_NOOP("Review", "erased"),
    "encrypted": QT_TRANSLATE_NOOP("Review", "encrypted"),
    "decrypted": QT_TRANSLATE_NOOP("Review", "decrypted"),
}
"""Of the audit."""

OBJECTS: dict[str, str] = {
    "log": QT_TRANSLATE_NOOP("Review", "the log"),
    "person": QT_TRANSLATE_NOOP("Review", "person"),
    "session": QT_TRANSLATE_NOOP("Review", "session"),
    "set": QT_TRANSLATE_NOOP("Review", "set"),
    "repetition": QT_TRANSLATE_NOOP("Review", "repetition"),
    "note": QT_TRANSLATE_NOOP("Review", "note"),
    "plan": QT_TRANSLATE_NOOP("Review", "plan"),
    "reviewer": QT_TRANSLATE_NOOP("Review", "reviewer"),
}
"""What a line of the audit is about."""

FORMS: dict[str, str] = {
    "pdf": QT_TRANSLATE_NOOP("Review", "PDF, a report to file"),
    "csv": QT_TRANSLATE_NOOP("Review", "CSV, for a spreadsheet"),
    "json": QT_TRANSLATE_NOOP("Review", "JSON, to be imported elsewhere"),
    "fhir": QT_TRANSLATE_NOOP("Review", "FHIR R4, for a health record"),
    "trc": QT_TRANSLATE_NOOP("Review", "TRC, for OpenSim (a file a set)"),
}
"""Of an export."""


def say(text: str, **values: object) -> str:
    """A text of this file in the user's language, with its places filled in."""
    said = QCoreApplication.translate("Review", text)
    return said.format(**values) if values else said
