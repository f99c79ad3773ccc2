/** The end of a job in a process that runs several jobs. */

/** Printed on stdout and on stderr after each job, followed by the job's exit code. */
export const END_OF_JOB = '<end of job> ';

/** Ends a job: prints the exit code with which a program would end, and forgets what `runProgram` has set. */
export function endJob(): void {
  const end = `${END_OF_JOB}${process.exitCode ?? 0}\n`;
  process.exitCode = undefined;
  process.removeAllListeners('uncaughtException');
  process.stdout.removeAllListeners('error');
  process.stderr.removeAllListeners('error');
  process.stdout.write(end);
  process.stderr.write(end);
}
