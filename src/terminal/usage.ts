/** How a program is started: by an npm script in the repository, by `cake-factory` from the package. */
import { FROM_SOURCES } from '../platform/node/own-files.ts';

export type ProgramName = 'run' | 'pays' | 'start' | 'bench' | 'lecture' | 'exercise' | 'report' | 'page';

const SCRIPTS: Readonly<Record<ProgramName, string>> = {
  run: 'npm run line',
  pays: 'npm run pays',
  start: 'npm start',
  bench: 'npm run bench',
  lecture: 'npm run lecture',
  exercise: 'npm run exercise',
  report: 'npm run report',
  page: 'npm run page',
};

/** @param args what comes after it: `npm run bench -- --quick`, `cake-factory bench --quick` */
export function usage(program: ProgramName, args = ''): string {
  const command = FROM_SOURCES ? SCRIPTS[program] : `cake-factory ${program}`;
  if (args === '') return command;
  return FROM_SOURCES ? `${command} -- ${args}` : `${command} ${args}`;
}
