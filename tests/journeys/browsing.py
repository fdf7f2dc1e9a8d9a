"""A person at the tracker's own pages without a browser: signs in, reads forms as a browser would, posts them back."""

from __future__ import annotations

import http.cookiejar
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, Request, build_opener

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """An answered page."""

    url: str
    status: int
    text: str

    def form(self, *, holding: str) -> Fields:
        """Return the fields of the form that has a field of this name, as a browser would send them untouched."""
        for fields in forms_in(self.text):
            if any(name == holding for name, _ in fields):
                return fields
        raise AssertionError(f"no form on {self.url} has a field called {holding}")


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self._inside = False
        self._select: str | None = None
        self._chosen: str | None = None
        self._first: str | None = None
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self.forms.append([])
            self._inside = True
        elif not self._inside:
            return
        elif tag == "input":
            kind = given.get("type", "text")
            if kind in ("submit", "button", "file", "image") or "disabled" in given:
                return
            if kind in ("checkbox", "radio") and "checked" not in given:
                return
            self._add(given.get("name"), given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._select, self._chosen, self._first = given.get("name"), None, None
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            self._first = value if self._first is None else self._first
            if "selected" in given:
                self._chosen = value
        elif tag == "textarea":
            self._textarea, self._text = given.get("name"), ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._select:
            value = self._chosen if self._chosen is not None else self._first
            if value is not None:
                self._add(self._select, value)
            self._select = None
        elif tag == "textarea" and self._textarea:
            self._add(self._textarea, self._text.removeprefix("\n"))
            self._textarea = None

    def _add(self, name: str | None, value: str) -> None:
        if name:
            self.forms[-1].append((name, value))


def forms_in(text: str) -> list[Fields]:
    """Return the fields of every form of a page, in order."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Visitor:
    """One person's session with the tracker."""

    base: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        # Cookies of 127.0.0.1 belong to every port, so each visitor has a jar of their own.
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies))
        self._straight = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies), _NoRedirect())

    def get(self, path: str) -> Page:
        """Fetch a page, following redirects."""
        return self._open(Request(urljoin(self.base, path)))

    def post(self, path: str, fields: Fields | Mapping[str, str], *, follow: bool = True) -> Page:
        """Post fields as a form, following redirects unless told not to."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else fields
        body = urlencode(pairs).encode()
        request = Request(urljoin(self.base, path), data=body, headers={"Referer": urljoin(self.base, path)})
        return self._open(request, follow=follow)

    def sign_in(self, email: str, password: str) -> Visitor:
        """Sign in by the page people use."""
        page = self.get("/account/login/")
        fields = changed(page.form(holding="password"), login=email, password=password)
        done = self.post("/account/login/", fields)
        assert "/login" not in done.url, f"{email} could not sign in"
        return self

    def save(self, path: str, *, holding: str, **values: str) -> Page:
        """Open a form, change some of its fields, save it."""
        page = self.get(path)
        assert page.status == 200, f"{path} answered {page.status}"
        return self.post(page.url, changed(page.form(holding=holding), **values))

    def _open(self, request: Request, *, follow: bool = True) -> Page:
        try:
            with (self._opener if follow else self._straight).open(request, timeout=30) as answer:
                return Page(answer.url, answer.status, answer.read().decode())
        except HTTPError as refused:
            with refused:
                return Page(refused.url or request.full_url, refused.code, refused.read().decode())


def changed(fields: Fields, **values: Any) -> Fields:
    """Return the fields with some values put in their place; a name with __ may be given for one with dashes."""
    left = {name.replace("__", "-"): str(value) for name, value in values.items()}
    result = [(name, left.pop(name, value)) for name, value in fields]
    return result + list(left.items())
