/** The options of `npm run exercise`, and their check. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { show } from '../../../line/printable.ts';
import { checkApart } from '../../../terminal/apart.ts';
import { argumentsFrom, firstSentence } from '../../../terminal/arguments.ts';
import { fileName, integer } from '../../../terminal/option-values.ts';
import { usage } from '../../../terminal/usage.ts';
import { UsageError } from '../../../terminal/usage-error.ts';
import { FOLDER } from './files.ts';
import { LEAST_LOAD_MS } from './request.ts';

const HANG_S = 10;
const MOST_HANG_S = 86_400;

export const EXERCISE_HELP = `Grades the exercises of the lecture by counts, orders and books.
Only exercise 10 is graded by a measurement: your claim about it.

${usage('exercise', '[NUMBER] [options]')}

  NUMBER          the number of an exercise; without it, all are listed
  --hint          print a hint
  --out FILE      copy the task and its starting code to a new file
  --file FILE     grade this file [${FOLDER}]
  --json          print one JSON document on stdout and nothing else
  --hang SECONDS  how long a check may take, 1 to ${MOST_HANG_S} [${HANG_S}];
                  three times as long where threads start (9 and 10), and
                  at least ${LEAST_LOAD_MS / 1000} s for the file to load
  --help          print this help

Where the order of steps matters, the grader covers every order on a small case,
and shows the first one that goes wrong, step by step.

Exit codes: 0 done; 1 the exercise is not solved; 2 bad usage; 130 Ctrl-C.`;

export type ExerciseCommand =
  | { readonly kind: 'help' }
  | ({ readonly kind: 'list' } & Grading)
  | { readonly kind: 'hint'; readonly number: number }
  | { readonly kind: 'copy'; readonly number: number; readonly out: string }
  | ({ readonly kind: 'grade'; readonly number: number; readonly file: string | null } & Grading);

interface Grading {
  readonly json: boolean;
  readonly hangMs: number;
}

const schema = z.object({
  hint: z.boolean().default(false),
  out: fileName.nullable().default(null),
  file: fileName.nullable().default(null),
  json: z.boolean().default(false),
  hang: integer(1, MOST_HANG_S)
    .transform((seconds) => seconds * 1000)
    .default(HANG_S * 1000),
});

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  hint: flag,
  out: text,
  file: text,
  json: flag,
  hang: text,
  help: { type: 'boolean', short: 'h' },
} as const;
export const EXERCISE_OPTION_NAMES = Object.keys(OPTIONS);

/**
 * @param args the arguments after the program's name
 * @param last the number of the last exercise; the first one is 1
 * @throws UsageError that says what was expected and what was found
 */
export function parseExercise(args: readonly string[], last: number): ExerciseCommand {
  const { values, positionals } = split(args);
  if (values.help === true) return { kind: 'help' };
  const [chosen, another] = positionals;
  if (another !== undefined) throw new UsageError(`expected one exercise, found a second one: ${show(another)}`);
  const number = chosen === undefined ? null : numberOf(chosen, last);
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  const { hint, out, file, json, hang: hangMs } = parsed.data;
  const given = { hint, out: out !== null, file: file !== null };
  if (number === null) {
    for (const [name, isGiven] of Object.entries(given))
      if (isGiven) throw new UsageError(`--${name}: expected the number of an exercise with it, found none`);
    return { kind: 'list', json, hangMs };
  }
  checkApart({ '--file': file, '--out': out });
  const alone = { '--hint': hint, '--out': out !== null, '--file': file !== null || json };
  const [first, second] = Object.entries(alone).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  if (first !== undefined && second !== undefined)
    throw new UsageError(
      `${first}: expected no other request with it, found ${second === '--file' && json ? '--json' : second}`,
    );
  if (hint) return { kind: 'hint', number };
  if (out !== null) return { kind: 'copy', number, out };
  return { kind: 'grade', number, file, json, hangMs };
}

function numberOf(given: string, last: number): number {
  const number = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (number < 1 || number > last) throw new UsageError(`expected an exercise from 1 to ${last}, found ${show(given)}`);
  return number;
}

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}
