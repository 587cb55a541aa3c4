"""`mirror settings` and `mirror profiles`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mirror.console import plain
from mirror.errors import WorldError

if TYPE_CHECKING:
    from mirror.settings import Setting

settings = typer.Typer(help="The settings: list, set, reset, or a window for them.", rich_markup_mode=None)
profiles = typer.Typer(help="The people of this mirror: list, add, rename, link, remove, pin.", rich_markup_mode=None)


ProfileOption = Annotated[str | None, typer.Option("--profile", help="This person's own settings.")]


@settings.callback(invoke_without_command=True)
@plain
def _settings(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    window: Annotated[bool, typer.Option("--window", help="In a window, with sliders and switches.")] = False,
    profile: ProfileOption = None,
) -> None:
    """The settings: every one with its value, what it does and what it takes. `set` and `reset` change them."""
    if context.invoked_subcommand is not None:
        return
    from mirror.preferences import listing
    from mirror.settings import load_settings

    person = _file(profile)
    if window:
        from mirror.run import entry

        raise typer.Exit(entry("settings")(profile=profile))
    found = load_settings(profile=person)
    if as_json:
        typer.echo(json.dumps(listing.data(found), indent=1, ensure_ascii=False))
        return
    for line in listing.lines(found):
        typer.echo(line)


@settings.command("set")
@plain
def set_setting(
    name: Annotated[str, typer.Argument(metavar="SECTION.KEY", help="As voice.volume.")],
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="The new value; a PIN is asked for.")] = None,
    profile: ProfileOption = None,
) -> None:
    """Change one setting in the file; comments and everything else stay."""
    from mirror.preferences import file

    entry, shown = file.setting(name), False
    if value is None:
        if entry.kind != "secret":
            raise typer.BadParameter(f"what {name} is to be", param_hint="VALUE")
        value = asked("New PIN")
    elif entry.kind == "secret" and value:
        shown = True
    _change(entry, file.parse(entry, value), profile)
    if shown:
        typer.echo(f"mirror: Others can see what stands on a command line; `mirror settings set {name}` asks for it.", err=True)


@settings.command("reset")
@plain
def reset_setting(
    name: Annotated[str, typer.Argument(metavar="SECTION.KEY", help="As voice.volume.")],
    profile: ProfileOption = None,
) -> None:
    """Back to the default: the line leaves the file."""
    from mirror.preferences import file

    _change(file.setting(name), None, profile)


def _change(entry: Setting, value: Any, profile: str | None) -> None:
    from mirror.errors import SettingsError
    from mirror.preferences import file, listing
    from mirror.settings import load_settings

    person = _file(profile)
    if person is not None and not entry.personal:
        raise SettingsError(f"{entry.name} belongs to the mirror, not to a person; set it without --profile.")
    file.store({entry.name: value}, person)
    typer.echo(f"{entry.name} = {listing.shown(entry, entry.of(load_settings(profile=person)))}")
    if listing.overridden(entry):
        typer.echo(f"mirror: {entry.variable} is set and wins over the file.", err=True)


def _file(profile: str | None) -> Path | None:
    from mirror.preferences import profiles as people

    return None if profile is None else people.file(profile)


@profiles.callback(invoke_without_command=True)
@plain
def _profiles(context: typer.Context) -> None:
    """The people of this mirror: list, add, rename, link, remove, pin. Alone: list."""
    if context.invoked_subcommand is None:
        list_profiles()


@profiles.command("list")
@plain
def list_profiles(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Everybody, with or without a PIN, and what they have of their own."""
    from mirror.preferences import profiles as people
    from mirror.settings import read_profile

    found: list[dict[str, Any]] = []
    for name in people.names():
        own = [f"{section}.{key}" for section, table in read_profile(people.file(name)).items() for key in table]
        found.append({"name": name, "pin": bool(people.pin_hash(name)), "own": own})
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    if not found:
        typer.echo("There is no profile yet; `mirror profiles add NAME` makes one.", err=True)
    for person in found:
        has = "PIN" if person["pin"] else "   "
        typer.echo(f"{person['name']:20}  {has}  {', '.join(person['own'])}".rstrip())


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Who.")]
PinOption = Annotated[bool, typer.Option("--pin", help="Ask for a PIN (from a pipe: the first line).")]


