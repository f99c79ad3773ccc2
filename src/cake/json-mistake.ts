/** Where a text stops being JSON: `JSON.parse` says it in other words, or not at all, from one release to the next. */

/** The first mistake in words, with its place: `a mistake at line 3, column 1`. */
export function jsonMistakeIn(json: string): string {
  const { offset, what } = firstMistake(json);
  const before = json.slice(0, offset).split(/\r\n|\r|\n/);
  return `${what} at line ${before.length}, column ${[...(before.at(-1) ?? '')].length + 1}`;
}

interface Mistake {
  /** Of the first character that JSON does not allow there; the length of the text where it ends too early. */
  readonly offset: number;
  readonly what: string;
}

type Token = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'other value';
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or the end';

const BLANKS = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const OTHER_VALUE = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function firstMistake(json: string): Mistake {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (true) {
    at = matchEnd(BLANKS, json, at) ?? at;
    const token = tokenAt(json, at);
    if ('offset' in token) return token;
    if (expected === ', or the end' && open.length === 0) return { offset: at, what: 'more text after the end' };
    const next = after(token.kind, expected, open);
    if (next === null) return { offset: at, what: 'a mistake' };
    expected = next;
    at = token.end;
  }
}

/** What may follow a token; null where the token itself may not be there. Keeps the list of what is open. */
function after(token: Token, expected: Expected, open: ('{' | '[')[]): Expected | null {
  const inside = open.at(-1);
  switch (expected) {
    case ':':
      return token === ':' ? 'value' : null;
    case 'key':
      return token === 'string' ? ':' : null;
    case 'key or }':
      if (token === 'string') return ':';
      break;
    case 'value':
    case 'value or ]':
      if (token === 'string' || token === 'other value') return ', or the end';
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'key or }' : 'value or ]';
      }
      if (expected === 'value') return null;
      break;
    case ', or the end':
      if (token === ',') return inside === '{' ? 'key' : 'value';
      break;
  }
  if (token !== (inside === '{' ? '}' : ']')) return null;
  open.pop();
  return ', or the end';
}

function tokenAt(json: string, at: number): { readonly kind: Token; readonly end: number } | Mistake {
  const character = json[at];
  switch (character) {
    case undefined:
      return { offset: at, what: 'an end that comes too early' };
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return { kind: character, end: at + 1 };
    case '"': {
      const end = stringEnd(json, at + 1);
      return json[end] === '"' ? { kind: 'string', end: end + 1 } : { offset: end, what: 'a mistake in a string' };
    }
    case '/':
      return { offset: at, what: 'a comment, which JSON does not have,' };
    default: {
      const end = matchEnd(OTHER_VALUE, json, at);
      return end === null ? { offset: at, what: 'a mistake' } : { kind: 'other value', end };
    }
  }
}

/** The first character that a string cannot hold: its quotation mark, or a mistake. */
function stringEnd(json: string, begin: number): number {
  let at = begin;
  while (true) {
    const code = json.charCodeAt(at);
    if (code === 0x5c) {
      const end = matchEnd(ESCAPE, json, at);
      if (end === null) return at;
      at = end;
    } else if (code >= 0x20 && code !== 0x22) at++;
    else return at;
  }
}

/** Where a match that begins exactly there ends; null where there is none. */
function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
