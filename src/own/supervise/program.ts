/** `cake-factory run FILE --supervise`: threads of the line are killed, and its results are those of one thread. */
import { FactoryError } from '../../line/factory-error.ts';
import type { ThreadingPlatform } from '../../platform/platform.ts';
import { seeded } from '../../terminal/kill-option.ts';
import type { Progress } from '../../terminal/progress.ts';
import type { Paint } from '../../terminal/style.ts';
import type { NamedLine } from '../line-file.ts';
import type { RunLineOptions, SuperviseRun } from '../options.ts';
import { lineText } from '../text.ts';
import { supervisedDocument } from './document.ts';
import { superviseLine } from './supervised-line.ts';
import { supervisedText } from './text.ts';

/** A supervised run did not give the results of one thread. */
class SupervisedError extends FactoryError {
  override name = 'SupervisedError';
}

/** Where the program prints, and what it says of its progress. */
export interface Printing {
  readonly paint: Paint;
  readonly progress: Progress;
  /** Prints text for people; nothing with --json. */
  readonly print: (text: string) => void;
  readonly step: (what: string) => void;
  /** The line has ended without kills: from now on it is known to end. */
  readonly proven: () => void;
}

/** @throws SupervisedError when all is printed, and the results are not those of one thread */
export async function superviseAndShow(
  named: NamedLine,
  { json, hangMs }: RunLineOptions,
  { kills, skipPoison, seed }: SuperviseRun,
  { paint, progress, print, step, proven }: Printing,
  platform: ThreadingPlatform,
): Promise<void> {
  const found = await superviseLine(
    named,
    { supervision: { kills: seeded(kills, seed), skipPoison }, hangMs, platform },
    {
      planned(name, line, runs) {
        print(`${lineText(name, line, paint)}\n`);
        progress.start(runs);
      },
      step,
      proven,
    },
  );
  if (json) progress.aside(() => console.log(JSON.stringify(supervisedDocument(found, kills), null, 2)));
  else print(supervisedText(found, kills, paint));
  if (found.mistake !== null) throw new SupervisedError(found.mistake);
}
