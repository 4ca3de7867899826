"""Times and numbers as the desk says them."""

from datetime import datetime, timedelta

from markupsafe import Markup, escape

_CODE = Markup("<code>{}</code>")
_STEPS = ((timedelta(days=2), "days", timedelta(days=1)), (timedelta(hours=2), "h", timedelta(hours=1)),
          (timedelta(minutes=1), "min", timedelta(minutes=1)))  # fmt: skip


def moment(at: datetime | None) -> str:
    """A moment, in UTC as everywhere in the logs."""
    return f"{at:%-d %b %Y, %H:%M} UTC" if at else "never"


def ago(at: datetime | None, now: datetime) -> str:
    """How long ago, or how long until."""
    if at is None:
        return "never"
    said = span(abs(now - at))
    if not said:
        return "just now"
    return f"{said} ago" if at <= now else f"in {said}"


def span(length: timedelta) -> str:
    """A length of time in its largest unit; empty for less than a minute."""
    return next((f"{length // unit} {name}" for least, name, unit in _STEPS if length >= least), "")


def coded(text: str) -> Markup:
    """Words with commands between backticks, as these are set in a terminal's help."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(_CODE.format(part) if number % 2 else part for number, part in enumerate(parts))


def percent(part: float, whole: float) -> str:
    """A share, in whole per cent."""
    return f"{part / whole:.0%}" if whole else "0%"
