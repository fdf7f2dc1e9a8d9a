"""Charts drawn: a specification in, SVG or PNG out. The drawing is done in a child process; see `drawing`."""

from governance.charts.drawing import CannotDraw, Drawn, draw_png, draw_svg, drawn, wake

__all__ = ["CannotDraw", "Drawn", "draw_png", "draw_svg", "drawn", "wake"]
