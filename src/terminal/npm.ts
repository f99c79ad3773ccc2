/** Warns of options that npm used itself: `npm start --quick` gives them to npm, `npm start -- --quick` to the program. */

/**
 * A warning of one line for each option that npm used.
 *
 * npm stores its options in environment variables: `--trace-out x` in `npm_config_trace_out`. A setting of npm with the
 * same name as an option of the program, for instance `json`, looks the same.
 *
 * @param names the options of the program, without dashes
 * @param args the arguments of the program; an option among them needs no warning
 */
export function takenByNpm(
  names: readonly string[],
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  const script = env.npm_lifecycle_event;
  if (script === undefined) return [];
  const command = script === 'start' ? 'npm start' : `npm run ${script}`;
  return names.flatMap((name) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    const given = args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    if (given || value === undefined || value === '' || value === 'false') return [];
    return [`npm used --${name} itself; to pass it to the program, write ${command} -- --${name}`];
  });
}

/** Prints the warnings. */
export function warnOfTaken(names: readonly string[], args: readonly string[]): void {
  for (const line of takenByNpm(names, args)) process.stderr.write(`${line}\n`);
}
