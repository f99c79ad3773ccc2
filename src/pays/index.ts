/** Whether a worker thread pays for one function: what `cake-factory/pays` exports. */
import { checkHang, checkOptions } from '../engine/options.ts';
import { InputError } from '../line/factory-error.ts';
import { show } from '../line/printable.ts';
import { refuseOnStationThread } from '../platform/station-thread.ts';
import type { Answer } from './answer.ts';
import { refuseInChild } from './child-variable.ts';

export type { Answer, PoolAnswer, Reason, Side } from './answer.ts';

export interface PaysOptions {
  /** What the function is called with: one input or more that can be cloned [the export `samples` of its file]. */
  readonly inputs?: readonly unknown[];
  /** Instead of `inputs`: where they come from, as `--input` of the command. */
  readonly input?: string;
  /** About how long it may take, in milliseconds, 2000 to 600 000 [10 000]. */
  readonly budgetMs?: number;
  /** How long a call may take, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number;
  /** Ends the measurement. */
  readonly signal?: AbortSignal;
}

/** For errors. */
const MEASURE = 'measure the function';

const OPTIONS = {
  inputs: 'a list',
  input: 'a name',
  budgetMs: 'a number',
  hangMs: 'a number',
  signal: 'an AbortSignal',
} as const satisfies Record<keyof PaysOptions, string>;

/**
 * Measures whether a worker thread pays for a function, in a process of its own: what `cake-factory pays` prints, as data.
 *
 *     const { verdict } = await pays(new URL('./work.ts#resize', import.meta.url), { inputs });
 *
 * @param place the file that exports the function, and the name of the export after `#`: a URL, or a path from the working folder
 * @throws InputError when the function or its inputs cannot be used
 * @throws FactoryError when the function never returns, or gives other outputs on a thread
 */
export async function pays(place: URL | string, options: PaysOptions = {}): Promise<Answer> {
  refuseOnStationThread();
  refuseInChild();
  checkOptions(options, OPTIONS, MEASURE);
  const [{ samplesOf }, { requestFor, exportAt, exportPlace }, { ask }, limits] = await Promise.all([
    import('./proof.ts'),
    import('./place.ts'),
    import('./ask.ts'),
    import('./options.ts'),
  ]);
  const {
    inputs = null,
    input = null,
    budgetMs = limits.BUDGET_MS,
    hangMs,
    signal = new AbortController().signal,
  } = options;
  if (inputs !== null && input !== null)
    throw new InputError(`Cannot ${MEASURE}: expected inputs or input, found both`);
  const { LEAST_BUDGET_MS: least, MOST_BUDGET_MS: most } = limits;
  if (!(budgetMs >= least && budgetMs <= most))
    throw new InputError(`Cannot ${MEASURE}: expected budgetMs from ${least} to ${most}, found ${show(budgetMs)}`);
  checkHang(hangMs, MEASURE);
  signal.throwIfAborted();
  if (inputs !== null) samplesOf(inputs);
  const where = typeof place === 'string' ? exportPlace(place) : exportAt(place);
  const request = await requestFor(where, inputs ?? input, budgetMs);
  return await ask(request, { step() {}, signal, ...(hangMs !== undefined && { hangMs }) });
}
