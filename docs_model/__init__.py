"""What a document is: its kinds and fields; how it is read, edited, checked and exchanged.

    fields ─▶ kind ─▶ kinds/show        the declaration, written once (D1)
                 │
                 ├─▶ document           typed reads that never fail (D2, D8)
                 ├─▶ edit               named edits, one transaction each (D6, D7)
                 ├─▶ check, repair      what is wrong, and how it is put right (D3, D4)
                 ├─▶ compare, bring_back what changed, in words, and how it returns (H2, H4)
                 ├─▶ json, json_schema  the document as a file (D5)
                 ├─▶ table, sheets      the document as a spreadsheet (D12)
                 └─▶ typescript         the same declaration for the browser

Nothing in here does input or output, reads a clock or rolls dice: time, ids and chance are passed
in.
"""
