/** Where a text stops being JSON. V8 says it in other words from one release to the next, or not at all. */
import { type ParseError, printParseErrorCode, visit } from 'jsonc-parser';

/** The first mistake in words, with its place: `a mistake at line 3, column 1`. */
export function jsonMistakeIn(json: string): string {
  const [first] = mistakesIn(json).toSorted((one, other) => one.offset - other.offset);
  const offset = first?.offset ?? json.length;
  const before = json.slice(0, offset).split(/\r\n|\r|\n/);
  return `${nameOf(first, json)} at line ${before.length}, column ${[...(before.at(-1) ?? '')].length + 1}`;
}

function mistakesIn(json: string): ParseError[] {
  const mistakes: ParseError[] = [];
  const onError = (error: ParseError['error'], offset: number, length: number): void => {
    mistakes.push({ error, offset, length });
  };
  try {
    visit(json, { onError }, { disallowComments: true });
  } catch (error) {
    // It calls itself for every level. What is open at such a depth is never closed.
    if (!(error instanceof RangeError)) throw error;
  }
  return mistakes;
}

function nameOf(mistake: ParseError | undefined, json: string): string {
  switch (mistake === undefined ? null : printParseErrorCode(mistake.error)) {
    case 'EndOfFileExpected':
      return 'more text after the end';
    case 'InvalidCommentToken':
      return 'a comment, which JSON does not have,';
    case 'UnexpectedEndOfString':
    case 'InvalidCharacter':
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return 'a mistake in a string';
    default: {
      const tooEarly = mistake === undefined || mistake.offset >= json.trimEnd().length;
      return tooEarly ? 'an end that comes too early' : 'a mistake';
    }
  }
}
