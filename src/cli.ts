/** The command `cake-factory`: a line of one's own, and the programs that the npm scripts start. */
import { readFileSync } from 'node:fs';
import { show } from './line/printable.ts';
import { projectFile } from './platform/node/own-files.ts';

const HELP = `Coroutines on one thread and on worker threads: see, measure and teach what each
one costs.

cake-factory run FILE     a line of your own under every engine: proof, race, advice
cake-factory pays FILE#FUNCTION
                          whether a worker thread pays for one function
cake-factory start        the chocolate cake under every engine
cake-factory bench        what a message costs, and from where on a thread pays
cake-factory lecture      34 chapters for a course
cake-factory exercise     ten exercises for a course, and their grader
cake-factory report       one page with all of it, for a browser
cake-factory report FILE  the same for a line of your own
cake-factory page         one file in which any browser bakes

cake-factory COMMAND --help lists the options of a command.
--version prints the version.`;

/** Each program reads the arguments of the process when it is imported. */
const PROGRAMS: Readonly<Record<string, () => Promise<unknown>>> = {
  run: () => import('./run.ts'),
  pays: () => import('./pays.ts'),
  start: () => import('./start.ts'),
  bench: () => import('./bench.ts'),
  lecture: () => import('./lecture.ts'),
  exercise: () => import('./exercise.ts'),
  report: () => import('./report.ts'),
  page: () => import('./page.ts'),
};

const [command = '--help', ...args] = process.argv.slice(2);
const program = PROGRAMS[command];
if (program !== undefined) {
  process.argv = [...process.argv.slice(0, 2), ...args];
  await program();
} else if (command === '--help' || command === '-h' || command === 'help') console.log(HELP);
else if (command === '--version' || command === '-v') console.log(version());
else {
  const expected = Object.keys(PROGRAMS).join(', ');
  process.stderr.write(`expected one of ${expected}, found ${show(command)} (--help explains them)\n`);
  process.exitCode = 2;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
