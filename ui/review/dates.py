"""Days as the user's locale writes them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale


def qdate(day: date) -> QDate:
    """For Qt."""
    return QDate(day.year, day.month, day.day)


def short(day: date) -> str:
    """ "12 Nov 2026"; no English reader has to guess which is the month."""
    return QLocale().toString(qdate(day), pattern())


def long(day: date) -> str:
    """ "Thursday, 12 November 2026"."""
    if _english():
        return QLocale().toString(qdate(day), "dddd, d MMMM yyyy")
    return QLocale().toString(qdate(day), QLocale.FormatType.LongFormat)


def named(day: date) -> str:
    """With its weekday: "Thu, 12 Nov 2026"."""
    return f"{QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)}, {short(day)}"


def month(day: date) -> str:
    """ "November 2026"."""
    korean = QLocale().language() == QLocale.Language.Korean
    return QLocale().toString(qdate(day), "yyyy년 M월" if korean else "MMMM yyyy")


def pattern() -> str:
    """Qt's own pattern of `short`."""
    if _english():
        return "d MMM yyyy"
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return form if "yyyy" in form else form.replace("yy", "yyyy")


def _english() -> bool:
    return QLocale().language() in (QLocale.Language.English, QLocale.Language.C)
