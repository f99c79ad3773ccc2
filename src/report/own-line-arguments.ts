/** `report FILE` is `run FILE` with a page. */
import { parseArgs } from 'node:util';
import { RUN_OPTIONS } from '../own/options.ts';
import { argumentsFrom } from '../terminal/arguments.ts';
import { REPORT_OPTIONS } from './options.ts';

/**
 * The arguments for `run`: `--out FILE` of the report is its `--report FILE`.
 *
 * @param args the arguments after `report`
 * @returns null where they name no file with a line
 */
export function ownLineArguments(args: readonly string[]): string[] | null {
  const options = { ...REPORT_OPTIONS, ...RUN_OPTIONS };
  const words = argumentsFrom(args, options);
  const { tokens } = parseArgs({ args: words, options, allowPositionals: true, strict: false, tokens: true });
  if (!tokens.some(({ kind }) => kind === 'positional')) return null;
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  for (const { name, index } of given)
    if (name === 'out') words[index] = (words[index] ?? '').replace('--out', '--report');
  if (given.some(({ name }) => ['out', 'report', 'json', 'help'].includes(name))) return words;
  return ['--report=report.html', ...words];
}
