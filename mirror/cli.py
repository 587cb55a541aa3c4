"""The command line. Exit codes: 0 fine, 1 the world said no (one sentence on stderr), 2 wrong usage.

Every command imports what it needs when it runs, so that `mirror --help` answers at once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from mirror import __version__
from mirror.console import bar, leave, noting, plain, say
from mirror.preferences import commands
from mirror.sessions import commands as log
from mirror.sessions import reviewer_commands

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue, Exercise
    from mirror.exercises.own import WholeCatalogue

app = typer.Typer(
    name="mirror",
    help="A smart mirror that trains people at home.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(log.sessions, name="sessions", invoke_without_command=True)
app.add_typer(commands.settings, name="settings")
app.add_typer(commands.profiles, name="profiles")
app.add_typer(reviewer_commands.reviewers, name="reviewers")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mirror {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")] = False,
) -> None:
    """A smart mirror that trains people at home."""


SourceOption = Annotated[
    str | None, typer.Option("--source", help="demo, camera:N, a device, a video file, a folder of images, or a URL.")
]


@app.command("run")
@plain
def run(
    source: SourceOption = None,
    windowed: Annotated[bool, typer.Option("--windowed", help="In a window, not full screen.")] = False,
    headless: Annotated[bool, typer.Option("--headless", help="No window: a line a repetition and a cue.")] = False,
    seconds: Annotated[float | None, typer.Option("--for", min=0.1, help="Stop after this many seconds.")] = None,
    snapshot: Annotated[Path | None, typer.Option("--snapshot", help="Save the mirror as drawn at the end (PNG).")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="Whose session this is.")] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", help="Count this exercise until another is chosen.")] = None,
) -> int:
    """The mirror, full screen. Without a screen the same on the terminal; without a camera the demo."""
    from mirror.run import Request
    from mirror.run import run as run_mirror

    if exercise is not None:
        _entry(_catalogue(), exercise)
    request = Request(source, windowed, headless, seconds, snapshot, profile, commands.asked, exercise)
    with noting() as note:
        return run_mirror(request, out=say, note=note)


@app.command("analyze")
@plain
def analyze(
    videos: Annotated[list[str], typer.Argument(metavar="VIDEO...", help="Recorded videos, or a folder of them.")],
    json_file: Annotated[str | None, typer.Option("--json", help="Write the report here; - is the standard output.")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write one line a repetition here.")] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", help="Count this exercise and no other.")] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Of a folder: processes side by side; else one a core.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="URL", help="Of a folder: a Dask cluster, as tcp://host:8786.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Of a folder: where the reports go; else beside it.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Of a folder: what is done already is done anew.")] = False,
) -> int:
    """Recorded videos through the same core, with a progress bar; a folder of them on many cores."""
    from mirror import analysis, reports
    from mirror.settings import load_settings

    model = load_settings().pose.model
    catalogue = _catalogue()
    if exercise is not None:
        _entry(catalogue, exercise)
    archived, problems = _is_archive(videos), list[str]()
    if archived:
        results, problems = _archive_reports(Path(videos[0]).expanduser(), model, exercise, workers, scheduler, out, again)
    elif workers is not None or scheduler is not None or out is not None or again:
        raise typer.BadParameter("--workers, --scheduler, --out and --again are for one folder of videos", param_hint="VIDEO")
    else:
        results = []
        for video in videos:
            with bar(Path(video).name) as advance:
                results.append(analysis.analyze(video, exercise=exercise, model=model, progress=advance))
    if csv_file is not None:
        reports.write(csv_file, reports.as_csv(results))
    if json_file is not None:
        text = json.dumps(results[0] if len(videos) == 1 and not archived else results, indent=1, allow_nan=False)
        if json_file == "-":
            typer.echo(text)
        else:
            reports.write(Path(json_file), text + "\n")
    if json_file != "-":
        for result in results:
            for line in reports.as_lines(result):
                typer.echo(line)
    for problem in problems:
        typer.echo(f"mirror: {problem}", err=True)
    return 1 if problems else 0


def _archive_reports(
    folder: Path,
    model: Literal["lite", "full", "heavy"],
    exercise: str | None,
    workers: int | None,
    scheduler: str | None,
    out: Path | None,
    again: bool,
) -> tuple[list[dict[str, Any]], list[str]]:
    """The reports of a folder's recordings, and a sentence for each that has none."""
    from mirror import archive

    engine, options = archive.engine(workers, scheduler), archive.Options(model, exercise or "")
    with bar(folder.name) as advance:
        where = out or archive.beside(folder)
        outcomes = archive.analyze_archive(folder, where, options, engine, again=again, progress=advance)
    results = [outcome.report for outcome in outcomes if outcome.report is not None]
    return results, [f"{outcome.job.name}: {outcome.problem}" for outcome in outcomes if outcome.report is None]


