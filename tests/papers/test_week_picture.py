"""The weekly picture: its size, its words in every language, and that nobody can be known by it."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys

import matplotlib.image
import numpy as np
import pytest
from pydantic import ValidationError

from bot.casework.figures import WAITING_WEEKS, WeekFigures, by_waiting_weeks
from bot.papers.week_picture import GROUND, LONGEST, OPEN_HOMES, WAITS, week_picture
from bot.texts import LANGUAGES, Texts

TEXTS = Texts.load()
MONDAY = dt.date(2027, 3, 1)

FIGURES = WeekFigures(
    group_name="Helsinki, Espoo, Vantaa $x$ & a very long name that has to be set in smaller letters",
    week_begins=MONDAY,
    waiting=(7, 12, 9, 4, 3, 1),
    homes=(6, 6, 8, 9, 9, 11, 12, 12),
    stays=23,
    ending_soon=4,
)
NONE = WeekFigures(group_name="Lappi", week_begins=MONDAY, waiting=(0,) * 6, homes=(0,) * 8, stays=0)


def pixels(png: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture's points, as three bytes each."""
    read = matplotlib.image.imread(io.BytesIO(png), format="png")
    return np.round(np.asarray(read)[..., :3] * 255).astype(np.uint8)


def share(png: bytes, colour: str) -> float:
    """How much of the picture has just this colour."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.uint8)
    return float(np.mean(np.all(pixels(png) == wanted, axis=-1)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_upright_for_a_phone_and_its_words_stay_inside(language: str) -> None:
    png = week_picture(TEXTS, language, FIGURES)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    points = pixels(png)
    assert points.shape == (1350, 1080, 3)
    edge = np.concatenate([points[:, :20].reshape(-1, 3), points[:, -20:].reshape(-1, 3)])
    assert np.all(edge == 255), "nothing runs out of the picture"


def test_the_colours_say_what_they_are_and_bars_grow_with_their_numbers() -> None:
    png, none = week_picture(TEXTS, "en", FIGURES), week_picture(TEXTS, "en", NONE)
    for colour in (WAITS, LONGEST, OPEN_HOMES):
        assert share(png, colour) > 0.005
        assert share(none, colour) == 0
    assert share(none, GROUND) > share(png, GROUND) > 0.5


def test_the_same_figures_give_the_same_bytes() -> None:
    assert week_picture(TEXTS, "fi", FIGURES) == week_picture(TEXTS, "fi", FIGURES)
    assert week_picture(TEXTS, "fi", FIGURES) != week_picture(TEXTS, "fi", NONE)


def test_drawing_touches_no_global_state() -> None:
    code = "import sys, bot.papers.week_picture; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_wait_is_counted_once() -> None:
    counts = by_waiting_weeks([0, 6, 13, 14, 27, 28, 55, 56, 90, 91, 181, 182, 1000, -1])
    assert counts == (4, 2, 2, 2, 2, 2)
    assert len(counts) == len(WAITING_WEEKS)
    assert all(last is None or last + 1 == WAITING_WEEKS[at + 1][0] for at, (_first, last) in enumerate(WAITING_WEEKS))


@pytest.mark.parametrize(
    "wrong",
    [{"waiting": (1, 2)}, {"homes": (1,)}, {"ending_soon": 24}, {"week_begins": dt.date(2027, 3, 2)}, {"stays": -1}],
)
def test_figures_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WeekFigures.model_validate({**FIGURES.model_dump(), **wrong})
