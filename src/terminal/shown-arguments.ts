/** The arguments of a program as its documents show them. */
import { basename } from 'node:path';
import { type OptionKinds, tokensOf } from './arguments.ts';

/**
 * Of a file they show only the name: a document goes to other people, who need not see the folders of this machine.
 *
 * @param files the options that name files; what is no option is a file too
 */
export function shownArguments(args: readonly string[], options: OptionKinds, files: readonly string[]): string {
  const shown = tokensOf(args, options).flatMap((token): string[] => {
    if (token.kind === 'positional') return [basename(token.value)];
    if (token.kind !== 'option') return [];
    const { rawName, value, inlineValue } = token;
    if (value === undefined) return [rawName];
    const text = files.includes(token.name) ? basename(value) : value;
    return inlineValue ? [`${rawName}=${text}`] : [rawName, text];
  });
  return shown.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}
