"""One module a step; its `revision` never changes once released."""
