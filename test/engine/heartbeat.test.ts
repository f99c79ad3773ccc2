/** The heartbeat: how often a station writes on the status board, with a clock that the test moves. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Dispatch } from '../../src/engine/station/dispatch.ts';
import { FlushTimer } from '../../src/engine/station/flush-timer.ts';
import { Heartbeat } from '../../src/engine/station/heartbeat.ts';
import { spinTime } from '../../src/engine/station/shared-waker.ts';
import { readStatusBoard, StatusWriter, statusBoardBytes } from '../../src/engine/watch/status-board.ts';
import { ints } from '../../src/line/kind/kinds.ts';

let nowMs = 0;
let host = { finished: 0 };
let board = new SharedArrayBuffer(0);
let heartbeat: Heartbeat;
/** When the heartbeat asked whether a batch has grown old. */
let looks: number[] = [];

beforeEach(() => {
  nowMs = 0;
  host = { finished: 0 };
  board = new SharedArrayBuffer(statusBoardBytes(1));
  const clock = { nowMs: () => nowMs, nowNs: () => nowMs * 1e6, cpuMs: () => 0, threadCpuMs: () => 0 };
  looks = [];
  const flushTimer = { lookAt: (ms: number) => void looks.push(ms) };
  heartbeat = new Heartbeat(new StatusWriter(board, 0), new Dispatch([], ints().spec), clock, host, flushTimer);
});

/** Handles items one by one, as the loop does: in beats. */
function handle(items: number, msPerItem: number): void {
  for (let left = items; left > 0; ) {
    const beat = Math.min(left, heartbeat.due);
    nowMs += beat * msPerItem;
    heartbeat.count(beat);
    left -= beat;
  }
}

const written = (): number | undefined => readStatusBoard(board, ['mill'])[0]?.received;

describe('the heartbeat', () => {
  test('lets a batch that has grown old leave after every item of a slow station, which need not call work for that', () => {
    handle(5, 2);
    expect(looks).toEqual([2, 4, 6, 8, 10]);
  });

  test('of a slow station writes after every item', () => {
    for (let items = 1; items <= 10; items++) {
      handle(1, 1);
      expect(written()).toBe(items);
      expect(heartbeat.due).toBe(1);
    }
  });

  test('of a fast station is at most 63 items behind', () => {
    let handled = 0;
    for (let i = 0; i < 1000; i++) {
      handle(1, 0.0001);
      handled++;
      const behind = handled - (written() ?? 0);
      expect(behind).toBeGreaterThanOrEqual(0);
      expect(behind).toBeLessThan(64);
    }
    expect(heartbeat.due).toBeLessThanOrEqual(64);
  });

  test('comes after every item again a few beats after a fast station has become slow', () => {
    handle(1000, 0.0001);
    handle(5 * 64, 10);
    expect(heartbeat.due).toBe(1);
  });

  test('comes after every item again after the first beat in which the station has worked', () => {
    handle(1024, 0.0001);
    host.finished++;
    handle(heartbeat.due, 10);
    expect(heartbeat.due).toBe(1);
  });

  test('writes what is left before a wait', () => {
    handle(1000, 0.0001);
    heartbeat.write();
    expect(written()).toBe(1000);
    handle(7, 0.0001);
    heartbeat.write();
    expect(written()).toBe(1007);
  });
});

test('a station spins for longer where every thread has a core, and not at all on one core', () => {
  expect(spinTime(2, 2).leastMs).toBeGreaterThan(spinTime(5, 2).mostMs);
  expect(spinTime(5, 2).leastMs).toBeGreaterThan(0);
  expect(spinTime(2, 1)).toEqual({ leastMs: 0, mostMs: 0 });
});

describe('the flush timer', () => {
  const timerFor = (sent: () => number): { flushes: number[]; lookAt: (ms: number) => void } => {
    const flushes: number[] = [];
    let at = 0;
    const clock = { nowMs: () => 0, nowNs: () => 0, cpuMs: () => 0, threadCpuMs: () => 0 };
    const dispatch = {
      get sent() {
        return sent();
      },
      flush: () => flushes.push(at) > 0,
    };
    const timer = new FlushTimer(host, dispatch, clock);
    return {
      flushes,
      lookAt(ms) {
        at = ms;
        timer.lookAt(ms);
      },
    };
  };

  test('lets what a slow sender has sent leave after half a millisecond', () => {
    let sent = 0;
    const { flushes, lookAt } = timerFor(() => sent);
    for (const ms of [0.2, 0.4, 0.6, 0.8, 1.2]) {
      sent++;
      lookAt(ms);
    }
    expect(flushes).toEqual([0.6, 1.2]);
  });

  test('lets the batches of a fast sender fill by themselves, until one of them may be 5 ms old', () => {
    let sent = 0;
    const { flushes, lookAt } = timerFor(() => sent);
    for (let ms = 1; ms <= 12; ms++) {
      sent += 5000;
      lookAt(ms);
    }
    expect(flushes).toEqual([5, 10]);
    lookAt(13);
    expect(flushes).toEqual([5, 10, 13]);
  });
});