def _is_archive(videos: list[str]) -> bool:
    """One folder that is not itself a recording (a folder of pictures)."""
    from mirror.capture.folder import is_folder_of_pictures

    folder = Path(videos[0]).expanduser()
    return len(videos) == 1 and folder.is_dir() and not is_folder_of_pictures(folder)


@app.command("teach")
@plain
def teach(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called, as wide_squat.")],
    source: SourceOption = None,
    title: Annotated[str | None, typer.Option("--title", help="What the screen calls it.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write NAME.toml here and not in your own folder.")] = None,
    reps: Annotated[int | None, typer.Option("--reps", min=3, max=30, help="How many you show; else they are counted.")] = None,
    seconds: Annotated[float | None, typer.Option("--for", min=1, help="Stop watching after this many seconds.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what you taught before.")] = False,
) -> int:
    """Show a new exercise three to five times; it is counted and scored from then on."""
    from mirror import teach as teaching

    request = teaching.Request(name, source, title, out, reps, seconds, force)
    with bar("watching") as advance:
        teaching.teach(request, out=say, progress=advance)
    return 0


@app.command("calibrate")
@plain
def calibrate(
    source: SourceOption = None,
    body_height: Annotated[
        float | None, typer.Option("--body-height", metavar="CM", help="How tall you are, crown over floor, cm.")
    ] = None,
    fov: Annotated[
        float | None, typer.Option("--fov", metavar="DEG", help="Vertical field of view of the picture, where you know it.")
    ] = None,
    sheet: Annotated[bool, typer.Option("--sheet", help="By the printed sheet on the floor, without your height.")] = False,
    square: Annotated[
        float, typer.Option("--square", metavar="MM", min=5, max=500, help="Side of the sheet's squares as printed, mm.")
    ] = 60.0,
    print_sheet: Annotated[Path | None, typer.Option("--print-sheet", metavar="PNG", help="Write the sheet to print.")] = None,
    seconds: Annotated[float | None, typer.Option("--for", min=1, help="Stop watching after this many seconds.")] = None,
) -> int:
    """Find out how the camera stands: stand, turn, squat, step back, turn again, as it says."""
    from mirror import calibrate as calibrating

    if print_sheet is not None:
        calibrating.print_sheet(print_sheet, say)
        return 0
    request = calibrating.Request(source, body_height, fov, sheet, square, seconds)
    with bar("watching") as advance:
        calibrating.run(request, out=say, progress=advance)
    return 0


@app.command("exercises")
@plain
def exercises(
    name: Annotated[str | None, typer.Argument(help="Show this one in full.")] = None,
) -> None:
    """The catalogue, with evidence."""
    catalogue = _catalogue()
    if name is not None:
        for line in _described(_entry(catalogue, name)):
            typer.echo(line)
        return
    width = max(map(len, catalogue))
    for entry in catalogue.values():
        faults = f"{len(entry.mistakes)} mistakes" if entry.mistakes else ""
        evidence = "yours" if entry.name in catalogue.own else entry.evidence
        typer.echo(f"{entry.name.ljust(width)}  {evidence.ljust(19)}  {'/'.join(entry.views).ljust(23)}  {faults}".rstrip())


def _catalogue() -> WholeCatalogue:
    """The catalogue with the user's own exercises; a sentence for each of theirs that is broken."""
    from mirror.exercises.own import load_whole

    catalogue = load_whole()
    for problem in catalogue.problems:
        typer.echo(f"mirror: {problem}", err=True)
    return catalogue


