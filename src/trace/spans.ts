/** Spans: what a station did, from when until when. */
import type { EventKind, Track } from './trace.ts';

/**
 * Working, resting, waiting for input, waiting for room; working or resting again for what died with a thread, and having no thread. In the gaps a
 * station forwards items, or has ended.
 */
export const SPAN_STATES = ['work', 'rest', 'input', 'room', 'redo', 'dead'] as const;
export type SpanState = (typeof SPAN_STATES)[number];

export interface Span {
  readonly state: SpanState;
  readonly beganNs: number;
  readonly endedNs: number;
}

const BEGINS: Partial<Record<EventKind, SpanState>> = {
  'work-began': 'work',
  'rest-began': 'rest',
  'input-awaited': 'input',
  'room-awaited': 'room',
  died: 'dead',
};
const ENDS: Partial<Record<EventKind, SpanState>> = {
  'work-ended': 'work',
  'rest-ended': 'rest',
  'input-came': 'input',
  'room-came': 'room',
  'began-again': 'dead',
};

/** The spans of a track in the order in which they began. A span that is open at the end of the track ends there. */
export function spansOf(track: Track): Span[] {
  const spans: Span[] = [];
  let open: { readonly state: SpanState; readonly beganNs: number } | null = null;
  const redone = new Redone();
  for (const { kind, atNs } of track.events) {
    const begun = redone.isAgain(kind) ? 'redo' : BEGINS[kind];
    const ends = ENDS[kind];
    if (open !== null && (begun !== undefined || ends === open.state || (isBusy(ends) && open.state === 'redo'))) {
      spans.push({ ...open, endedNs: atNs });
      open = null;
    }
    if (begun !== undefined) open = { state: begun, beganNs: atNs };
  }
  const lastNs = track.events.at(-1)?.atNs ?? 0;
  return open === null ? spans : [...spans, { ...open, endedNs: lastNs }];
}

function isBusy(state: SpanState | undefined): boolean {
  return state === 'work' || state === 'rest';
}

/** Knows from the events of a track which pieces of work and rests were lost with a thread, and are done again. */
class Redone {
  /** How many pieces have begun since the station last received or sent something that counts. */
  #begun = 0;
  /** Whether it has received something since then. */
  #isUndone = false;
  /** How many have to be done again. */
  #lost = 0;

  /** @returns whether a piece that begins with this event is done again */
  isAgain(kind: EventKind): boolean {
    switch (kind) {
      case 'received':
      case 'sent':
        this.#begun = 0;
        this.#isUndone = false;
        return false;
      case 'undone-received':
        // What came before the first of them belongs to items that count.
        if (!this.#isUndone) this.#begun = 0;
        this.#isUndone = true;
        return false;
      case 'died':
        this.#lost += this.#begun;
        this.#begun = 0;
        this.#isUndone = false;
        return false;
      case 'work-began':
      case 'rest-began':
        this.#begun++;
        if (this.#lost === 0) return false;
        this.#lost--;
        return true;
      default:
        return false;
    }
  }
}
