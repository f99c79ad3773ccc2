/** `report FILE` is `run FILE` with a page. */
import { RUN_OPTIONS } from '../own/options.ts';
import { tokensOf } from '../terminal/arguments.ts';
import { REPORT_OPTIONS } from './options.ts';

/**
 * The arguments for `run`.
 *
 * @param args the arguments after `report`
 * @returns null where they name no file with a line
 */
export function ownLineArguments(args: readonly string[]): string[] | null {
  const options = { ...REPORT_OPTIONS, ...RUN_OPTIONS };
  const tokens = tokensOf(args, options);
  if (!tokens.some(({ kind }) => kind === 'positional')) return null;
  const isSaid = tokens.some((token) => token.kind === 'option' && ANSWERS.includes(token.name));
  return isSaid ? [...args] : ['--report=report.html', ...args];
}

/** Options that say where the page goes, or that there is none. */
const ANSWERS = ['out', 'report', 'json', 'help'];
