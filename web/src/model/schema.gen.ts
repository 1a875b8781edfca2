// Generated from docs_model/kinds by `python -m docs_model.typescript`.
// Do not edit: change the declaration instead.
//
// Times of day and durations are milliseconds, instants are Unix milliseconds.
// Limits of text count code points.

/** Milliseconds of a day. */
export const DAY = 86400000
/** The latest time of day: times from 24 hours on are on a later day. */
export const LAST_TIME = 604799999
/** The longest duration. */
export const LONGEST = 604800000
/** What an unusable rank reads as. */
export const LAST_RANK = "zzzzzz"
/** The longest rank; when there is no shorter one, the rows are ranked anew. */
export const RANK_LIMIT = 400
/** What a rank looks like. */
export const RANK_PATTERN = "^[0-9A-Za-z]*[1-9A-Za-z]$"
/** What the id of a record looks like. */
export const ID_PATTERN = "^[0-9A-Za-z_-]{1,64}$"
/** What a date looks like. */
export const DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
/** What the name of a time zone looks like. */
export const ZONE_PATTERN = "^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}$"

export type SegmentCount =
  | "duration"
  | "to_end"

export type SegmentStatus =
  | "pending"
  | "in_progress"
  | "completed"

export type SegmentColour =
  | "none"
  | "red"
  | "amber"
  | "yellow"
  | "green"
  | "teal"
  | "blue"
  | "violet"
  | "pink"

export type CueDepartment =
  | "lighting"
  | "sound"
  | "video"
  | "graphics"
  | "stage"
  | "talent"
  | "effects"
  | "other"

/** What the document is, and what it is called. */
export interface Meta {
  /** The kind of the document. */
  readonly kind: string
  /** The version of the kind's declaration it was made with. */
  readonly version: number
  /** Changes when the document's history is started anew. */
  readonly epoch: string
  /** What people call the document. */
  readonly title: string
}

/** What holds for the whole evening. */
export interface ShowInfo {
  /** The day the show begins on. */
  readonly date: string | null
  /** The time zone all times of day are meant in. */
  readonly time_zone: string
  /** Where it takes place. */
  readonly venue: string
  /** When the first segment starts, unless it says so itself. */
  readonly planned_start: number | null
}

/** The rows of the run of show. */
export interface Segment {
  /** Names the record for good. */
  readonly id: string
  /** Its place in the order. */
  readonly rank: string
  /** What happens. */
  readonly name: string
  /** What sort of thing it is. */
  readonly type: string
  /** The fixed start; null: it follows the segment before. */
  readonly start: number | null
  /** How long it is planned to last. */
  readonly duration: number
  /** The fixed end; null: start plus duration. */
  readonly end: number | null
  /** Whether it lasts its time even when it begins late, or finishes at its end. */
  readonly count: SegmentCount
  /** How far it has got on the night. */
  readonly status: SegmentStatus
  /** Anything worth knowing. */
  readonly notes: string
  /** The colour of its row. */
  readonly colour: SegmentColour
  /** Who added it. */
  readonly created_by: string
  /** When somebody last changed it, to within ten seconds. */
  readonly updated_at: number | null
  /** When it was deleted; null while it is not. */
  readonly deleted_at: number | null
}

/** What departments do at a moment of a segment. */
export interface Cue {
  /** Names the record for good. */
  readonly id: string
  /** The segment it belongs to. */
  readonly segment: string
  /** Its place within the segment. */
  readonly rank: string
  /** What it is called over the headset, such as LX 12. */
  readonly number: string
  /** What it does. */
  readonly label: string
  /** Who does it. */
  readonly department: CueDepartment
  /** When and how. */
  readonly note: string
  /** When somebody last changed it, to within ten seconds. */
  readonly updated_at: number | null
  /** When it was deleted; null while it is not. */
  readonly deleted_at: number | null
}

/** One note for each segment that has one; its id is that of the segment, so it follows the row. */
export interface Note {
  /** Names the record for good. */
  readonly id: string
  /** There because every record has one; the row says where a note stands. */
  readonly rank: string
  /** What only this audience reads. */
  readonly text: string
  /** When somebody last changed it, to within ten seconds. */
  readonly updated_at: number | null
  /** When it was deleted; null while it is not. */
  readonly deleted_at: number | null
}

