/** Checks how a line is to be supervised: plain JavaScript may give what the types exclude. */
import { PROMISES } from '../../channel/committed-ring.ts';
import { InputError } from '../../line/factory-error.ts';
import { show } from '../../line/printable.ts';
import type { EngineName } from '../engine-table.ts';
import type { Kill, RestartLimits, Supervision } from './supervision.ts';

const NAMES: readonly (keyof Supervision)[] = ['promised', 'kills', 'skipPoison', 'limits'];
const LIMITS: readonly (keyof RestartLimits)[] = ['perStation', 'withinMs', 'inAll'];

/**
 * @returns null where the line is not supervised
 * @throws InputError in one line: what was found, what was wanted
 */
export function supervisionOf(given: boolean | Supervision | undefined, engine: EngineName): Supervision | null {
  if (given === undefined || given === false) return null;
  if (engine !== 'threads') fail(`expected the engine threads, found ${engine}`);
  if (given === true) return {};
  for (const name of Object.keys(given))
    if (!NAMES.some((known) => known === name)) fail(`expected the options ${NAMES.join(', ')}, found ${show(name)}`);
  const { promised, kills, skipPoison, limits } = given;
  if (promised !== undefined && !PROMISES.includes(promised))
    fail(`expected promised to be one of ${PROMISES.join(', ')}, found ${show(promised)}`);
  if (skipPoison !== undefined && typeof skipPoison !== 'boolean')
    fail(`expected skipPoison to be true or false, found ${show(skipPoison)}`);
  if (kills !== undefined && !Array.isArray(kills)) fail(`expected kills to be a list, found ${show(kills)}`);
  for (const [i, kill] of (kills ?? []).entries()) checkKill(kill, `kills[${i}]`);
  if (limits !== undefined) checkLimits(limits);
  return given;
}

function checkKill(kill: Kill, where: string): void {
  if (typeof kill !== 'object' || kill === null) fail(`expected an object in ${where}, found ${show(kill)}`);
  switch (kill.kind) {
    case 'at':
      if (typeof kill.station !== 'string')
        fail(`expected a name as the station of ${where}, found ${show(kill.station)}`);
      if (!isCount(kill.item, 1)) fail(`expected the item of ${where} to be 1 or more, found ${show(kill.item)}`);
      return;
    case 'random':
      if (!(kill.perSecond > 0 && Number.isFinite(kill.perSecond)))
        fail(`expected perSecond of ${where} to be above 0, found ${show(kill.perSecond)}`);
      if (!Number.isSafeInteger(kill.seed))
        fail(`expected the seed of ${where} to be an integer, found ${show(kill.seed)}`);
      return;
    case 'on-demand':
      if (typeof kill.station !== 'string')
        fail(`expected a name as the station of ${where}, found ${show(kill.station)}`);
      if (typeof kill.begun !== 'function')
        fail(`expected begun of ${where} to be a function, found ${show(kill.begun)}`);
      return;
    default:
      fail(`expected the kind of ${where} to be at, random or on-demand, found ${show(Reflect.get(kill, 'kind'))}`);
  }
}

function checkLimits(limits: Partial<RestartLimits>): void {
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits))
    fail(`expected limits to be an object, found ${show(limits)}`);
  for (const name of Object.keys(limits))
    if (!LIMITS.some((known) => known === name)) fail(`expected the limits ${LIMITS.join(', ')}, found ${show(name)}`);
  for (const name of LIMITS) {
    const limit = limits[name];
    if (limit !== undefined && !isCount(limit, 0))
      fail(`expected limits.${name} to be 0 or more, found ${show(limit)}`);
  }
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function fail(what: string): never {
  throw new InputError(`Cannot supervise this line: ${what}`);
}
