"""Undoes the content encodings of answers (gzip, deflate, br, zstd), within `MAX_PAGE_BYTES`."""

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.manners.bounds import Refused


class UnpackingMiddleware(HttpCompressionMiddleware):
    """Scrapy's, but an answer that is not packed as it says is an outcome, not an error of ours."""

    # Scrapy's third parameter is on its way out: it warns where it is given.
    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Unpack. Raises `Refused`, and Scrapy's `IgnoreRequest` for what is too large."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest:
            raise
        except Exception as error:
            encoding = response.headers.get("Content-Encoding") or b""
            detail = f"not {encoding.decode('latin-1')[:40]}: {type(error).__name__}: {error}"
            raise Refused("unreadable", detail, sent=True) from error