@profiles.command("add")
@plain
def add_profile(name: NameArgument, pin: PinOption = False) -> None:
    """A new person, with a PIN if wanted."""
    from mirror.preferences import profiles as people

    people.add(name, asked() if pin else "")
    typer.echo(f"{name} is one of this mirror's people now.")


@profiles.command("rename")
@plain
def rename_profile(name: NameArgument, new: Annotated[str, typer.Argument(metavar="NEW", help="The new name.")]) -> None:
    """Another name, in the log too."""
    from mirror.preferences import profiles as people
    from mirror.sessions import traces

    old = people.file(name).stem
    path = people.rename(name, new)
    try:
        moved = _renamed_in_log(old, path.stem)
    except WorldError:
        people.rename(path.stem, old)
        raise
    if path.stem.casefold() != old.casefold():
        traces.forget_name(old)  # who is erased later is known by the new name alone
    typer.echo(f"{old} is called {path.stem} now; sessions renamed: {moved}")


def _renamed_in_log(old: str, new: str) -> int:
    from mirror import paths
    from mirror.sessions import Store
    from mirror.settings import load_settings

    database = load_settings().sessions.database or paths.database()
    if isinstance(database, Path) and not database.exists():
        return 0
    with Store(database) as store:
        return store.rename(old, new)


@profiles.command("link")
@plain
def link_profile(
    name: NameArgument,
    id: Annotated[str, typer.Argument(metavar="ID", help="Of the same person at the clinic, or its beginning.")],
) -> None:
    """One of this mirror's people is somebody whom the clinic's database knows already."""
    from mirror import paths
    from mirror.errors import SessionError
    from mirror.sessions import Store, sync
    from mirror.settings import load_settings

    settings = load_settings()
    database = settings.sessions.database or paths.database()
    if not settings.database.url:
        raise SessionError("There is no clinic: database.url is empty (`mirror settings set database.url URL`).")
    sync.check_address(database, settings.database.url)
    with Store(database) as here, Store(settings.database.url) as there:
        moved = sync.link(here, there, name, id)
    typer.echo(f"{name} is one person here and at the clinic now; sessions of this mirror: {moved}")


@profiles.command("remove")
@plain
def remove_profile(
    name: NameArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget a person's settings and PIN. Their sessions stay until `mirror sessions erase NAME`."""
    from mirror.preferences import profiles as people

    found = people.file(name).stem
    if not yes and not typer.confirm(f"Forget the settings and the PIN of {found}?", default=False, err=True):
        typer.echo("mirror: Nothing was removed.", err=True)
        raise typer.Exit(1)
    people.remove(found)
    typer.echo(f"{found} is removed; `mirror sessions erase {found}` erases the sessions too.")


@profiles.command("pin")
@plain
def pin_profile(
    name: NameArgument,
    none: Annotated[bool, typer.Option("--none", help="Take the PIN away.")] = False,
) -> None:
    """Set, change or take away the PIN. Who has one is asked for it first."""
    from mirror.preferences import profiles as people

    found = people.file(name).stem
    if people.pin_hash(found):
        people.unlock(found, asked("PIN until now"))
    people.set_pin(found, "" if none else asked("New PIN"))
    typer.echo(f"{found} has {'no PIN' if none else 'a new PIN'}.")


def asked(prompt: str = "PIN") -> str:
    """A PIN from the keyboard, not shown, or a line from a pipe."""
    if sys.stdin.isatty():
        return str(typer.prompt(prompt, hide_input=True, err=True)).strip()
    return sys.stdin.readline().strip()
