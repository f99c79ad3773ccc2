/** A trace that is small enough to check by hand: a mixer and an oven make cakes of two eggs. */
import type { EventKind, Trace, TraceEvent } from '../../src/trace/trace.ts';

export function event(atNs: number, kind: EventKind, item: number | null = null): TraceEvent {
  return { kind, atNs, item };
}

const EGG = 0;
const MIX = 1;
const CAKE = 2;

/** The mixer works 300 ns on each egg. The oven rests 500 ns on each mix and has room for one. */
export const example: Trace = {
  engine: 'threads (ring)',
  alphabet: ['egg', 'mix', 'cake'],
  edges: [
    { from: 'producer', to: 'mixer', items: [EGG], capacity: 2 },
    { from: 'mixer', to: 'oven', items: [MIX], capacity: 1 },
  ],
  tracks: [
    { station: 'producer', events: [event(10, 'sent', EGG), event(20, 'sent', EGG)], dropped: 0, copy: null },
    {
      station: 'mixer',
      events: [
        event(0, 'input-awaited'),
        event(100, 'input-came'),
        event(100, 'received', EGG),
        event(100, 'work-began'),
        event(400, 'work-ended'),
        event(400, 'sent', MIX),
        event(450, 'received', EGG),
        event(450, 'work-began'),
        event(750, 'work-ended'),
        event(750, 'sent', MIX),
        event(760, 'room-awaited'),
        event(1000, 'room-came'),
      ],
      dropped: 0,
      copy: null,
    },
    {
      station: 'oven',
      events: [
        event(0, 'input-awaited'),
        event(480, 'input-came'),
        event(480, 'received', MIX),
        event(490, 'rest-began'),
        event(990, 'rest-ended'),
        event(995, 'sent', CAKE),
        event(996, 'received', MIX),
        event(1000, 'rest-began'),
        event(1500, 'rest-ended'),
        event(1510, 'sent', CAKE),
      ],
      dropped: 0,
      copy: null,
    },
  ],
};
