"""Formats: how a language writes dates, clocks and numbers, as Unicode CLDR has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """Of one language.

    Attributes:
        months, days: names, from January and from Monday.
        date, weekday, brief: a day's, whole, with its weekday, and as short as a label; of `d`, `m`, `month`, `y`, `weekday`.
        same_month, same_year, apart: a period of days; of `d`, `first`, `last`, and `head` (the first day without its year).
        head: a day without its year. clock: of `hour` and `minute`. percent: of `n`.
        decimal, group: what stands before decimals, and between thousands.
    """

    months: Sequence[str]
    days: Sequence[str]
    date: str
    weekday: str
    brief: str
    head: str
    same_month: str
    same_year: str
    apart: str
    clock: str = "{hour:02d}:{minute:02d}"
    decimal: str = "."
    group: str = ","
    percent: str = "{n} %"


FORMATS: Mapping[str, Format] = {
    "en": Format(
        months=[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        date="{d} {month} {y}",
        weekday="{weekday} {d} {month} {y}",
        brief="{d} {month:.3}",
        head="{d} {month}",
        same_month="{d} to {last}",
        same_year="{head} to {last}",
        apart="{first} to {last}",
    ),
    "de": Format(
        months=[
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        days=["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        date="{d}. {month} {y}",
        weekday="{weekday}, {d}. {month} {y}",
        brief="{d}.{m}.",
        head="{d}. {month}",
        same_month="{d}. bis {last}",
        same_year="{head} bis {last}",
        apart="{first} bis {last}",
        clock="{hour:02d}:{minute:02d} Uhr",
        decimal=",",
        group=".",
    ),
    "ko": Format(
        months=[str(month) for month in range(1, 13)],
        days=["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"],
        date="{y}년 {m}월 {d}일",
        weekday="{y}년 {m}월 {d}일 {weekday}",
        brief="{m}. {d}.",
        head="{y}년 {m}월 {d}일",
        same_month="{first}~{end}일",
        same_year="{first}~{end_month}월 {end}일",
        apart="{first}~{last}",
        percent="{n}%",
    ),
}
