/** A line whose sends are calls: the receiver runs on top of its sender's stack, all on one thread. */

import { Fifo } from '../channel/fifo.ts';
import type { Item } from '../line/coroutine.ts';
import { labelsOf } from '../line/labels.ts';
import type { Line, StationSpec } from '../line/line.ts';
import { type Notes, Recorder } from '../trace/recorder.ts';
import { type Shared, senderOf } from './calls/senders.ts';
import {
  type CallLineOptions,
  failure,
  finishNow,
  primeNow,
  type RunningStation,
  restNow,
  resume,
} from './calls/station.ts';
import type { LineRun, StationRun } from './engine.ts';
import { FirstFailure, StationFailure } from './failure.ts';
import { instrumentHost, instrumentResumes } from './station/instrument.ts';
import { load } from './station/load.ts';
import { StationHost } from './station/station-host.ts';
import { abandon, create, isItem, sourceRest } from './station/steps.ts';
import { Witness } from './station/witness.ts';

/** A line whose stations are primed. */
export interface CallLine {
  /**
   * Resumes the sources `items` times, in turn. `ended`: all sources have ended, and after them every station. `full`: there is
   * no room for results.
   */
  advance(items: number): 'more' | 'full' | 'ended';
  /** Gives the run up: the `finally` of every coroutine runs. */
  abandon(): void;
  /** How many items the last station has sent. */
  made(): number;
  results(): Pick<LineRun, 'sources' | 'stations'>;
  /** What was recorded: the sources first. */
  notes(): Notes[];
}

/**
 * Starts every coroutine, the last of the line first, so that a sender finds its receiver.
 *
 * @throws StationFailure when one cannot be started; those that were primed have then run their `finally`
 */
export async function openCallLine(line: Line, options: CallLineOptions): Promise<CallLine> {
  const running = new Map<string, RunningStation>();
  const disconnect: (() => void)[] = [];
  // A send to a station that has failed would cut off the `finally` of its sender.
  const firstFailure = new FirstFailure(() => {
    for (const end of disconnect) end();
  });
  const wayBack = line.edges.some(({ feedback }) => feedback === true)
    ? { receivers: new Fifo<string>(), items: new Fifo<Item>(), over: false }
    : null;
  const shared: Shared = { line, running, labels: labelsOf(line), wayBack, disconnect, firstFailure, options };
  try {
    for (const spec of primingOrder(line.stations)) {
      const station = await start(spec, shared);
      running.set(spec.name, station);
      primeNow(station);
    }
    const sources: RunningStation[] = [];
    for (const spec of line.sources) {
      const source = await start(spec, shared);
      running.set(spec.name, source);
      sources.push(source);
    }
    return callLine(sources, shared);
  } catch (error) {
    for (const { coroutine } of running.values()) abandon(coroutine);
    throw error;
  }
}

/** The last station first, but of one that has copies the first copy: what they send before they are sent anything comes in turn. */
function primingOrder(stations: readonly StationSpec[]): readonly StationSpec[] {
  const firstOf = ({ copy }: StationSpec): StationSpec | undefined =>
    stations.find((other) => copy !== undefined && other.copy?.of === copy.of);
  const orderOf = (spec: StationSpec): number => stations.indexOf(firstOf(spec) ?? spec);
  return stations.toSorted((one, other) => orderOf(other) - orderOf(one));
}

function callLine(sources: readonly RunningStation[], shared: Shared): CallLine {
  const { line, running, wayBack, firstFailure, options } = shared;
  const stations = line.stations.flatMap(({ name }) => running.get(name) ?? []);
  const abandonAll = (): void => {
    for (const { coroutine } of [...sources, ...stations]) abandon(coroutine);
  };
  const [source] = sources;
  const alone = source !== undefined && sources.length === 1 && wayBack === null && options.results === null;
  const supplyNow = alone ? (items: number) => supply(source, items) : turnsOf(sources, shared);
  return {
    advance(items) {
      try {
        const state = supplyNow(items);
        firstFailure.throwIfAny();
        if (state !== 'ended') return state;
        for (const ended of sources) finishNow(ended);
        // Upstream first: a station may still send in its `finally`, and the next one has to take that.
        for (const station of stations) finishNow(station);
        firstFailure.throwIfAny();
        return 'ended';
      } catch (error) {
        abandonAll();
        throw error;
      }
    },
    abandon: abandonAll,
    made: () => (stations.at(-1) ?? source)?.made() ?? 0,
    results: () => ({
      sources: sources.map(runOf),
      stations: stations.map(runOf),
    }),
    notes: () => [...sources, ...stations].flatMap(({ recorder }) => recorder?.notes() ?? []),
  };
}

