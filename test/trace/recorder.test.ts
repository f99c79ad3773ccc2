/** The recorder of one station. */
import { expect, test } from 'vitest';
import { Recorder, type Recording, traceOf } from '../../src/trace/recorder.ts';

/** A clock that advances by ten with each reading. */
function ticking(): () => number {
  let ns = 0;
  return () => {
    ns += 10;
    return ns;
  };
}

function eventsOf(recorder: Recorder, beganNs = 0): unknown[] {
  const recording: Recording = { beganNs, alphabet: ['egg', 'mix'], edges: [], notes: [recorder.notes()] };
  const [track] = traceOf('cooperative', recording).tracks;
  return (track?.events ?? []).map(({ kind, atNs, item }) => (item === null ? [kind, atNs] : [kind, atNs, item]));
}

test('events are recorded in order, each with its time and its item', () => {
  const recorder = new Recorder('mixer', 10, ticking());
  recorder.received(1);
  recorder.workBegan();
  recorder.workEnded();
  recorder.restBegan();
  recorder.restEnded();
  recorder.sent(0);
  expect(eventsOf(recorder)).toEqual([
    ['received', 10, 1],
    ['work-began', 20],
    ['work-ended', 30],
    ['rest-began', 40],
    ['rest-ended', 50],
    ['sent', 60, 0],
  ]);
});

test('waiting begins once, and ends with the next event', () => {
  const recorder = new Recorder('mixer', 20, ticking());
  recorder.waitBegan('input');
  recorder.waitBegan('input');
  recorder.received(0);
  recorder.waitBegan('room');
  recorder.waitBegan('input');
  recorder.waitEnded();
  recorder.waitEnded();
  expect(eventsOf(recorder)).toEqual([
    ['input-awaited', 10],
    ['input-came', 20],
    ['received', 20, 0],
    ['room-awaited', 30],
    ['room-came', 40],
    ['input-awaited', 40],
    ['input-came', 50],
  ]);
});

test('a full recorder counts the events that it drops', () => {
  const recorder = new Recorder('mixer', 2, ticking());
  for (let item = 0; item < 5; item++) recorder.sent(item % 2);
  expect(eventsOf(recorder)).toEqual([
    ['sent', 10, 0],
    ['sent', 20, 1],
  ]);
  expect(recorder.notes().dropped).toBe(3);
  expect(new Recorder('mixer', 0, ticking()).notes()).toMatchObject({ dropped: 0, kinds: new Uint8Array() });
});

test('times count from the beginning of the run, and an earlier event gets time 0', () => {
  const recorder = new Recorder('mixer', 4, ticking());
  recorder.waitBegan('input');
  recorder.sent(0);
  recorder.sent(1);
  expect(eventsOf(recorder, 25)).toEqual([
    ['input-awaited', 0],
    ['input-came', 0],
    ['sent', 0, 0],
    ['sent', 5, 1],
  ]);
});

test('an unknown kind of event is refused', () => {
  const notes = {
    station: 'x',
    kinds: Uint8Array.of(99),
    items: Uint16Array.of(0),
    atNs: Float64Array.of(1),
    dropped: 0,
    copy: null,
  };
  expect(() => traceOf('threads', { beganNs: 0, alphabet: [], edges: [], notes: [notes] })).toThrow(
    'Cannot make a trace: expected a kind of event from 0 to 13, found 99',
  );
});
