"""A group's weekly picture, to be read on a phone: who waits and how long, homes open, stays that run."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from bot.casework.figures import LONG_WAIT, WAITING_WEEKS, WeekFigures
from bot.texts import Texts
from conversations.text import Value, Verbatim, _, n_

INCHES, DOTS, LEFT = (7.2, 9.0), 150, 0.05
"""1080 × 1350 points: a phone's width, upright."""

INK, QUIET, GROUND = "#22282f", "#5f6a76", "#ffffff"
WAITS, LONGEST, OPEN_HOMES = "#0072b2", "#d55e00", "#009e73"
"""Okabe and Ito's colours, told apart by people with any colour vision; no meaning stands on the colour alone."""

FACE = {
    bold: FontProperties(fname=Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name)
    for bold, name in ((False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf"))
}
"""The letters that matplotlib brings along, whatever else the machine has."""

FLOOR = "#d0d8da"


def week_picture(texts: Texts, language: str, figures: WeekFigures) -> bytes:
    """The picture as PNG, 1080 × 1350; the same bytes for the same figures. TextError for an unknown language."""
    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor=GROUND)
    FigureCanvasAgg(figure)
    _Picture(texts, language, figures, figure).draw()
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=DOTS, metadata={"Software": None})
    return written.getvalue()


class _Picture:
    """One picture: the head, two charts, and the stays below."""

    def __init__(self, texts: Texts, language: str, figures: WeekFigures, figure: Figure) -> None:
        self.texts, self.language, self.figures, self.figure = texts, language, figures, figure

    def draw(self) -> None:
        """Everything, from the top to the bottom."""
        self._head()
        self._waiting(self.figure.add_axes((0.07, 0.515, 0.88, 0.275)))
        self._homes(self.figure.add_axes((0.07, 0.155, 0.88, 0.20)))
        self._stays()

    def _head(self) -> None:
        week = self.figures.week_begins.isocalendar().week
        begins = _("Week {week}, from {day}").of(week=str(week), day=self.figures.week_begins)
        self._line(0.945, Verbatim(self.figures.group_name), 24, bold=True)
        self._line(0.910, begins, 16)

    def _waiting(self, axes: Axes) -> None:
        waiting = n_("{n} guest waits for a home", "{n} guests wait for a home").of(n=self.figures.guests_waiting)
        self._title(0.845, waiting, _("For how many weeks so far (a guest can be a family):"))
        labels = [f"{first}–{last}" if last is not None else f"{first}+" for first, last in WAITING_WEEKS]
        colours = [LONGEST if first >= LONG_WAIT else WAITS for first, _last in WAITING_WEEKS]
        self._bars(axes, labels, self.figures.waiting, colours)

    def _homes(self, axes: Axes) -> None:
        now = n_("{n} home is open this week", "{n} homes are open this week").of(n=self.figures.homes[0])
        self._title(0.420, now, _("Homes open in the weeks ahead, by week number:"))
        weeks = [self.figures.week_begins + dt.timedelta(weeks=ahead) for ahead in range(len(self.figures.homes))]
        labels = [str(week.isocalendar().week) for week in weeks]
        self._bars(axes, labels, self.figures.homes, [OPEN_HOMES] * len(labels))

    def _stays(self) -> None:
        running = n_("{n} stay is running", "{n} stays are running").of(n=self.figures.stays)
        ending = n_("{n} of them ends within eight weeks", "{n} of them end within eight weeks")
        self._line(0.070, running, 20, bold=True)
        if self.figures.stays:
            self._line(0.035, ending.of(n=self.figures.ending_soon), 15)

    def _title(self, y: float, title: Value, below: Value) -> None:
        self._line(y, title, 20, bold=True)
        self._line(y - 0.032, below, 15)

    def _line(self, y: float, words: Value, points: float, *, bold: bool = False) -> None:
        """One line of words, a little smaller where it would not fit into the width."""
        colour = INK if bold else QUIET
        line = self.figure.text(LEFT, y, self._plain(words), font=FACE[bold], fontsize=points, color=colour)
        line.set_parse_math(False)
        wide = line.get_window_extent().width / self.figure.bbox.width
        line.set_fontsize(points * min(1.0, (1 - 2 * LEFT) / wide) if wide else points)

    def _bars(self, axes: Axes, labels: list[str], counts: tuple[int, ...], colours: list[str]) -> None:
        """Bars with their numbers on top; the numbers make an axis for them needless."""
        bars = axes.bar(range(len(counts)), counts, color=colours, width=0.72)
        numbers = [str(count) for count in counts]
        axes.bar_label(bars, numbers, padding=4, font=FACE[True], fontsize=17, color=INK)
        axes.set_ylim(0, max(1, *counts) * 1.22)
        axes.set_xticks(range(len(labels)), labels, font=FACE[False], fontsize=16, color=INK)
        axes.yaxis.set_visible(False)
        axes.tick_params(axis="x", length=0, pad=6)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(FLOOR)

    def _plain(self, text: Value) -> str:
        return self.texts.plain(text, self.language)
