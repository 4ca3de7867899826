"""Make data/plain_words.txt, the ordinary English words that no search should take for a slip of another.

    python -m scripts.make_plain_words /usr/share/dict/american-english-small \\
        /usr/share/dict/british-english-small

The lists are SCOWL's, as Debian's packages wamerican-small and wbritish-small have them; see data/README.md.
"""

import sys
from pathlib import Path

from data.term import PLAIN_WORDS
from indexer.asking.spelling import SHORTEST


def main() -> None:
    """Write the file, and say how many words it has."""
    if len(sys.argv) < 2:
        sys.exit((__doc__ or "").strip())
    listed = (word for path in sys.argv[1:] for word in Path(path).read_text("utf-8").lower().split())
    words = sorted({word for word in listed if word.isascii() and word.isalpha() and len(word) >= SHORTEST})
    PLAIN_WORDS.write_text("\n".join(words) + "\n", encoding="ascii")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
