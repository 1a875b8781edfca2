/**
 * What a screen reader is told about edits: at once, and then not more often than every three seconds.
 *
 * Sentences that come in between are gathered; one that comes again is said once. Pure of the page, so that the
 * pace can be tested: `Announcer.tsx` draws what `subscribe` hands out.
 */
export const PACE_MS = 3000
/** More than this in one breath is noise: the latest are said, the others counted. */
const MOST = 3

type Hear = (text: string) => void

export class Announcements {
  private waiting: string[] = []
  private timer: ReturnType<typeof setTimeout> | null = null
  private readonly ears = new Set<Hear>()

  announce(sentence: string): void {
    this.waiting = [...this.waiting.filter((other) => other !== sentence), sentence]
    if (this.timer === null) this.speak()
  }

  subscribe(hear: Hear): () => void {
    this.ears.add(hear)
    return () => this.ears.delete(hear)
  }

  private speak(): void {
    this.timer = null
    if (this.waiting.length === 0) return
    const text = inOneBreath(this.waiting)
    this.waiting = []
    this.timer = setTimeout(() => this.speak(), PACE_MS)
    for (const hear of this.ears) hear(text)
  }
}

const inOneBreath = (sentences: readonly string[]): string => {
  const others = sentences.length - MOST
  const said = sentences.slice(-MOST)
  return (others > 0 ? [`${others} more ${others === 1 ? 'change' : 'changes'}.`, ...said] : said).join(' ')
}
