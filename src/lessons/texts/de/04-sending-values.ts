/** Chapter 4 in German. */
import type { Text } from '../../chapters/04-sending-values.ts';
import { CHAPTER } from '../../numbers.ts';
import { PYTHON_AND_TYPESCRIPT_DE } from './python.ts';

export const text: Text = {
  idea: 'Unsere Coroutinen sind Generatoren, die auch Werte empfangen: Das Argument von next(x) wird zum Wert des yield, an dem die Coroutine pausiert. Dort muss sie also erst einmal stehen: Das erste next() bringt sie hin, und das nennt man Priming.',
  names: [
    ['Generator<void, void, string>', 'liefert nichts, gibt nichts zurück, empfängt einen String'],
    ['finally', 'läuft immer, wenn der try-Block endet, auch durch einen Fehler oder durch return()'],
    ['say', "gibt aus, was geschehen ist: bei 'melted' zwei Zeilen, input und output"],
  ],
  knobs: {
    primed: 'ob der Schmelzer der Frage erst ein next() ohne Wert bekommt (Priming): nein (no) oder ja (yes)',
    ended: 'welcher Schmelzer return() bekommt: der, der schon lief (running), oder ein neuer (new)',
  },
  question: ({ primed }) => ({
    text: `Ein neuer Schmelzer bekommt ${primed === 'yes' ? 'erst ein next() ohne Wert' : 'kein Priming'}. Wir senden ihm zweimal Butter: next('butter'), next('butter'). Wie viele der beiden Portionen schmilzt er?`,
    answers: ['eine', 'beide', 'keine: das erste next(...) wirft einen Fehler'],
  }),
  labels: {
    asked: (primed) =>
      `ein neuer Schmelzer, ${primed ? 'erst next() ohne Wert' : 'ohne Priming'}: next('butter'), next('butter')`,
    course: 'ein anderer, mit Priming, bekommt weitere Zutaten; T ist die Zeit und bleibt auf 0: hier wartet niemand',
    ended: (isNew) =>
      `${isNew ? 'ein neuer Schmelzer, der noch nicht lief' : 'derselbe Schmelzer'}: return(), dann next('butter')`,
    // The lines of the Python course, which are English.
    said: {
      melted: ['Butter melter input  🧈.', 'Butter melter output 🍯.'],
      'cleaned up': ['Butter melter cleaned up.'],
    },
    generated: (ingredients) => `T=0\tGenerate ${ingredients}`,
    after: (result) => `dieses next('butter') gibt ${result} zurück und schmilzt nichts`,
    tableFor: 'Für alle, die Python können: dasselbe in beiden Sprachen, zum späteren Nachschlagen',
    table: [['Python', 'TypeScript', 'Vorsicht'], ...PYTHON_AND_TYPESCRIPT_DE],
  },
  figures: ({ melted, cleanedUp }) =>
    `Er schmilzt ${['keine der beiden Portionen', 'eine der beiden Portionen', 'beide Portionen'][melted] ?? `${melted} Portionen`}. Der Schmelzer, der return() bekam, hat ${cleanedUp ? '' : 'nicht '}aufgeräumt.`,
  reasons: (_, { primed, ended }) =>
    `${
      primed === 'yes'
        ? 'Nach dem ersten next() pausiert er an seinem yield, also kommt jede Portion Butter dort an.'
        : 'Das erste next(...) startet den Rumpf und führt ihn bis zum ersten yield aus. Kein yield hat auf das Argument gewartet, also ist die erste Butter verloren, ganz ohne Fehler. Python meldet hier einen TypeError.'
    } ${
      ended === 'running'
        ? 'return() beendet den Schmelzer an seinem yield: Nur der finally-Block läuft noch.'
        : 'Der Rumpf des neuen Schmelzers hat nie begonnen. Es gab also keinen try-Block zu verlassen, und finally lief nicht.'
    } Einen Generator fortzusetzen ist kein Systemaufruf; es ist wie ein Funktionsaufruf (Kapitel ${CHAPTER.call}).`,
  doubts: () => 'die Schmelzer haben eine andere Menge geschmolzen oder zu einer anderen Zeit aufgeräumt',
  tryIt: {
    ask: 'Ruf return() bei einem neuen Schmelzer auf, der noch nicht lief. Räumt er auf?',
    expect: 'Nein. Er gibt nichts aus und ist fertig.',
    because:
      'Sein Rumpf hat nie begonnen, also ist er nicht im try-Block. Es gibt nichts aufzuräumen, und finally läuft nicht.',
  },
  limits: () =>
    'Zeiten messen wir hier nicht. Jede Engine dieses Projekts (der Teil, der die Stationen fortsetzt) übernimmt das Priming, also verliert keine Station ihr erstes Stück.',
  words: [
    ['Coroutine', 'eine Funktion, die pausieren und weiterlaufen kann; hier ein Generator, der auch Werte empfängt'],
    ['senden (send)', 'eine Coroutine mit einem Wert fortsetzen: g.send(x) in Python, g.next(x) in JavaScript'],
    ['Priming', 'eine neue Coroutine bis zu ihrem ersten yield laufen lassen'],
    ['Systemaufruf (system call)', 'ein Aufruf ins Betriebssystem: die Kontrolle verlässt das Programm'],
    ['Aufräumen (clean-up)', 'was ein finally-Block am Ende tut'],
  ],
  notes: {
    say: 'Lies  const ingredient = yield  von rechts nach links: pausieren; später kommt ein Wert an; dann wird er zugewiesen. Die Tabelle ist für alle, die Python können: Zeig sie, aber lies sie nicht vor.',
    expect:
      'Viele sagen „beide“, und wer Python kennt, erwartet einen Fehler. Beides ist ein guter Anlass, über das erste next() zu sprechen.',
    ifItFails: 'Hier kann nichts schiefgehen: Weder eine Uhr noch ein Thread spielt mit.',
  },
};
