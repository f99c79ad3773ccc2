/**
 * A process that runs programs one after the other. A job is one run: the file of the program, its arguments, and what differs
 * in its environment. The modules that programs share are loaded only once.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { endJob } from './end-of-job.ts';

export interface ProgramJob {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const ownArguments = process.argv.slice(0, 2);
const ownEnvironment = { ...process.env };
let jobs = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const { file, args, env }: ProgramJob = JSON.parse(line);
  process.argv = [...ownArguments, ...args];
  process.env = { ...ownEnvironment, ...env };
  // A program is a module that runs when it is loaded. With another address it is loaded anew.
  await import(`${pathToFileURL(file)}?job=${jobs++}`);
  endJob();
}
