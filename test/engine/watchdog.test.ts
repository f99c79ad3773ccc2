import { describe, expect, test, vi } from 'vitest';
import { StallError, waitsOf } from '../../src/engine/watch/stall.ts';
import {
  type Activity,
  activityOnTop,
  readStatusBoard,
  type StationView,
  StatusWriter,
  statusBoardBytes,
} from '../../src/engine/watch/status-board.ts';
import { Watchdog, watch } from '../../src/engine/watch/watchdog.ts';
import type { Edge } from '../../src/line/line.ts';

function view(name: string, activity: Activity, changes: Partial<StationView> = {}): StationView {
  return { name, activity, received: 0, made: 0, pieces: 0, restMs: 0, full: [], thread: 0, top: null, ...changes };
}

/** The look at which the watchdog reports something; null where it reports nothing for a hundred looks. */
function firstReport(
  views: (look: number) => readonly StationView[],
  hangMs = 500,
  sinceMs: (look: number) => number = () => 100,
) {
  const dog = new Watchdog(hangMs);
  for (let look = 1; look <= 100; look++) {
    const diagnosis = dog.look(views(look), sinceMs(look));
    if (diagnosis.kind !== 'fine') return { look, diagnosis };
  }
  return null;
}

describe('the watchdog', () => {
  test.each(['starting', 'before its first yield', 'ready', 'running'] as const)(
    'reports a station that stays %s for too long',
    (activity) => {
      const report = firstReport(() => [view('a', 'waiting for input'), view('b', activity)]);
      expect(report?.diagnosis).toMatchObject({ kind: 'stuck', view: { name: 'b' } });
      // 500 ms are five looks after the first.
      expect(report?.look).toBe(6);
    },
  );

  test.each([
    ['takes in', (look: number) => view('a', 'running', { received: look })],
    ['sends', (look: number) => view('a', 'running', { made: look })],
    ['works', (look: number) => view('a', 'running', { pieces: look })],
    ['is on one long piece of work', () => view('a', 'working')],
    ['waits now and then', (look: number) => view('a', look % 4 === 0 ? 'waiting for input' : 'running')],
  ])('does not report a station that %s', (_, station) => {
    expect(firstReport((look) => [station(look)])).toBeNull();
  });

  test('gives a rest the time that it takes, and some more', () => {
    expect(firstReport(() => [view('a', 'resting', { restMs: 2000 })])?.look).toBe(26);
  });

  test('does not report a line in which one works and all others wait', () => {
    expect(firstReport((look) => [view('a', 'waiting for room'), view('b', 'running', { pieces: look })])).toBeNull();
    expect(firstReport(() => [view('a', 'waiting for room'), view('b', 'working')])).toBeNull();
  });

  test('reports a line in which every station that has not ended waits, after ten looks without a change', () => {
    const still = [view('a', 'ended'), view('b', 'waiting for input'), view('c', 'waiting for room')];
    expect(firstReport(() => still)).toMatchObject({ look: 11, diagnosis: { kind: 'stalled' } });
    const late = (look: number) => (look < 5 ? still : [view('a', 'ended', { made: 1 }), ...still.slice(1)]);
    expect(firstReport(late)?.look).toBe(15);
  });

  test('reports a line that has ended and whose reports do not arrive', () => {
    expect(firstReport(() => [view('a', 'ended'), view('b', 'ended')])).toMatchObject({
      look: 6,
      diagnosis: { kind: 'stuck' },
    });
  });
});

describe('a look that comes late, because the process did not run,', () => {
  const STILL = [view('a', 'running')];
  const WAITING = [view('a', 'waiting for input')];
  const LATE_MS = 60_000;

  test.each([
    ['stuck', STILL, 500, 5],
    ['stalled', WAITING, 500, 10],
  ] as const)('does not bring a line nearer to being called %s', (kind, views, hangMs, looks) => {
    const dog = new Watchdog(hangMs);
    for (let look = 0; look < looks; look++) expect(dog.look(views).kind).toBe('fine');
    expect(dog.look(views, LATE_MS).kind).toBe('fine');
    expect(dog.look(views).kind).toBe(kind);
  });

  test('is not counted, and neither is what happened before it forgotten', () => {
    expect(
      firstReport(
        () => STILL,
        500,
        (look) => (look === 3 ? LATE_MS : 100),
      )?.look,
    ).toBe(7);
  });

  test('is counted when the one before was late too: the thread that looks is busy', () => {
    expect(
      firstReport(
        () => STILL,
        500,
        () => LATE_MS,
      )?.look,
    ).toBe(12);
  });
});

