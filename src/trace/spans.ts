/** Spans: what a station did, from when until when. */
import type { EventKind, Track } from './trace.ts';

/**
 * Working, resting, waiting for input, waiting for room; working on what a dead thread had worked on, and having no thread. In the gaps a
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
    redone.see(kind);
    const begins = BEGINS[kind];
    const begun = begins === 'work' && redone.goesOn ? 'redo' : begins;
    const ends = ENDS[kind];
    if (open !== null && (begun !== undefined || ends === open.state || (ends === 'work' && open.state === 'redo'))) {
      spans.push({ ...open, endedNs: atNs });
      open = null;
    }
    if (begun !== undefined) open = { state: begun, beganNs: atNs };
  }
  const lastNs = track.events.at(-1)?.atNs ?? 0;
  return open === null ? spans : [...spans, { ...open, endedNs: lastNs }];
}

/** Knows from the events of a track when its station does again what was undone. */
class Redone {
  /** How many items it has to take again; of a source, to make. */
  #received = 0;
  #sent = 0;
  /** The same of the thread that runs. */
  #undoneReceived = 0;
  #undoneSent = 0;
  goesOn = false;

  see(kind: EventKind): void {
    switch (kind) {
      case 'undone-received':
        this.#undoneReceived++;
        return;
      case 'undone-sent':
        this.#undoneSent++;
        return;
      case 'died':
        // A thread that dies while it does things again leaves the rest of them to the next one.
        this.#received = Math.max(this.#received, this.#undoneReceived);
        this.#sent = this.#received > 0 ? 0 : Math.max(this.#sent, this.#undoneSent);
        this.#undoneReceived = 0;
        this.#undoneSent = 0;
        return;
      case 'began-again':
        // A source works before it sends; a station works on what it has received.
        this.goesOn = this.#sent > 0;
        return;
      case 'received':
        this.goesOn = this.#received > 0;
        this.#received = Math.max(0, this.#received - 1);
        return;
      case 'sent':
        if (this.#sent === 0) return;
        this.#sent--;
        this.goesOn = this.#sent > 0;
        return;
    }
  }
}
