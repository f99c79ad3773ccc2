/** Options that npm took for itself: `npm start --quick` gives them to npm, `npm start -- --quick` to the program. */

/**
 * One line for each option that npm took, to be printed as a warning.
 *
 * npm leaves every option that it was given in the environment: `--trace-out x` as `npm_config_trace_out`. An own setting
 * of npm's that has the name of an option of ours, `json` for instance, looks the same.
 *
 * @param names the options of the program, without their dashes
 * @param args the words that the program was given: an option among them has arrived
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
    return [`npm took --${name} for itself; to give it to the program, write ${command} -- --${name}`];
  });
}

/** Prints the warnings. */
export function warnOfTaken(names: readonly string[], args: readonly string[]): void {
  for (const line of takenByNpm(names, args)) process.stderr.write(`${line}\n`);
}
