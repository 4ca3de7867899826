"""Arrays beside a Whoosh index, mapped into memory: what the ordinary query is answered from.

One module a subject, each with how it is built from entries, how a refresh joins new rows to it, and how it
is read. A row is one document; rows follow the places, so that those near a place lie together.
"""
