"""The examiner: other bodies, faults, tempi and cameras than the mirror was taught with. Nothing that teaches imports it."""

from models.examiner.core import Asked, Exam, catalogue, examinable, examination, on_landmarks
from models.examiner.settings import ExaminerError, settings

__all__ = ["Asked", "Exam", "ExaminerError", "catalogue", "examinable", "examination", "on_landmarks", "settings"]
