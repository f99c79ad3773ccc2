/** The verdict: what the figures of a contrast mean, in plain words, computed from the figures alone. */
import type { EngineResult, WorkloadResult } from './race.ts';

/** Below this a difference between two medians is not called one. */
const CLEAR = 1.05;

/** One paragraph per workload. */
export function verdictOf(workloads: readonly WorkloadResult[]): string[] {
  return workloads.flatMap((workload) => {
    const sentences = sentencesOf(workload);
    return sentences.length === 0 ? [] : [`${workload.name}: ${sentences.join(' ')}`];
  });
}

function sentencesOf(workload: WorkloadResult): string[] {
  const engine = (name: EngineResult['name']) => workload.engines.find((result) => result.name === name);
  const cooperative = engine('cooperative');
  const lines = workload.engines.filter(({ name }) => name === 'threads');
  const [threads, overRings] = lines;
  const [fastest] = lines.toSorted((one, other) => other.speedup.median - one.speedup.median);
  const bakers = engine('pool');
  const eventLoop = engine('event-loop');
  const sentences: string[] = [];
  if (threads !== undefined) sentences.push(aboutThreads(threads, workload));
  if (threads !== undefined && overRings !== undefined) sentences.push(aboutRings(overRings, threads));
  if (eventLoop !== undefined) sentences.push(...aboutTimers(eventLoop, fastest, workload));
  if (bakers !== undefined) sentences.push(...aboutBakers(bakers, fastest, workload));
  if (threads !== undefined && cooperative !== undefined) {
    sentences.push(...aboutCause(threads, cooperative, workload));
    if (workload.name === 'message-bound') sentences.push(...aboutMessages(lines, cooperative, workload));
    sentences.push(...aboutStartup(threads, cooperative));
  }
  return sentences.filter((sentence) => sentence !== '');
}

function aboutThreads({ speedup }: EngineResult, { name }: WorkloadResult): string {
  const times = `${figure(speedup.median)}x`;
  const limit =
    name === 'message-bound'
      ? ''
      : `, ${percent(speedup.median / speedup.limit)} of the limit ${figure(speedup.limit)}x`;
  if (speedup.median >= CLEAR) return `A thread per station wins: ${times} as fast as taking turns on one${limit}.`;
  if (speedup.median > 1 / CLEAR) return `A thread per station gains nothing: ${times}${limit}.`;
  return `A thread per station loses: ${times}, so that it takes ${figure(1 / speedup.median)} times as long as taking turns on one.`;
}

function aboutRings(ring: EngineResult, port: EngineResult): string {
  const times = `${figure(ring.speedup.median)}x`;
  const ratio = ring.speedup.median / port.speedup.median;
  if (ratio >= CLEAR) return `Over rings in shared memory, instead of messages on ports, it is ${times}.`;
  return ratio > 1 / CLEAR
    ? `Rings in shared memory, instead of messages on ports, make no difference (${times}).`
    : `Over rings in shared memory, instead of messages on ports, it is only ${times}.`;
}

function aboutTimers(eventLoop: EngineResult, threads: EngineResult | undefined, { name }: WorkloadResult): string[] {
  const timers = eventLoop.speedup.median;
  if (name === 'wait-bound' && timers >= CLEAR) {
    if (threads === undefined) return [`One thread with timers reaches ${figure(timers)}x.`];
    return threads.speedup.median < timers * CLEAR
      ? [`One thread with timers is enough (${figure(timers)}x): while a station rests, its thread has nothing to do.`]
      : [`One thread with timers reaches ${figure(timers)}x.`];
  }
  if (name === 'cpu-bound' && timers < CLEAR)
    return [`Timers do not help (${figure(timers)}x): work holds the one thread.`];
  return [];
}

