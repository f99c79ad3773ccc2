/** Finds the first syntax error in a JSON text. The messages of V8 differ between releases, and some give no position. */
import { type ParseError, printParseErrorCode, visit } from 'jsonc-parser';

/** The first syntax error and its position: `a syntax error at line 3, column 1`. */
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
    // The parser is recursive, so deep nesting overflows the stack. Such a text is reported as ending too early.
    if (!(error instanceof RangeError)) throw error;
  }
  return mistakes;
}

function nameOf(mistake: ParseError | undefined, json: string): string {
  switch (mistake === undefined ? null : printParseErrorCode(mistake.error)) {
    case 'EndOfFileExpected':
      return 'extra text after the end';
    case 'InvalidCommentToken':
      return 'a comment, which JSON does not allow,';
    case 'UnexpectedEndOfString':
    case 'InvalidCharacter':
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return 'a syntax error in a string';
    default: {
      const tooEarly = mistake === undefined || mistake.offset >= json.trimEnd().length;
      return tooEarly ? 'an unexpected end' : 'a syntax error';
    }
  }
}
