"""What counts as the address of a page, and what it is read as."""

from __future__ import annotations

import pytest

from index.errors import LoadingError
from index.loading.web.addresses import joined, parse


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://example.com", "https://example.com/"),
        ("  https://Example.COM/Story?page=2#end ", "https://example.com/Story?page=2"),
        ("<https://example.com/story>", "https://example.com/story"),
        ("HTTP://example.com:80/", "http://example.com/"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://example.com.:443/", "https://example.com/"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://bücher.example/märchen?für=uns", None),
        ("https://１２７.０.０.１/", "https://127.0.0.1/"),
        ("https://[2001:DB8::0:1]/", "https://[2001:db8::1]/"),
        ("https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/"),
        ("https://example.com/a/../secret", "https://example.com/secret"),
        ("https://example.com/a/%2e%2E/secret", "https://example.com/secret"),
        ("https://example.com//other.example/x", "https://example.com/other.example/x"),
        ("https://example.com/a b", None),
        ("https://example.com/%E2%82%AC", "https://example.com/%E2%82%AC"),
    ],
)
def test_an_address_has_one_form(typed: str, read: str | None) -> None:
    if " b" in typed:
        with pytest.raises(LoadingError, match="not the address of a page"):
            parse(typed)
    elif read is None:
        expected = "https://xn--bcher-kva.example/m%C3%A4rchen?f%C3%BCr=uns"
        assert str(parse(typed)) == expected
    else:
        assert str(parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "Nothing is not the address of a page"),
        ("story.txt", "not the address of a page"),
        ("example.com/story", "not the address of a page"),
        ("example.com:443/story", "not the address of a page"),
        ("https://", "not the address of a page"),
        ("https:///story", "not the address of a page"),
        ("https://exa mple.com/", "not the address of a page"),
        ("https://example.com\\@127.0.0.1/", "not the address of a page"),
        ("https://example.com/\r\nHost: other", "not the address of a page"),
        ("https://exa\u200bmple..com/", "not the address of a page"),
        ("https://-example.com/", "not the address of a page"),
        (f"https://{'a' * 64}.com/", "not the address of a page"),
        (f"https://{'a.' * 130}com/", "not the address of a page"),
        ("https://example.com/" + "a" * 3_000, "not the address of a page"),
        ("https://example.com:0/", "not the address of a page"),
        ("https://example.com:99999/", "not the address of a page"),
        ("https://example.com:http/", "not the address of a page"),
        ("https://%31%32%37.0.0.1/", "not the address of a page"),
        ("http://2130706433/", "not the address of a page"),
        ("http://0x7f000001/", "not the address of a page"),
        ("http://0x7f.1/", "not the address of a page"),
        ("http://127.1/", "not the address of a page"),
        ("http://0177.0.0.1/", "not the address of a page"),
        ("http://127.0.0.1.0/", "not the address of a page"),
        ("http://１２７.１/", "not the address of a page"),
        ("http://[fe80::1%25eth0]/", "not the address of a page"),
        ("http://[::1/", "not the address of a page"),
        ("http://[v1.x]/", "not the address of a page"),
        ("file:///etc/passwd", "begin with file: are not read"),
        ("ftp://example.com/story.txt", "begin with ftp: are not read"),
        ("gopher://127.0.0.1:70/x", "begin with gopher: are not read"),
        ("javascript:alert(1)", "begin with javascript: are not read"),
        ("data:text/html,story", "begin with data: are not read"),
        ("https://reader:secret@example.com/", "leave out what stands before the @"),
        ("https://example.com@127.0.0.1/", "leave out what stands before the @"),
        ("https://@example.com/", "leave out what stands before the @"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(typed: str, complaint: str) -> None:
    with pytest.raises(LoadingError, match=complaint) as caught:
        parse(typed)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/next", "https://example.com/next"),
        ("next?p=2", "https://example.com/stories/next?p=2"),
        ("//other.example/x", "https://other.example/x"),
        ("https://example.org", "https://example.org/"),
        ("?p=3", "https://example.com/stories/one?p=3"),
    ],
)
def test_a_redirect_leads_from_where_it_stands(location: str, leads_to: str) -> None:
    assert str(joined(parse("https://example.com/stories/one"), location)) == leads_to


def test_no_redirect_leads_from_https_to_http() -> None:
    with pytest.raises(LoadingError, match="without encryption"):
        joined(parse("https://example.com/"), "http://example.com/")


def test_a_redirect_may_lead_from_http_to_https() -> None:
    assert joined(parse("http://example.com/"), "https://example.com/").scheme == "https"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://[::1", "https://0x7f.1/"])
def test_a_redirect_is_read_as_strictly_as_what_members_type(location: str) -> None:
    with pytest.raises(LoadingError):
        joined(parse("http://example.com/"), location)
