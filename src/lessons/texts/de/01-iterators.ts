/** Chapter 1 in German. */
import type { Text } from '../../chapters/01-iterators.ts';
import { CHAPTER } from '../../numbers.ts';
import { counted, howOften } from './figures.ts';

export const text: Text = {
  idea: 'Ein Iterator ist ein Objekt, dessen Methode next() ein { value, done } zurückgibt: einen Wert je Aufruf und nur auf Anfrage, deshalb muss er nie enden. Ein Iterable ist ein Objekt, das einen Iterator hergibt: for...of holt ihn sich und ruft dann für jeden Wert next() auf.',
  names: [
    ['IteratorResult<number>', 'der Typ von { value, done }'],
    ['++this.made', 'erhöht die Zahl der Eier um 1; der Ausdruck hat den neuen Wert'],
    ['Iterable<number>', 'was for...of annimmt'],
    ['wanted', 'wie viele Eier wir nehmen'],
    ['check', 'wann die Schleife prüft, ob sie genug hat'],
  ],
  knobs: {
    check:
      'wann die Schleife prüft, ob sie genug hat: bevor (before) oder nachdem (after) sie ein Ei an die Liste anhängt',
    eggs: 'wie viele Eier wir nehmen',
  },
  question: ({ eggs, check }) => ({
    text: `Wir nehmen ${eggs === 1 ? 'ein Ei' : `${eggs} Eier`}. Die Schleife prüft, ob sie genug hat, ${check === 'before' ? 'bevor sie ein Ei an die Liste anhängt' : 'nachdem sie ein Ei an die Liste angehängt hat'} (check === '${check}'). Wie oft wird next() aufgerufen?`,
    answers: [howOften(eggs), howOften(eggs + 1), 'endlos oft: der Iterator hört nie auf'],
  }),
  labels: {
    counts: ({ asked, made, taken }) =>
      `${counted(taken, 'Ei', 'Eier')} genommen: [Symbol.iterator]() ${howOften(asked)} aufgerufen, next() ${howOften(made)} aufgerufen`,
  },
  figures: ({ made, taken }) => `${counted(made, 'Aufruf', 'Aufrufe')} für ${counted(taken, 'Ei', 'Eier')}.`,
  reasons: (_, { check }) =>
    `for...of verlangt vom Iterable einmal einen Iterator, und zwar mit der Methode [Symbol.iterator](). Unser Iterator ist auch ein Iterable: Seine Methode [Symbol.iterator]() gibt this zurück. ${
      check === 'after'
        ? 'Die Schleife hört auf, sobald sie genug hat, also bleibt kein Ei übrig.'
        : 'for...of ruft jedes Mal zuerst next() auf, und erst dann kommt die Prüfung. So entsteht ein Ei, das niemand nimmt.'
    }`,
  doubts: () => 'die Schleife hat eine andere Zahl von Eiern genommen, oder next() anders oft aufgerufen',
  tryIt: {
    ask: 'Lass die Schleife erst prüfen, nachdem sie ein Ei an die Liste angehängt hat. Wie oft wird next() jetzt aufgerufen?',
    expect: 'Genau so oft, wie wir Eier nehmen: Keines bleibt übrig.',
    because: 'Das break kommt direkt nach dem letzten Ei, das wir wollen, und bevor for...of das nächste verlangt.',
  },
  limits: () =>
    `Zeiten messen wir hier nicht. Ein endloser Iterator ist nur sicher, wenn der Aufrufer weiß, wann er aufhört. Und break hört nicht nur auf: for...of ruft dann return() auf, falls der Iterator diese Methode hat (Kapitel ${CHAPTER.sending}). „Der Python-Kurs“ heißt in dieser Vorlesung „Introduction to Coroutines“, ein Notebook, das Coroutinen in Python an derselben Kuchenfabrik erklärt. Kennen muss man es nicht.`,
  words: [
    ['Iterator', 'ein Objekt mit next(); in Python __next__()'],
    ['Iterable', 'ein Objekt, dessen Methode [Symbol.iterator]() einen Iterator zurückgibt; in Python __iter__()'],
    ['lazy', 'erst auf Anfrage erzeugt'],
  ],
  notes: {
    say: 'Nichts läuft im Hintergrund: Jeder Wert entsteht in einem Aufruf von next(). Ein Array ist ein Iterable, aber kein Iterator: Jede Schleife verlangt von ihm einen neuen.',
    expect: 'Die meisten sagen 100. Frag, wer next() aufruft, und wann geprüft wird.',
    ifItFails: 'Hier kann nichts schiefgehen: Weder eine Uhr noch ein Thread spielt mit.',
  },
};