function aboutBakers(bakers: EngineResult, threads: EngineResult | undefined, { name }: WorkloadResult): string[] {
  const pool = bakers.speedup.median;
  const reached = `${bakers.threads === 1 ? 'One baker' : `${bakers.threads} bakers`} of whole cakes: ${figure(pool)}x`;
  if (threads === undefined) return [`${reached}.`];
  const line = threads.speedup.median;
  if (pool > line * CLEAR) {
    if (pool < CLEAR) return [`${reached}, better than the line and no better than one thread.`];
    return [
      `${reached}, better than the line${name === 'wait-bound' ? '' : ': they pass nothing on'}. The bakers win.`,
    ];
  }
  if (line > pool * CLEAR)
    return [`${reached}${name === 'wait-bound' ? ', since each of them stands and waits' : ''}.`];
  return [`${reached}, as good as the line, and with no line at all.`];
}

/** From here on the limit is taken for what holds an engine back. */
const NEAR = 0.85;
/** From here on the CPU time that goes beyond the work is taken for what holds it back. */
const DEAR = 1.2;
const FAR = 'That is far from the limit:';
const FILLING = 'the line has to fill and to run empty, which weighs the more the fewer the cakes.';
const PASSING_ON = 'much of the CPU time goes into passing on.';

/** Why threads are as fast, or as slow, as they are. */
function aboutCause(threads: EngineResult, cooperative: EngineResult, workload: WorkloadResult): string[] {
  const bottleneck = bottleneckOf(threads);
  const far = threads.speedup.median < NEAR * threads.speedup.limit;
  const dear = threads.cpuMs.median > DEAR * cooperative.cpuMs.median;
  switch (workload.name) {
    case 'message-bound':
      return [];
    case 'cpu-bound':
      if (far) return [`${FAR} ${dear ? PASSING_ON : FILLING}`];
      return workload.parallelCapacity < workload.lineLimit
        ? [
            `What holds it back is the machine, whose parallel capacity is ${figure(workload.parallelCapacity)}; with more cores it would be the ${bottleneck}, at ${figure(workload.lineLimit)}x.`,
          ]
        : [`What holds it back is the slowest station, the ${bottleneck}: the whole line goes at its pace.`];
    case 'wait-bound':
      if (far) return [`${FAR} ${FILLING}`];
      return [`The slowest station, the ${bottleneck}, sets the pace: the others wait for it.`];
  }
}

/** What it costs to pass an ingredient on, and why threads can win with nothing to do. */
function aboutMessages(
  lines: readonly EngineResult[],
  cooperative: EngineResult,
  { ingredients }: WorkloadResult,
): string[] {
  const nsPer = ({ wallMs }: EngineResult) => Math.round((wallMs.median * 1e6) / ingredients);
  const costs = lines.map((line) => `${nsPer(line)} ns ${line.channel === 'ring' ? 'over rings' : 'over ports'}`);
  const said = `With no work to share, an ingredient costs ${costs.join(', ')} and ${nsPer(cooperative)} ns as a call.`;
  return lines.some((line) => line.speedup.median >= CLEAR)
    ? [
        said,
        'Resuming a coroutine takes time too: the cores share that, and where thousands of items go at once the way costs next to nothing.',
      ]
    : [said];
}

/** After how many cakes the threads have made up for their start. */
function aboutStartup(threads: EngineResult, cooperative: EngineResult): string[] {
  const savedMsPerCake = cooperative.wallMs.median / cooperative.cakes - threads.wallMs.median / threads.cakes;
  if (threads.speedup.median < CLEAR || !(savedMsPerCake > 0)) return [];
  const cakes = Math.ceil(threads.startupMs / savedMsPerCake);
  return [`Starting the threads took ${Math.round(threads.startupMs)} ms, which ${cakes} cakes make up for.`];
}

/** The station with the highest utilisation. */
export function bottleneckOf(engine: EngineResult): string {
  const [first, ...others] = engine.stations;
  return (
    others.reduce((most, station) => (station.utilisation > (most?.utilisation ?? 0) ? station : most), first)?.name ??
    ''
  );
}

function figure(value: number): string {
  return value.toFixed(2);
}

function percent(value: number): string {
  return `${Math.round(value * 100)}%`;
}
