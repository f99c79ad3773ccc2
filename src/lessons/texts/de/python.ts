/** The table of Python and TypeScript in German. */
import { PYTHON_AND_TYPESCRIPT } from '../en/python.ts';

/** The cells that are not code. */
const GERMAN: Readonly<Record<string, string>> = {
  'returns {value, done}': 'liefert {value, done}',
  'read .value': 'Wert steht in .value',
  'one method for both': 'eine Methode für beides',
  'TypeError if not primed': 'TypeError ohne Priming',
  'g.next(x), not primed': 'g.next(x) ohne Priming',
  'x is dropped': 'x geht verloren',
  'nothing is thrown': 'kein Fehler am Ende',
  'what return x gives': 'das liefert return x',
  'Python leaves g open': 'Python lässt g offen',
  'no catch sees it': 'kein catch merkt es',
  'arrives at the yield': 'kommt beim yield an',
  'r is what g returns': 'r ist, was g zurückgibt',
  'JS starts f at once': 'JS startet f sofort',
  'send(x), given from outside': 'send(x), von außen',
  'send may lead anywhere': 'Ziel von send beliebig',
};

export const PYTHON_AND_TYPESCRIPT_DE: readonly (readonly string[])[] = PYTHON_AND_TYPESCRIPT.map((row) =>
  row.map((cell) => GERMAN[cell] ?? cell),
);