test('a watch sees by the clock that a look came late', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let nowMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const line = watch({ board: new SharedArrayBuffer(statusBoardBytes(1)), names: ['a'], edges: [], hangMs: 500 });
  let failed = false;
  const ended = line.failed.catch(() => {
    failed = true;
  });
  const looks = async (times: number, everyMs: number): Promise<void> => {
    for (let look = 0; look < times; look++) {
      nowMs += everyMs;
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  try {
    await looks(5, 100);
    await looks(1, 60_000);
    expect(failed).toBe(false);
    await looks(1, 100);
    await ended;
    expect(failed).toBe(true);
  } finally {
    line.stop();
    clock.mockRestore();
    vi.useRealTimers();
  }
});

describe('which station waits for which', () => {
  const edge = (from: string, to: string): Edge => ({ from, to, items: [], capacity: 1 });
  const messageOf = (edges: readonly Edge[], ...views: readonly StationView[]): string =>
    new StallError(waitsOf(views, edges), views).message;

  test('a cycle in which stations wait for room is a deadlock', () => {
    const edges = [edge('a', 'b'), edge('b', 'a')];
    expect(
      messageOf(edges, view('a', 'waiting for room', { full: [0] }), view('b', 'waiting for room', { full: [0] })),
    ).toBe('deadlock: "a" waits for room in the channel to "b", "b" waits for room in the channel to "a"');
  });

  test('a cycle in which no station waits for room has done all its work', () => {
    const edges = [edge('a', 'b'), edge('b', 'a')];
    expect(messageOf(edges, view('a', 'waiting for input'), view('b', 'waiting for input'))).toBe(
      'a cycle has no item left and does not end: "a" waits for input from "b", "b" waits for input from "a"',
    );
  });

  test('full at one end and empty at the other is a channel that does not carry', () => {
    const edges = [edge('a', 'x'), edge('a', 'b')];
    expect(messageOf(edges, view('a', 'waiting for room', { full: [1] }), view('b', 'waiting for input'))).toBe(
      'items from "a" do not arrive at "b": "a" waits for room in the channel to "b", "b" waits for input from "a"',
    );
  });

  test('a reader whose writers have all ended has not received the end', () => {
    const edges = [edge('a', 'c'), edge('b', 'c')];
    expect(messageOf(edges, view('a', 'ended'), view('b', 'ended'), view('c', 'waiting for input'))).toBe(
      'the end of the input does not arrive at "c": "c" waits for input from "a" and "b"',
    );
  });
});

test('the board shows what each station has written, and nothing of its neighbours', () => {
  const memory = new SharedArrayBuffer(statusBoardBytes(2));
  const [one, other] = [new StatusWriter(memory, 0), new StatusWriter(memory, 1)];
  one.writeCounts(3, 2);
  one.writeCounts(1, 4);
  one.writeWork();
  one.writeThread(7);
  other.writeWaitForRoom([0, 31, 32, 63]);
  expect(readStatusBoard(memory, ['one', 'other'])).toEqual([
    view('one', 'working', { received: 4, made: 4, pieces: 1, thread: 7 }),
    view('other', 'waiting for room', { full: [0, 31, 32, 63] }),
  ]);
  other.writeWaitForRoom([1]);
  other.writeRest(2.5);
  expect(readStatusBoard(memory, ['one', 'other'])[1]).toEqual(view('other', 'resting', { restMs: 3, full: [1] }));
});

test.each([
  ['ready', 'running'],
  ['waiting for input', 'running'],
  ['waiting for room', 'running'],
  ['working', 'working'],
  ['resting', 'resting'],
  ['before its first yield', 'before its first yield'],
] as const)('a station on top that the board calls %s is %s', (written, is) => {
  expect(activityOnTop(written)).toBe(is);
});
