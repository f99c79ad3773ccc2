/** Chapter 2 in German. */
import type { Text } from '../../chapters/02-generators.ts';
import { CHAPTER } from '../../numbers.ts';
import { counted } from './figures.ts';

export const text: Text = {
  idea: 'Ein Generator ist ein Iterator, der eine Funktion ausführt, und die kann an einem yield pausieren und dort später weiterlaufen. Jeder Aufruf von next() führt den Rumpf bis zum nächsten yield oder bis zum Ende aus und gibt { value, done } zurück: In value steht, was das yield geliefert oder das return zurückgegeben hat.',
  names: [
    ['function*', 'eine Generatorfunktion: ihr Aufruf liefert einen Generator, und der hat next()'],
    ['say', 'gibt aus, was innen geschieht'],
    ['lid?', 'ein Parameter, den man weglassen darf'],
    [
      'Generator<string, void, void>',
      `die Typen dessen, was er liefert, zurückgibt und empfängt (Kapitel ${CHAPTER.sending})`,
    ],
    ['Carton', 'ein Generator, der Eier liefert und vielleicht einen Deckel zurückgibt'],
  ],
  knobs: {
    lid: 'ob der Karton am Ende seinen Deckel zurückgibt',
    calls: 'wie oft next() aufgerufen wird',
  },
  question: () => ({
    text: 'Was gibt diese Zeile allein aus?  const box = carton(say)',
    answers: ['nichts', '„Karton geöffnet“', '„Karton geöffnet“ und „Karton leer“'],
  }),
  labels: {
    made: 'const box = carton(say)',
    next: (call) => `box.next(), Aufruf ${call}`,
    inside: { opened: 'innen: Karton geöffnet', empty: 'innen: Karton leer' },
    result: (result) => `Ergebnis: ${result}`,
    loop: (seen) => `for (const egg of carton(say)) sieht ${seen.join(' ')}`,
    endless: (hundred) => `der endlose Generator, 100 Aufrufe: ${counted(hundred, 'Ei', 'Eier')}`,
    lid: 'der Deckel',
  },
  figures: ({ steps, seen, lidIn }) => {
    const first = steps.findIndex((step) => typeof step === 'string' && step !== 'made' && step !== 'next');
    const calls = steps.slice(0, first).filter((step) => step === 'next').length;
    const lid =
      lidIn === null
        ? ''
        : ` Aufruf ${lidIn} liefert den Deckel, zusammen mit done: true. Eine Schleife mit for...of sieht ${counted(seen.length, 'Ei', 'Eier')} und keinen Deckel.`;
    return `Der Rumpf gibt seine erste Zeile ${calls === 0 ? 'beim Aufruf von carton' : `bei Aufruf ${calls} von next()`} aus.${lid}`;
  },
  reasons: (_, { lid, calls }) => {
    const returns = lid === 'yes' && calls >= 3;
    return `Der Aufruf von carton erzeugt nur den Generator; den Rumpf führt er nicht aus. Der Rumpf beginnt beim ersten next() und pausiert an jedem yield. Seine Variablen behält er in der Pause. An seinem Ende liefert next() done: true${returns ? ' mit dem Rückgabewert; for...of beachtet diesen Wert nicht, und spätere Aufrufe wiederholen ihn nicht' : ''}. In Python löst next() an dieser Stelle StopIteration aus${returns ? ', mit dem Rückgabewert in StopIteration.value' : ''}. In JavaScript gibt es keinen Fehler: Code, der done nicht prüft, rechnet mit dem Wert undefined weiter.`;
  },
  doubts: () => 'der Rumpf lief schon vor dem ersten next(), oder er endete bei einem anderen Aufruf',
  tryIt: {
    ask: "Lass den Karton mit  return 'der Deckel'  enden. Welches Ergebnis von next() enthält den Deckel? Und bekommt ihn eine Schleife mit for...of je zu sehen?",
    expect:
      "Das dritte, { value: 'der Deckel', done: true }. Eine Schleife mit for...of sieht zwei Eier und keinen Deckel.",
    because:
      'Ein Rückgabewert kommt genau einmal, zusammen mit done: true. Und for...of hört bei done: true auf, ohne den Wert anzusehen.',
  },
  limits: () =>
    `Zeiten messen wir hier nicht. Was es kostet, einen Generator an seinem yield fortzusetzen, misst Kapitel ${CHAPTER.call}.`,
  words: [
    ['Generatorfunktion', 'function*: jeder Aufruf erzeugt einen neuen Generator'],
    ['Generator', 'ein Iterator, dessen next() eine Funktion von yield zu yield ausführt; eine Art von Coroutine'],
    ['yield', 'gibt dem Aufrufer von next() einen Wert und pausiert'],
    ['suspendiert (suspended)', 'pausiert an einem yield, mit allen lokalen Variablen'],
    ['StopIteration', 'diese Ausnahme löst Python am Ende eines Iterators aus'],
  ],
  notes: {
    say: 'Der Rumpf eines Generators läuft auf Anfrage, und nie von selbst im Hintergrund.',
    expect:
      'Viele erwarten, dass schon der Aufruf die erste Zeile ausgibt, wie bei einer gewöhnlichen Funktion. Lass sie beide Zeilen vergleichen: den Aufruf und das erste next().',
    ifItFails: 'Hier kann nichts schiefgehen: Weder eine Uhr noch ein Thread spielt mit.',
  },
};
