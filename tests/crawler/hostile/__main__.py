"""`python -m tests.crawler.hostile`: crawl the traps once and print what came of each."""

import tempfile
from pathlib import Path

from tests.crawler.hostile.run import crawl_all, table

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        crawled = crawl_all(Path(folder) / "hostile")
        print(*table(crawled), crawled.out, crawled.error, sep="\n")
