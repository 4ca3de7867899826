"""From typed words to what is meant, and to what is shown beside the hits."""
