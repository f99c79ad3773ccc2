/** The audience of a chapter: people who answer on the terminal, or none. */
import { createInterface } from 'node:readline/promises';
import { isCancel, text as prompt } from '@clack/prompts';
import { watchForDisturbance } from '../../platform/node/machine.ts';
import { movesCursor } from '../../terminal/cursor.ts';
import { paintFor } from '../../terminal/style.ts';
import { COLUMNS } from '../../terminal/wrap.ts';
import type { PlayerText } from '../texts/player-text.ts';
import { keyFrom } from './keys.ts';
import type { Audience } from './play.ts';
import { barsOf, type Vote, voteIn } from './vote.ts';

/** Asks on the terminal. Ctrl-C at a question ends the process, as everywhere else. */
export function terminalAudience(quick: boolean): Audience {
  const quiet = noAudience(quick);
  return {
    ...quiet,
    async vote({ answers }, text) {
      const first = await votedOn(`${text.yourAnswer}?`, answers.length, text);
      if (first?.kind !== 'class') return first === null ? [] : [first];
      quiet.print(barsOf(first.counts).join('\n'));
      const again = await votedOn(text.discuss, answers.length, text);
      if (again?.kind !== 'class') return [first];
      quiet.print(barsOf(again.counts).join('\n'));
      return [first, again];
    },
    ready: enter,
    key: pressed,
    rows: process.stdout.rows ?? 24,
    reads: true,
  };
}

/** Plays without questions: for a rehearsal, a recording or a pipe. */
export function noAudience(quick: boolean): Audience {
  return {
    print: (text) => console.log(text),
    paint: paintFor(process.stdout),
    vote: async () => [],
    ready: async () => {},
    key: async () => null,
    columns: screenColumns(),
    rows: Number.POSITIVE_INFINITY,
    reads: false,
    quick,
    watch({ disturbances }) {
      const disturbance = watchForDisturbance(true);
      return () => disturbances(disturbance());
    },
  };
}

const [NARROWEST, WIDEST] = [60, 120];

/** The width of the screen; where there is none, as in a pipe, what `COLUMNS` says, or 80. */
function screenColumns(): number {
  const asked = Number.parseInt(process.env.COLUMNS ?? '', 10) || COLUMNS;
  return Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns ?? asked));
}

/** Null if the audience gives no answer. */
async function votedOn(message: string, answers: number, text: PlayerText): Promise<Vote | null> {
  const answer = await prompt({
    message,
    placeholder: text.howToVote,
    validate(words = '') {
      const vote = voteIn(words, answers);
      return vote.kind === 'mistake' ? text.notAVote(vote.found) : undefined;
    },
  });
  if (isCancel(answer)) process.exit(130);
  const vote = voteIn(answer ?? '', answers);
  return vote.kind === 'one' || vote.kind === 'class' ? vote : null;
}

/** Waits for Enter on one line; a prompt of the library takes four. */
async function enter(next: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const leave = (): void => {
    // The menu begins on a line of its own.
    process.stdout.write('\n');
    process.exit(130);
  };
  // Ctrl-C and Ctrl-D close the interface.
  terminal.on('close', leave);
  await terminal.question(`Enter: ${next} `);
  terminal.off('close', leave);
  terminal.close();
}

const [UP, ERASE_LINE] = ['\u001b[1A', '\u001b[2K'];

/** How often a prompt is written again, in milliseconds. */
const LIVE_MS = 100;

/** Waits for one of the keys. The prompt is erased: what the key does takes its place. */
async function pressed(prompt: () => string, keys: readonly string[]): Promise<string> {
  let shown = prompt();
  process.stdout.write(`${shown} `);
  const live = setInterval(() => {
    const next = prompt();
    if (next === shown) return;
    process.stdout.write(`${erased(shown)}${next} `);
    shown = next;
  }, LIVE_MS);
  const key = await keyFrom(process.stdin, keys);
  clearInterval(live);
  process.stdout.write(erased(shown));
  if (key === null) process.exit(130);
  return key;
}

/** Erases a prompt, which the cursor stands behind. */
function erased(prompt: string): string {
  return `\r${ERASE_LINE}${`${UP}${ERASE_LINE}`.repeat(prompt.split('\n').length - 1)}`;
}

/** A question hides the cursor: a process that ends during a question shows it again. */
export function showCursor(): void {
  if (movesCursor(process.stdout)) process.stdout.write('\u001b[?25h');
}
