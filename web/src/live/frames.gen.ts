// Generated from crdt_server/channels by `python -m crdt_server.channels.typescript`.
// Do not edit: change the declaration instead.

/** Put a segment on: Set Active (S000-25). What is on until then is completed. */
export interface Activate {
  readonly segmentId: string
  readonly term?: number | null
}

/** The segment that is on; `paused_ms` are pauses that are over, `added_ms` is time given to it, or taken. */
export interface Active {
  readonly segmentId: string
  readonly startedAt: number
  readonly plan: Plan
  readonly pausedAt?: number | null
  readonly pausedMs?: number
  readonly addedMs?: number
}

/** Give what is on more time, or less: milliseconds. */
export interface AddTime {
  readonly ms: number
  readonly term?: number | null
}

/** A command is done; `seq` is the event after which everybody sees that. */
export interface Answer {
  readonly type: 'answer'
  readonly channel: string
  readonly id: string
  readonly generation: number
  readonly seq: number
}

/** Make the screens on stage black, or show them again. */
export interface Blackout {
  readonly on: boolean
  readonly term?: number | null
}

/** GO for cues; the segment stays. */
export interface CallCues {
  readonly cueIds: readonly string[]
  readonly term?: number | null
}

/** All of it, and the record that says which segment is active (S000-16). */
export interface CallState {
  readonly sessionId: string
  readonly createdAt: number
  readonly active?: Active | null
  readonly updatedBy?: Person | null
  readonly updatedAt?: number | null
  readonly firstStartedAt?: number | null
  readonly done?: Readonly<Record<string, Done>>
  readonly caller?: Caller | null
  readonly callers?: readonly Person[]
  readonly term?: number
  readonly request?: Request | null
  readonly standby?: Standby | null
  readonly called?: Readonly<Record<string, CalledCue>>
  readonly stage?: Stage
}

/** A cue that was called: of which segment, when. */
export interface CalledCue {
  readonly segmentId: string
  readonly at: number
}

/** Who has the call, since when. */
export interface Caller {
  readonly id: string
  readonly name: string
  readonly since: number
}

/** Nothing is on; what was is to come again. */
export interface Clear {
  readonly term?: number | null
}

/** Take the message from the screens on stage. */
export interface ClearMessage {
  readonly term?: number | null
}

/** The time at which a probe came, and at which this was sent. */
export interface ClockAnswer {
  readonly type: 'clock'
  readonly id: number
  readonly t0: number
  readonly t1: number
  readonly t2: number
}

/** Ask for something. */
export interface Command {
  readonly type: 'command'
  readonly channel: string
  readonly id: string
  readonly command: string
  readonly args?: unknown
}

/** The segment is over; by default the one that is on. */
export interface Complete {
  readonly segmentId?: string | null
  readonly term?: number | null
}

/** A segment that is over; one that was skipped has neither start nor end. */
export interface Done {
  readonly status: Status
  readonly startedAt?: number | null
  readonly endedAt?: number | null
  readonly plan?: Plan | null
  readonly pausedMs?: number
  readonly addedMs?: number
}

/** A channel is not given any more. */
export interface Ended {
  readonly type: 'ended'
  readonly channel: string
  readonly code: string
  readonly reason: string
}

/** What one command made happen, and what that changes in the state: a JSON Merge Patch (RFC 7396). */
export interface Events {
  readonly type: 'events'
  readonly channel: string
  readonly generation: number
  readonly seq: number
  readonly at: number
  readonly events: readonly Told[]
  readonly patch: unknown
}

/** A frame was not understood; nothing was done. */
export interface Fault {
  readonly type: 'fault'
  readonly reason: string
}

/** Give the call to somebody who is here, by default to whoever has asked for it. */
export interface HandOver {
  readonly to?: string | null
  readonly term?: number | null
}

/** Who one says to be, on a server on which nobody signs in. */
export interface Hello {
  readonly type: 'hello'
  readonly id: string
  readonly name: string
}

/** What the screens on stage say, by whom, since when; one that is `urgent` asks to be noticed. */
export interface Message {
  readonly text: string
  readonly by: string
  readonly at: number
  readonly urgent?: boolean
}

/** GO: what is on is completed, and the next segment that is still to come is on. */
export interface Next {
  readonly from?: string | null
  readonly term?: number | null
}

/** Stand still. */
export interface Pause {
  readonly term?: number | null
}

/** Somebody who acts: `id` is who the server knows them to be, `name` what they are called. */
export interface Person {
  readonly id: string
  readonly name: string
}

