/**
 * The address of the page may say what to run: `?run=cpu-bound,wait-bound&seed=1&cakes=60`, and with `&quick` in a few short runs. With
 * `&throw=oven` or `&hang=oven` that station fails on its worker.
 */
import { chocolateCake } from '../cake/recipe/chocolate-cake.ts';
import { WORKLOADS, type Workload } from '../measure/workload.ts';
import { FAULTS, type Fault } from './fault.ts';
import type { RaceRequest } from './messages.ts';

/** The largest order that an address may ask for: it would take a minute, or several. */
const MOST_CAKES = 100_000;

/** @returns the run that the address asks for, null for none, or what is wrong with it, in one line */
export function requestIn(query: string): RaceRequest | null | string {
  const found = new URLSearchParams(query);
  const run = found.get('run');
  if (run === null) return null;
  const workloads: Workload[] = [];
  for (const name of run.split(',')) {
    const workload = WORKLOADS.find((one) => one === name);
    if (workload === undefined) return `run: expected some of ${WORKLOADS.join(', ')}, found "${name}"`;
    if (!workloads.includes(workload)) workloads.push(workload);
  }
  const seed = integerIn(found, 'seed', -(2 ** 31), 2 ** 31 - 1);
  if (typeof seed === 'string') return seed;
  const cakes = integerIn(found, 'cakes', 1, MOST_CAKES);
  if (typeof cakes === 'string') return cakes;
  const fault = faultIn(query);
  if (typeof fault === 'string') return fault;
  return { workloads, seed: seed ?? 1, cakes, quick: isQuick(query) };
}

/** @returns the fault that the address asks for, null for none, or what is wrong with it, in one line */
export function faultIn(query: string): Fault | null | string {
  const found = new URLSearchParams(query);
  const stations = chocolateCake.stations.map(({ name }) => name);
  for (const kind of FAULTS) {
    const station = found.get(kind);
    if (station === null) continue;
    return stations.includes(station)
      ? { kind, station }
      : `${kind}: expected one of ${stations.join(', ')}, found "${station}"`;
  }
  return null;
}

/** Whether a race is to be short. */
export function isQuick(query: string): boolean {
  return new URLSearchParams(query).has('quick');
}

function integerIn(found: URLSearchParams, name: string, from: number, to: number): number | null | string {
  const text = found.get(name);
  if (text === null) return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= from && value <= to) return value;
  return `${name}: expected an integer from ${from} to ${to}, found "${text}"`;
}
