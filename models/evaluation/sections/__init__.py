"""The parts of the report, in the order of the page."""

from __future__ import annotations

from models.evaluation.sections import (
    camera,
    counting,
    data,
    examined,
    gestures,
    mistakes,
    open_set,
    people,
    recognition,
    scores,
    teaching,
)
from models.evaluation.sections import views as view
from models.evaluation.sections.core import Body, Picture, Results, Section
from models.evaluation.sections.summary import summary

SECTIONS = (
    Section("summary", "Summary", "", summary),
    Section("method", "How it was measured", "", data.method),
    Section("corpus", "Corpus and splits", "corpus", data.corpus),
    Section("zoo", "The zoo on the fixed split", "zoo", recognition.zoo),
    Section("folds", "Cross-validation on real people", "folds", recognition.folds),
    Section("ingredients", "What the network is made of", "ingredients", recognition.ingredients),
    Section("sources", "Does it learn the source?", "sources", recognition.sources),
    Section("unseen", "Exercises that it never saw", "unseen", open_set.unseen),
    Section("few_shot", "Few samples of seed 004's classes (generated movement)", "few_shot", open_set.few_shot),
    Section("squat", "Seed 003's task: squat right or wrong", "squat", open_set.squat),
    Section("licences", "Licences of the training data", "licences", recognition.licences),
    Section("calibration", "Calibration", "folds", recognition.calibration),
    Section("robustness", "Robustness to the camera's place (generated movement)", "examiner", examined.robustness),
    Section("examiner", "The whole catalogue, examined (generated movement)", "examiner", examined.examiner),
    Section("counting", "Counting", "counting", counting.counting),
    Section("scores", "Joint scores", "scoring", scores.scores),
    Section("mistakes", "Mistakes, examined (generated movement)", "mistakes", mistakes.mistakes),
    Section("real_mistakes", "Mistakes on real people", "real_mistakes", people.mistakes),
    Section("camera", "Where the camera stands (generated people)", "calibration", camera.camera),
    Section("views", "What a view can tell (generated people)", "views", view.views),
    Section("gestures", "Gestures", "gestures", gestures.gestures),
    Section("teach", "Teach by showing", "teach", teaching.teach),
    Section("daily", "Daily life", "daily", open_set.daily),
    Section("cost", "Cost", "streaming", examined.cost),
    Section("clips", "Real clips end to end", "clips", recognition.clips),
    Section("limits", "Limits", "", examined.limits),
    Section("provenance", "Where each figure comes from", "", data.provenance),
)

__all__ = ["SECTIONS", "Body", "Picture", "Results", "Section"]
