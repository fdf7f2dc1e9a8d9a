"""The addresses of the pages for board members."""

from django.urls import path

from governance.pages import boards

urlpatterns = [
    path("", boards.home, name="home"),
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:code>/", boards.board, name="board"),
    path("boards/<slug:code>/card/", boards.board_card, name="board-card"),
]