/**
 * All kinds by name. `keyed` roots hold records by id, ordered by rank among those with the
 * same value of the field `within`.
 */
export const KINDS = {
  show: {
    name: "show",
    version: 1,
    title: "Run of show",
    roots: {
      meta: {
        keyed: false,
        within: null,
        fields: {
          kind: { shape: "fixed", default: "show", value: "show" },
          version: { shape: "integer", default: 1, least: 1, most: 1000000, nullable: false },
          epoch: { shape: "text", default: "", limit: 64 },
          title: { shape: "text", default: "", limit: 200 },
        },
      },
      show: {
        keyed: false,
        within: null,
        fields: {
          date: { shape: "date", default: null },
          time_zone: { shape: "time_zone", default: "UTC" },
          venue: { shape: "text", default: "", limit: 200 },
          planned_start: { shape: "time", default: null, least: 0, most: 604799999, nullable: true },
        },
      },
      segments: {
        keyed: true,
        within: null,
        fields: {
          rank: { shape: "rank", default: "zzzzzz" },
          name: { shape: "prose", default: "", limit: 500, lines: "one" },
          type: {
            shape: "open_choice",
            default: "other",
            limit: 40,
            suggestions: [
              "talk",
              "keynote",
              "panel",
              "performance",
              "music",
              "video",
              "break",
              "changeover",
              "ceremony",
              "doors",
              "technical",
              "other",
            ],
          },
          start: { shape: "time", default: null, least: 0, most: 604799999, nullable: true },
          duration: { shape: "duration", default: 0, least: 0, most: 604800000, nullable: false },
          end: { shape: "time", default: null, least: 0, most: 604799999, nullable: true },
          count: { shape: "choice", default: "duration", values: ["duration", "to_end"] },
          status: { shape: "choice", default: "pending", values: ["pending", "in_progress", "completed"] },
          notes: { shape: "prose", default: "", limit: 20000, lines: "many" },
          colour: {
            shape: "choice",
            default: "none",
            values: ["none", "red", "amber", "yellow", "green", "teal", "blue", "violet", "pink"],
          },
          created_by: { shape: "text", default: "", limit: 200 },
          updated_at: { shape: "instant", default: null, least: 0, most: 8640000000000000, nullable: true },
          deleted_at: { shape: "instant", default: null, least: 0, most: 8640000000000000, nullable: true },
        },
      },
      cues: {
        keyed: true,
        within: "segment",
        fields: {
          segment: { shape: "reference", default: "", to: "segments" },
          rank: { shape: "rank", default: "zzzzzz" },
          number: { shape: "text", default: "", limit: 20 },
          label: { shape: "prose", default: "", limit: 500, lines: "one" },
          department: {
            shape: "choice",
            default: "other",
            values: ["lighting", "sound", "video", "graphics", "stage", "talent", "effects", "other"],
          },
          note: { shape: "prose", default: "", limit: 5000, lines: "many" },
          updated_at: { shape: "instant", default: null, least: 0, most: 8640000000000000, nullable: true },
          deleted_at: { shape: "instant", default: null, least: 0, most: 8640000000000000, nullable: true },
        },
      },
    },
  },
  notes: {
    name: "notes",
    version: 1,
    title: "Private notes",
    roots: {
      meta: {
        keyed: false,
        within: null,
        fields: {
          kind: { shape: "fixed", default: "notes", value: "notes" },
          version: { shape: "integer", default: 1, least: 1, most: 1000000, nullable: false },
          epoch: { shape: "text", default: "", limit: 64 },
          title: { shape: "text", default: "", limit: 200 },
        },
      },
      notes: {
        keyed: true,
        within: null,
        fields: {
          rank: { shape: "rank", default: "zzzzzz" },
          text: { shape: "prose", default: "", limit: 20000, lines: "many" },
          updated_at: { shape: "instant", default: null, least: 0, most: 8640000000000000, nullable: true },
          deleted_at: { shape: "instant", default: null, least: 0, most: 8640000000000000, nullable: true },
        },
      },
    },
  },
  free: { name: "free", version: 1, title: "Free document", roots: {} },
} as const

export const SHOW = KINDS.show
export const NOTES = KINDS.notes
export const FREE = KINDS.free