def _entry(catalogue: Catalogue, name: str) -> Exercise:
    """The named exercise; wrong usage, with the nearest names, where there is none."""
    import difflib

    if name in catalogue:
        return catalogue[name]
    near = difflib.get_close_matches(name, list(catalogue), n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `mirror exercises` lists them."
    typer.echo(f"mirror: No exercise is called {name}{hint}", err=True)
    raise typer.Exit(2)


def _described(entry: Exercise) -> list[str]:
    unit = "held" if entry.kind == "hold" else "repetitions"
    lines = [
        f"{entry.title} ({entry.name})",
        f"  counts      {unit}, sides: {entry.sides}, posture: {entry.posture}",
        f"  evidence    {entry.evidence}",
        f"  views       {', '.join(entry.views)}",
        f"  equipment   {', '.join(entry.equipment) or 'none'}",
        f"  joints      {', '.join(entry.joints)}",
        f"  phases      {entry.phases.rest} / {entry.phases.out} / {entry.phases.peak} / {entry.phases.back}",
    ]
    lines += [f"  signal      {s.measure}: {s.rest:g} at rest, {s.peak:g} at the full range" for s in entry.signals]
    lines += [f"  mistake     {m.name} ({m.severity}): {m.cue}" for m in entry.mistakes]
    return lines


@app.command("doctor")
@plain
def doctor(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> int:
    """What works on this machine, what is missing, and the command that mends it."""
    from mirror import doctor as examiner

    checks = []
    for check in examiner.examine():
        checks.append(check)
        if not as_json:
            typer.echo(f"{check.state.ljust(8)} {check.name.ljust(20)} {check.detail}")
            if check.mend:
                typer.echo(f"{'':8} {'':20} -> {check.mend}")
    if as_json:
        typer.echo(json.dumps(examiner.report(tuple(checks)), indent=1))
    return 0 if examiner.healthy(tuple(checks)) else 1


@app.command("bench")
@plain
def bench(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    source: Annotated[str, typer.Option("--source", help="clip (kept, 720p), demo, or a video of people exercising.")] = "clip",
    seconds: Annotated[float, typer.Option("--for", min=5, help="How long the live mirror runs, seconds.")] = 30.0,
    screen: Annotated[
        str, typer.Option("--screen", metavar="WxH", help="Size of the window where there is no screen.")
    ] = "1280x720",
) -> None:
    """Stage by stage on this machine: milliseconds, pictures a second, drops, latency, memory."""
    from mirror import bench as measure

    width, _, height = screen.partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise typer.BadParameter("a size is WIDTHxHEIGHT, as 1080x1920", param_hint="--screen")
    with noting() as note:
        figures = measure.bench(source, seconds, screen=(int(width), int(height)), note=note)
    if as_json:
        typer.echo(json.dumps(figures, indent=1, allow_nan=False))
        return
    for line in measure.as_lines(figures):
        typer.echo(line)


@app.command("review")
@plain
def review(
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="A clinic's database or another log's file, not this one's.")
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="Only this person's own sessions.")] = None,
) -> int:
    """The review's window, for physiotherapists: people, sessions, repetitions, notes, plans. No camera is needed."""
    from mirror.display import display_found
    from mirror.errors import WorldError
    from mirror.run import entry

    if not display_found():  # before Qt is loaded, which would abort
        raise WorldError("There is no display for the review's window; `mirror sessions` lists and exports without one.")
    return int(entry("review")(database, profile))


@app.command("demo-video")
@plain
def demo_video(
    exercise: Annotated[
        str, typer.Option("--exercise", help="What the avatar performs; calibration: what mirror calibrate asks for.")
    ],
    reps: Annotated[int, typer.Option("--reps", min=1, help="How often.")],
    out: Annotated[Path, typer.Option("--out", help="The clip (.mp4); its truth is written beside it (.json).")],
    mistake: Annotated[str | None, typer.Option("--mistake", help="With this mistake of the exercise.")] = None,
    view: Annotated[float, typer.Option("--view", help="Degrees the person is turned away: 0 front, 90 side.")] = 0.0,
    camera_height: Annotated[float, typer.Option("--camera-height", min=10, max=400, help="Above the floor, cm.")] = 112.0,
    pitch: Annotated[float, typer.Option("--pitch", min=-80, max=80, help="Of the camera, degrees; positive looks up.")] = -3.5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another person, tempo and room.")] = 0,
) -> None:
    """A clip of the avatar with its truth beside it."""
    from mirror import paths
    from mirror.avatar.video import write_calibration_video, write_demo_video
    from mirror.exercises import load_catalogue

    if exercise == "calibration":
        with bar(out.name) as advance:
            facts = write_calibration_video(
                out,
                view_deg=view,
                camera_height_cm=camera_height,
                pitch_deg=pitch,
                seed=seed,
                progress=lambda share: advance(round(share * 100), 100),
            )
        typer.echo(f"{out}: a calibration, {facts['person']['height_m'] * 100:.0f} cm, {facts['frames'] / facts['fps']:.1f} s")
        return
    entry = _entry(load_catalogue(paths.exercises()), exercise)  # the avatar knows no exercise that was taught
    known = [m.name for m in entry.mistakes]
    if mistake is not None and mistake not in known:
        typer.echo(f"mirror: {exercise} has no mistake called {mistake}; it has {', '.join(known) or 'none'}.", err=True)
        raise typer.Exit(2)
    with bar(out.name) as advance:
        facts = write_demo_video(
            exercise,
            reps,
            out,
            mistake=mistake,
            view_deg=view,
            camera_height_cm=camera_height,
            pitch_deg=pitch,
            seed=seed,
            progress=lambda share: advance(round(share * 100), 100),
        )
    typer.echo(f"{out}: {len(facts['reps'])} repetitions of {exercise}, {facts['frames'] / facts['fps']:.1f} s")


def main() -> None:
    """Entry point of the `mirror` command."""
    from mirror import paths

    paths.keep_private()
    try:
        app()
    finally:
        leave()


if __name__ == "__main__":
    main()
