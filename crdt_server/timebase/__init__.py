"""Telling the time of a server that answers from afar: nodes and programs share one clock, as browsers do.

    probes (when to ask) ─▶ two questions, four timestamps each ─▶ estimate (offset, drift, bound)
                                                                     └─▶ shared_clock: never back

Nothing here reads a clock or sends anything. `web/src/live/clock/` is the same in the browser, and
`tests/vectors/clock.json` holds both to the same numbers; docs/timing.md has the rules and figures.
All times are milliseconds; local ones come from a clock that is never set, such as `perf_counter`.
"""
