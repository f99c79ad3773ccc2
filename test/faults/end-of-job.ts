/** What a child process prints on stdout and on stderr after each of several jobs, followed by the job's exit code. */
export const END_OF_JOB = '<end of job> ';
