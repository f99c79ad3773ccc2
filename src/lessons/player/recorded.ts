/** Recorded runs: what a chapter printed and found, for the handout, and for a day on which a machine misbehaves. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { show } from '../../line/printable.ts';
import { documentFrom } from '../../terminal/json-file.ts';
import { checkWritable, writeWhole } from '../../terminal/out-file.ts';
import { placeOf, shownPlace } from '../../terminal/place.ts';
import { usage } from '../../terminal/usage.ts';
import { UsageError } from '../../terminal/usage-error.ts';
import type { Given } from '../knobs.ts';
import { LANGUAGES } from '../language.ts';

/** A call of `stage.print` or `stage.table`: a replay prints it for its own screen. */
const shownSchema = z.union([
  z.object({ kind: z.literal('line'), text: z.string() }),
  z.object({ kind: z.literal('table'), rows: z.array(z.array(z.string())), others: z.enum(['left', 'right']) }),
]);

const runSchema = z.object({
  number: z.int().min(0),
  language: z.enum(LANGUAGES),
  set: z.record(z.string(), z.string()),
  shown: z.array(shownSchema),
  outcome: z.object({
    right: z.int().min(0),
    claim: z.enum(['confirmed', 'not-confirmed', 'impossible']),
    figures: z.string(),
    reasons: z.string(),
    doubts: z.string(),
  }),
  disturbances: z.array(z.string()),
  /** Whether it was only large enough to check the claim, so that its figures say little. */
  quick: z.boolean(),
  /** The day, as 2026-01-31. */
  when: z.string(),
  /** The machine, in words. */
  where: z.string(),
});

const schema = z.object({ version: z.literal(1), runs: z.array(runSchema) });

export type Shown = z.infer<typeof shownSchema>;
export type RecordedRun = z.infer<typeof runSchema>;
/** Which run: a chapter in a language, with some knobs set. */
export type RunKey = Pick<RecordedRun, 'number' | 'language' | 'set'>;

const MOST_BYTES = 20_000_000;

/** @throws UsageError if the file cannot be read, or does not hold recorded runs */
export async function recordedRuns(path: string): Promise<RecordedRun[]> {
  const made = `made by ${usage('lecture', '--auto --record FILE')}`;
  return (await documentFrom(path, 'recorded runs', schema, MOST_BYTES, made)).runs;
}

/**
 * The recorded run of a chapter.
 *
 * @throws UsageError if there is none
 */
export function runIn(runs: readonly RecordedRun[], key: RunKey, path: string): RecordedRun {
  const run = runs.find((one) => isSame(one, key));
  if (run !== undefined) return run;
  const { number, language, set } = key;
  const settings = Object.entries(set).map(([name, value]) => ` --set ${name}=${value}`);
  throw new UsageError(
    `--replay: expected a run of chapter ${number}${settings.join('')} in ${show(language)}, found none: ${shownPlace(path)}`,
  );
}

/**
 * Checks before the chapter runs that its run can be added to the file.
 *
 * @throws UsageError if the file cannot be written, or holds something else
 */
export async function checkRecord(path: string): Promise<void> {
  await checkWritable(path, '--record');
  if (await exists(path)) await recordedRuns(path);
}

/** Adds a run to the file. An older run of the same chapter with the same settings is replaced. */
export async function addRun(path: string, run: RecordedRun): Promise<void> {
  const others = (await exists(path)) ? (await recordedRuns(path)).filter((one) => !isSame(one, run)) : [];
  const runs = [...others, run].sort((one, other) => one.number - other.number);
  await writeWhole(path, `${JSON.stringify({ version: 1, runs })}\n`, '--record');
}

async function exists(path: string): Promise<boolean> {
  return await stat(placeOf(path)).then(
    ({ size }) => size > 0,
    () => false,
  );
}

function isSame(one: RunKey, other: RunKey): boolean {
  return one.number === other.number && one.language === other.language && textOf(one.set) === textOf(other.set);
}

function textOf(set: Given): string {
  return JSON.stringify(Object.entries(set).toSorted(([one], [other]) => one.localeCompare(other)));
}