function runOf({ name, host, made, witness, options }: RunningStation): StationRun {
  return host.stationRun({
    sent: made(),
    testimony: witness?.testimony() ?? null,
    selfMs: options.selfTimes?.of(name) ?? null,
  });
}

async function start(spec: StationSpec, shared: Shared): Promise<RunningStation> {
  const { line, firstFailure, options } = shared;
  const { platform, status, events } = options;
  const recorder = events === null ? null : new Recorder(spec.name, events, platform.clock.nowNs);
  const witness = options.witness ? new Witness() : null;
  let made = (): number => 0;
  try {
    const found = await load(spec, platform);
    const sender = senderOf(spec, recorder, witness, found, shared);
    made = sender.made;
    const isSource = line.sources.includes(spec);
    const send = (isSource ? options.selfTimes?.timedSend(spec.name, sender.send) : null) ?? sender.send;
    const host = new StationHost(spec, platform.clock, send, status);
    const recordsWork = recorder !== null && !options.resumes;
    const plain = create(found.create, spec, recordsWork ? instrumentHost(host, recorder) : host);
    const counts = sender.counts ?? null;
    // Its senders say it where they call: see `callRoute`.
    if (line.edges.some(({ to, collected }) => to === spec.name && collected?.handsOn)) counts?.handOn(() => false);
    const counted = counts?.coroutine(plain) ?? plain;
    const coroutine = recorder !== null && options.resumes ? instrumentResumes(counted, recorder) : counted;
    const timed = options.selfTimes?.timed(spec.name, coroutine) ?? coroutine;
    return { name: spec.name, coroutine: timed, host, recorder, witness, made, counts, options, firstFailure };
  } catch (error) {
    throw firstFailure.note(
      () => new StationFailure(spec.name, error, { activity: 'starting', made: made(), exact: true }),
    );
  }
}

/** Resumes the only source `items` times. */
function supply(source: RunningStation, items: number): 'more' | 'ended' {
  const { coroutine, host } = source;
  const { send } = host;
  try {
    for (let i = 0; i < items; i++) {
      const step = coroutine.next();
      const { value, done } = step;
      if (done) return 'ended';
      if (typeof value === 'number' || isItem(step)) send(value);
      else restNow(source, sourceRest(value));
    }
    return 'more';
  } catch (error) {
    throw failure(source, error);
  }
}

/** How often the only source is resumed until the room for results is looked at again. */
const MOST_AT_ONCE = 64;

/**
 * Resumes several sources in turn. An item that waits on a feedback edge comes before the next item of a source, so that no more
 * wait there than one item of a source leads to.
 */
function turnsOf(
  sources: readonly RunningStation[],
  { running, wayBack, options: { results } }: Shared,
): (items: number) => 'more' | 'full' | 'ended' {
  const left = [...sources];
  let turn = 0;
  const atOnce = sources.length === 1 && wayBack === null ? MOST_AT_ONCE : 1;
  return (items) => {
    for (let i = 0; i < items; i += atOnce) {
      if (results !== null && results.room() <= 0) return 'full';
      const back = wayBack?.receivers.shift();
      const receiver = back === undefined ? undefined : running.get(back);
      if (receiver !== undefined) {
        resume(receiver, wayBack?.items.shift());
        continue;
      }
      const place = turn % left.length;
      const source = left[place];
      if (source === undefined) {
        if (wayBack !== null) wayBack.over = true;
        return 'ended';
      }
      if (supply(source, Math.min(atOnce, items - i)) === 'ended') left.splice(place, 1);
      else turn = place + 1;
    }
    return 'more';
  };
}
