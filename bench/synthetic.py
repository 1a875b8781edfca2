"""Make a small typing trace: words typed, mistakes taken back, lines moved, with letters of every width.

python -m bench.synthetic bench/traces/synthetic.json
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

WORDS = [
    "house",
    "lights",
    "down",
    "preset",
    "go",
    "cue",
    "stage",
    "left",
    "right",
    "prompt",
    "curtain",
    "band",
    "playback",
    "check",
    "one",
    "two",
    "Ünïcode",
    "Beleuchtung",
    "スタンバイ",
    "🎭",
    "🎚️",
    "👩\u200d🎤",
    "𝄞",
    "standby",
    "cleared",
]
TRANSACTIONS = 1_200
Transaction = dict[str, Any]


def make(chance: random.Random, start: str) -> tuple[list[Transaction], str]:
    """Type for a while; give the transactions and the text they lead to. Positions are in code points."""
    text = start
    at = len(text)
    transactions: list[Transaction] = []

    def patch(position: int, deleted: int, inserted: str) -> None:
        nonlocal text, at
        text = text[:position] + inserted + text[position + deleted :]
        at = position + len(inserted)
        transactions.append({"patches": [[position, deleted, inserted]]})

    while len(transactions) < TRANSACTIONS:
        match chance.randrange(12):
            case 0:
                at = chance.randrange(len(text) + 1)
            case 1 if at > 3:
                for _ in range(chance.randrange(1, 4)):
                    patch(at - 1, 1, "")
            case 2 if len(text) > 80:
                begin = chance.randrange(len(text) - 40)
                patch(begin, chance.randrange(1, 40), chance.choice(WORDS))
            case 3:
                patch(at, 0, "\n" + " ".join(chance.choices(WORDS, k=5)))
            case _:
                for letter in chance.choice(WORDS) + " ":
                    patch(at, 0, letter)
    return transactions, text


def main() -> None:
    """Write a trace to the file that is named."""
    start = "Run of show\n"
    transactions, end = make(random.Random(20), start)
    trace = {"startContent": start, "endContent": end, "txns": transactions}
    Path(sys.argv[1]).write_text(
        json.dumps(trace, ensure_ascii=False, separators=(",", ":")) + "\n"
    )


if __name__ == "__main__":
    main()
