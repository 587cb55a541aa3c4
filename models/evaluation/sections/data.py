"""How it was measured, and on what."""

from __future__ import annotations

from models.evaluation.sections.core import Body, Results, bullets, many, table, thousands

_METHOD = (
    "**The unit is the sequence.** A sequence is one recording of one movement. Its name is the one that the mirror shows "
    "longest between the first and the last movement, with the hysteresis that people see. macro-F1 is the mean F1 over the "
    "classes; a class counts the same however many sequences it has. `none` (no exercise) is a class.",
    "**People never cross a split.** Train, validation and test are whole people, or whole scenes where the people are not "
    "known. The validation people choose everything (epoch, temperature, threshold, settings). The test people are to "
    "choose nothing; where that was not kept, the section says so.",
    "**Intervals are over people.** A 95 % interval is a bootstrap that draws people and scenes, not sequences: repetitions "
    "of one person are not independent. Two systems are compared by drawing the same people for both.",
    "**Our own landmarks weigh most.** Some sources are motion capture, Kinect or scaled poses. Figures marked *our "
    "landmarks* are of video that went through BlazePose, which is what the mirror sees.",
    "**The examiner is not the teacher.** Generated figures come from bodies, fault sizes, tempi and cameras that nothing "
    "in training reads. Each is given on landmarks (with BlazePose's errors put on) and through rendered pixels and "
    "BlazePose itself. Generated movement is not a real person: wherever a figure is of it, the text says so.",
)


def method(results: Results) -> Body:
    return [bullets(_METHOD)]


def corpus(results: Results) -> Body:
    """Counts by split, class and source."""
    told = results["corpus"]
    splits = ("train", "val", "test")
    rows = [
        ("all sources", *(f"{thousands(told['splits'][s]['n'])} ({told['splits'][s]['groups']})" for s in splits)),
        (
            "our landmarks of video",
            *(f"{thousands(told['landmarks'][s]['n'])} ({told['landmarks'][s]['groups']})" for s in splits),
        ),
    ]
    classes = [
        (name, row["n"], row["groups"], *(row[s] for s in splits), row["landmarks"]["n"], row["landmarks"]["groups"])
        for name, row in told["by_class"].items()
    ]
    sources = [
        (name, row["n"], row["groups"], *(row[s] for s in splits), row["layout"], row["licence"])
        for name, row in told["by_source"].items()
    ]
    return [
        f"{many(told['sequences'], 'recorded sequence')} of {many(told['groups'], 'person or scene', 'people or scenes')}. "
        "The recordings are not part of this repository. Counted: sequences (in brackets: people or scenes).",
        table(("", *splits), rows),
        "By class; *people* are people or scenes. `none` gathers every movement that is no exercise. A class that the "
        "mirror does not know stands here too.",
        table(("class", "sequences", "people", *splits, "of our landmarks", "people"), classes),
        "By source.",
        table(("source", "sequences", "people", *splits, "joints", "licence"), sources),
    ]


def provenance(results: Results) -> Body:
    """Which run each figure comes from."""
    rows = []
    for name, result in sorted(results.items()):
        of = result.get("provenance", {})
        took = of.get("seconds")
        rows.append(
            (
                f"`{name}`",
                of.get("seed"),
                of.get("minutes_a_network"),
                None if took is None else f"{took / 60:.1f} min",
                f"`{of['corpus']}`" if of.get("corpus") else None,
            )
        )
    return [
        "`python -m models.experiment NAME --data CORPUS` writes `results/NAME.json` again. The corpus is named by the "
        "first digits of the sha256 of its index. A time is that of the last run, which may have found finished parts.",
        table(("experiment", "seed", "minutes a network", "took", "corpus"), rows),
    ]
