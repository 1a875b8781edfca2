"""A checksum over the whole of a row, its key included: a row that landed in the wrong place is damage, too (P6)."""

from zlib import crc32


def entry_sum(document: bytes, seq: int, at: int, actor: bytes, update: bytes) -> int:
    """Sum up one entry of a log."""
    return crc32(update, crc32(b"%b\0%d %d %b" % (document, seq, at, actor)))


def checkpoint_sum(document: bytes, upto_seq: int, at: int, update: bytes) -> int:
    """Sum up a checkpoint."""
    return crc32(update, crc32(b"%b\0%d %d" % (document, upto_seq, at)))


def record_sum(collection: bytes, key: bytes, version: int, value: bytes) -> int:
    """Sum up a record."""
    return crc32(value, crc32(b"%b\0%b\0%d" % (collection, key, version)))
