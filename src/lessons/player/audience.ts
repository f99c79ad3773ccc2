/** The audience of a chapter: people who answer on the terminal, or none. */
import { createInterface } from 'node:readline/promises';
import { isCancel, select } from '@clack/prompts';
import { disturbedBy } from '../../measure/machine/noise.ts';
import { watchForDisturbance } from '../../platform/node/machine.ts';
import { movesCursor } from '../../terminal/cursor.ts';
import { paintFor } from '../../terminal/style.ts';
import { letterOf } from './chapter-text.ts';
import type { Audience } from './play.ts';

const NO_VOTE = -1;

/** Asks on the terminal. Ctrl-C at a question ends the process, as everywhere else. */
export function terminalAudience(quick: boolean): Audience {
  return {
    ...noAudience(quick),
    async vote({ answers }) {
      const options = [...answers.map((_, place) => place), NO_VOTE].map((place) => ({
        value: place,
        label: place === NO_VOTE ? 'no answer' : letterOf(place),
      }));
      const place = await asked('Your answer?', options);
      return place === NO_VOTE ? null : place;
    },
    ready: enter,
    rows: process.stdout.rows ?? 24,
    reads: true,
  };
}

/** Plays without questions: for a rehearsal, a recording or a pipe. */
export function noAudience(quick: boolean): Audience {
  return {
    print: (text) => console.log(text),
    paint: paintFor(process.stdout),
    vote: async () => null,
    ready: async () => {},
    rows: Number.POSITIVE_INFINITY,
    reads: false,
    quick,
    watch() {
      const disturbance = watchForDisturbance(true);
      return () => disturbedBy(disturbance());
    },
  };
}

async function asked(message: string, options: { value: number; label: string }[]): Promise<number> {
  const answer = await select({ message, options, showInstructions: false });
  if (isCancel(answer)) process.exit(130);
  return answer;
}

/** Waits for Enter on one line; a prompt of the library takes four. */
async function enter(next: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const leave = (): void => process.exit(130);
  // Ctrl-C and Ctrl-D close the interface.
  terminal.on('close', leave);
  await terminal.question(`Enter: ${next} `);
  terminal.off('close', leave);
  terminal.close();
}

/** A question hides the cursor: a process that ends during a question shows it again. */
export function showCursor(): void {
  if (movesCursor(process.stdout)) process.stdout.write('\u001b[?25h');
}
