"""Speed and memory, shown as ratios against a peer doing the same work in the same run."""
