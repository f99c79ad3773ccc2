/** Checks the options of `run`, `start` and `race`: plain JavaScript may give what the types exclude. */
import { InputError } from '../line/factory-error.ts';
import { show } from '../line/printable.ts';
import { ENGINE_NAMES, type EngineName, THREADS_CHANNELS, type ThreadsChannel } from './engine-table.ts';
import type { OpenOptions } from './open-line.ts';
import type { RunningOptions } from './running-line.ts';

/** How many threads the stations of a line may share. More would do nothing on most machines, and each takes memory. */
export const MOST_THREADS = 64;
const NUMBER_OF_THREADS = `an integer from 1 to ${MOST_THREADS}` as const;

export type OptionKind =
  | typeof NUMBER_OF_THREADS
  | 'a number'
  | 'a name'
  | 'a list'
  | 'a list of names'
  | 'a list of lists'
  | 'an AbortSignal'
  | 'true or false'
  | 'true, false or an object';

const FITS: Readonly<Record<OptionKind, (value: unknown) => boolean>> = {
  [NUMBER_OF_THREADS]: (value) => isInteger(value) && value >= 1 && value <= MOST_THREADS,
  'a number': (value) => typeof value === 'number',
  'a name': (value) => typeof value === 'string',
  'a list': (value) => Array.isArray(value),
  'a list of names': (value) => Array.isArray(value) && misfitIn(value, 'a list of names') === -1,
  'a list of lists': (value) => Array.isArray(value) && misfitIn(value, 'a list of lists') === -1,
  'an AbortSignal': (value) => value instanceof AbortSignal,
  'true or false': (value) => typeof value === 'boolean',
  'true, false or an object': (value) =>
    typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value)),
};

/** What fits into a list. */
const FITS_INTO = {
  'a list of names': (value: unknown) => typeof value === 'string',
  'a list of lists': (value: unknown) => Array.isArray(value),
} as const satisfies Partial<Record<OptionKind, (value: unknown) => boolean>>;

/** The place of the first value that does not fit into the list, or of a hole; -1 where there is none. */
function misfitIn(list: readonly unknown[], kind: keyof typeof FITS_INTO): number {
  return list.findIndex((value) => !FITS_INTO[kind](value));
}

/** What was found where another kind was wanted: of a list of the wrong things, the first of them. */
function foundIn(name: string, value: unknown, kind: OptionKind): string {
  if (!Array.isArray(value) || (kind !== 'a list of names' && kind !== 'a list of lists')) return show(value);
  const place = misfitIn(value, kind);
  return `${show(value[place])} in ${name}[${place}]`;
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

const RUN_A_LINE = 'run the line';

/** The options of `start`. */
export const OPEN_OPTIONS = {
  engine: 'a name',
  channel: 'a name',
  threads: NUMBER_OF_THREADS,
  place: 'a list of lists',
  capacity: 'a number',
  capacityBytes: 'a number',
  hangMs: 'a number',
  supervise: 'true, false or an object',
} as const satisfies Record<keyof OpenOptions, OptionKind>;

/** The options of a run of an open line. */
export const RUNNING_OPTIONS = {
  signal: 'an AbortSignal',
  results: 'a number',
  events: 'a number',
  resumes: 'true or false',
  selfTimes: 'true or false',
  witness: 'true or false',
} as const satisfies Record<keyof RunningOptions, OptionKind>;

/**
 * @param kinds the options that there are
 * @param what cannot be done with them, for the error
 * @throws InputError for any other option, or a value of another kind
 */
export function checkOptions(options: object, kinds: Readonly<Record<string, OptionKind>>, what = RUN_A_LINE): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new InputError(`Cannot ${what}: expected an object with options, found ${show(options)}`);
  for (const [name, value] of Object.entries(options)) {
    const kind = kinds[name];
    if (kind === undefined)
      throw new InputError(
        `Cannot ${what}: expected the options ${Object.keys(kinds).join(', ')}, found ${show(name)}`,
      );
    if (value !== undefined && !FITS[kind](value))
      throw new InputError(`Cannot ${what}: expected ${name} to be ${kind}, found ${foundIn(name, value, kind)}`);
  }
}

/** @throws InputError when there is no such engine */
export function checkedEngine(name: EngineName): EngineName {
  return oneOf(ENGINE_NAMES, name, 'engine');
}

/** @throws InputError when there is no such channel */
export function checkedChannel(name: ThreadsChannel): ThreadsChannel {
  return oneOf(THREADS_CHANNELS, name, 'channel');
}

/**
 * @param option one that only the engine `threads` has
 * @param names the engines that were chosen
 * @throws InputError when that engine is not among them
 */
export function checkPlaced(option: string, names: readonly EngineName[], what = RUN_A_LINE): void {
  if (names.includes('threads')) return;
  throw new InputError(
    `Cannot ${what}: expected ${option} with the engine threads, found ${names.length === 0 ? 'none' : names.map((name) => show(name)).join(', ')}`,
  );
}

/** @throws InputError when it is not above 0 */
export function checkHang(hangMs: number | undefined, what = RUN_A_LINE): void {
  if (hangMs !== undefined && !(hangMs > 0))
    throw new InputError(`Cannot ${what}: expected hangMs to be above 0, found ${show(hangMs)}`);
}

function oneOf<Name extends string>(names: readonly Name[], name: Name, what: string): Name {
  if (names.includes(name)) return name;
  throw new InputError(`Cannot run the line: expected one of ${names.join(', ')} as its ${what}, found ${show(name)}`);
}