/** What was planned for a segment when it began, in ms: start since midnight of the show's date, and duration. */
export interface Plan {
  readonly start: number
  readonly duration: number
}

/** How far a follower is: the last event it has seen, and the generation of its channel then. */
export interface Position {
  readonly generation: number
  readonly seq: number
}

/** Back: the segment before is on again, as if GO had not been pressed. */
export interface Previous {
  readonly from?: string | null
  readonly term?: number | null
}

/** Ask for the time; `t0` comes back as it is. */
export interface Probe {
  readonly type: 'probe'
  readonly t0: number
  readonly id?: number
}

/** A command is not done, or a channel is not given. */
export interface Refusal {
  readonly type: 'refused'
  readonly channel: string
  readonly code: string
  readonly reason: string
  readonly id?: string | null
}

/** Let go of the call. */
export interface Release {
  readonly term?: number | null
}

/** A segment that was skipped or completed is to come again. */
export interface Reopen {
  readonly segmentId: string
  readonly term?: number | null
}

/** Who asks for the call, since when. */
export interface Request {
  readonly id: string
  readonly name: string
  readonly at: number
}

/** Go on. */
export interface Resume {
  readonly term?: number | null
}

/** Say something on the screens on stage; `urgent` is for what must be noticed. */
export interface ShowMessage {
  readonly text: string
  readonly urgent?: boolean
  readonly term?: number | null
}

/** A segment that is to come will not take place. */
export interface Skip {
  readonly segmentId: string
  readonly term?: number | null
}

/** All of a channel as it is now. */
export interface Snapshot {
  readonly type: 'snapshot'
  readonly channel: string
  readonly generation: number
  readonly seq: number
  readonly now: number
  readonly state: unknown
  readonly may?: readonly string[]
}

/** What the screens on stage show besides the time. */
export interface Stage {
  readonly message?: Message | null
  readonly isBlack?: boolean
}

/** Call a segment that is to come, or single cues, to stand by, in place of what stood by before. */
export interface StandBy {
  readonly segmentId?: string | null
  readonly cueIds?: readonly string[]
  readonly term?: number | null
}

/** Nothing stands by any more. */
export interface StandDown {
  readonly term?: number | null
}

/** What has been called to stand by: a segment that is to come, cues of any segment, or both. */
export interface Standby {
  readonly at: number
  readonly segmentId?: string | null
  readonly cueIds?: readonly string[]
  readonly since?: Readonly<Record<string, number>>
}

/** Everything is to come again, for another run of the show: after a rehearsal. How the last one went is gone. */
export interface StartOver {
  readonly term?: number | null
}

/** How a segment came to its end. */
export type Status = 'completed' | 'skipped'

/** Follow a channel. */
export interface Subscribe {
  readonly type: 'subscribe'
  readonly channel: string
  readonly after?: Position | null
}

/** Take the call. Whoever has it is asked; a `reason` takes it from somebody who does not answer. */
export interface Take {
  readonly reason?: string | null
  readonly term?: number | null
}

/** One event; `payload` is what it is about. */
export interface Told {
  readonly event: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Follow it no more. */
export interface Unsubscribe {
  readonly type: 'unsubscribe'
  readonly channel: string
}

/** The first frame: whose clock this is (another `clock_id`: measure anew), and the time in Unix ms. */
export interface Welcome {
  readonly type: 'welcome'
  readonly clockId: string
  readonly now: number
  readonly pollMs: number
  readonly you: string
}

/** Keep the call, whoever asks for it. */
export interface Withhold {
  readonly term?: number | null
}

export type FromClient = Hello | Subscribe | Unsubscribe | Command | Probe
export type FromServer = Welcome | Snapshot | Events | Answer | Refusal | Ended | ClockAnswer | Fault

export interface Commands {
  readonly activate: Activate
  readonly complete: Complete
  readonly next: Next
  readonly previous: Previous
  readonly pause: Pause
  readonly resume: Resume
  readonly 'add-time': AddTime
  readonly skip: Skip
  readonly reopen: Reopen
  readonly clear: Clear
  readonly 'start-over': StartOver
  readonly standby: StandBy
  readonly 'stand-down': StandDown
  readonly cue: CallCues
  readonly message: ShowMessage
  readonly 'clear-message': ClearMessage
  readonly blackout: Blackout
  readonly take: Take
  readonly withhold: Withhold
  readonly 'hand-over': HandOver
  readonly release: Release
}
