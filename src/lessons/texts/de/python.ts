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
  'only JS closes g': 'nur JS schließt g',
  'runs finally, not catch': 'nur finally, kein catch',
  'arrives at the yield': 'kommt beim yield an',
  'r is what g returns': 'r ist, was g zurückgibt',
  'JS runs f without await': 'JS führt f ohne await aus',
  'send(x), given from outside': 'send(x), von außen',
  'station knows no receiver': 'Station kennt Ziel nicht',
};

export const PYTHON_AND_TYPESCRIPT_DE: readonly (readonly string[])[] = PYTHON_AND_TYPESCRIPT.map((row) =>
  row.map((cell) => GERMAN[cell] ?? cell),
);
