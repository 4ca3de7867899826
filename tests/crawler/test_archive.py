from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, ArchiveMissing, ArchiveTorn, ArchiveWriter
from crawler.records import Page

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def stored(url, place):
    return Page(
        url=url, source="sites", listing_id=None, fetched_at=NOW, status=200, content_type=None,
        etag=None, last_modified=None, content_hash="", warc_file=place[0], warc_offset=place[1], run_id=1,
    )  # fmt: skip


def write(folder, *bodies, headers=()):
    with Archive(folder).writer() as writer:
        urls = [f"http://backs.example/{number}" for number in range(len(bodies))]
        return [
            stored(url, writer.write(url, 200, headers, body, NOW))
            for url, body in zip(urls, bodies, strict=True)
        ]


@pytest.mark.parametrize(
    "body", [b"", b"<p>caf\xe9 \xff\x00</p>", "naïve ✓".encode("utf-16"), b"\r\n" * 9, b"x" * 3_000_000]
)
def test_a_body_comes_back_byte_for_byte(tmp_path, body):
    [first, _] = write(tmp_path, body, b"another")
    assert Archive(tmp_path).read(first).body == body


def test_headers_status_and_url_come_back(tmp_path):
    headers = [("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("ETag", '"x"')]
    [page] = write(tmp_path, b"body", headers=headers)
    read = Archive(tmp_path).read(page)
    assert (read.url, read.status) == ("http://backs.example/0", 200)
    assert [pair for pair in read.headers if pair[0] != "Content-Length"] == headers


def test_the_encoding_as_sent_is_kept_aside_since_the_body_is_decoded(tmp_path):
    [page] = write(tmp_path, b"decoded", headers=[("Content-Encoding", "br"), ("Content-Length", "3")])
    read = Archive(tmp_path).read(page)
    assert read.body == b"decoded"
    assert dict(read.headers) == {
        "X-Crawler-Content-Encoding": "br", "X-Crawler-Content-Length": "3", "Content-Length": "7"
    }  # fmt: skip


def test_a_line_break_in_a_header_cannot_forge_another(tmp_path):
    [page] = write(tmp_path, b"body", headers=[("X-Odd", "a\r\nSet-Cookie: b")])
    assert Archive(tmp_path).read(page).headers[0] == ("X-Odd", "a Set-Cookie: b")


def test_any_warc_reader_can_read_the_file(tmp_path):
    pages = write(tmp_path, b"one", b"two")
    with (tmp_path / pages[0].warc_file).open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers["WARC-Target-URI"])
            for one in ArchiveIterator(file, check_digests="raise")
        ]
    assert records == [
        ("warcinfo", None), ("response", "http://backs.example/0"), ("response", "http://backs.example/1")
    ]  # fmt: skip


def test_a_missing_file_says_what_to_do(tmp_path):
    [page] = write(tmp_path, b"body")
    (tmp_path / page.warc_file).unlink()
    with pytest.raises(ArchiveMissing, match="crawl the source again"):
        Archive(tmp_path).read(page)


@pytest.mark.parametrize("cut", [1, 20, 200, 2_000, 5_000])
def test_a_torn_tail_is_noticed_and_the_records_before_it_stay_readable(tmp_path, cut):
    noise = bytes(range(256)) * 40 + b"".join(str(number**3).encode() for number in range(2_000))
    [first, last] = write(tmp_path, b"whole", noise)
    path = tmp_path / first.warc_file
    path.write_bytes(path.read_bytes()[:-cut])
    assert Archive(tmp_path).read(first).body == b"whole"
    if cut > 8:  # the last bytes are gzip's checksum: without them the body is still whole
        with pytest.raises(ArchiveTorn):
            Archive(tmp_path).read(last)


@pytest.mark.parametrize("shift", [1, -1, 10_000])
def test_an_offset_that_is_no_record_is_torn_not_a_crash(tmp_path, shift):
    [_, page] = write(tmp_path, b"one", b"two")
    wrong = stored(page.url, (page.warc_file, page.warc_offset + shift))
    with pytest.raises(ArchiveTorn):
        Archive(tmp_path).read(wrong)


def test_another_pages_record_is_not_taken_for_this_page(tmp_path):
    [first, second] = write(tmp_path, b"one", b"two")
    with pytest.raises(ArchiveTorn, match=r"holds http://backs\.example/1"):
        Archive(tmp_path).read(stored(first.url, (second.warc_file, second.warc_offset)))


def test_a_full_file_is_followed_by_the_next(tmp_path):
    with ArchiveWriter(tmp_path, roll_bytes=1) as writer:
        places = [writer.write("http://backs.example/", 200, (), body, NOW) for body in (b"one", b"two")]
    assert len({name for name, _ in places}) == 2
    assert [Archive(tmp_path).read(stored("http://backs.example/", place)).body for place in places] == [
        b"one",
        b"two",
    ]


def test_nothing_is_created_until_a_page_is_written(tmp_path):
    with Archive(tmp_path / "pages").writer():
        pass
    assert not (tmp_path / "pages").exists()
