/** Chapter 3 in German. */
import type { Text } from '../../chapters/03-the-producer.ts';
import { CHAPTER } from '../../numbers.ts';
import { decimal, milliseconds } from './figures.ts';

export const text: Text = {
  idea: 'Der Erzeuger (producer) ist ein Generator: Er liefert Zutaten, und dazwischen erteilt er mit yield Aufträge zum Warten, etwa „setz mich in 12 ms fort“. Alle seine Zufallszahlen sind aus einer Zahl berechnet, dem Startwert (seed), also lässt sich ein Lauf wiederholen.',
  names: [
    ['items', 'zufällige Zutaten, aus dem Startwert'],
    ['Requests', 'ein Generator, der Aufträge und Zutaten liefert'],
    ['serve', 'setzt den Erzeuger fort und wartet, wenn er es verlangt'],
    ['intervalMs', 'zieht den nächsten Abstand'],
    ['await sleep', `so lange pausiert serve (Kapitel ${CHAPTER.scheduler})`],
    ['arrived', 'nimmt eine Zutat an und notiert die Zeit'],
  ],
  knobs: {
    seed: 'der Startwert des zweiten Laufs; der erste hat 7',
    mean: 'der mittlere Abstand im zweiten Lauf, in Millisekunden; im ersten sind es 40',
    intervals:
      'wie die Abstände in beiden Läufen verteilt sind: gleichverteilt (uniform) oder exponentiell (exponential)',
  },
  question: ({ seed, mean }) => ({
    text: `Der Erzeuger läuft mit dem Startwert 7 und einem mittleren Abstand von 40 ms, und dann noch einmal mit ${seed === 7 && mean === 40 ? 'demselben Startwert und demselben mittleren Abstand' : `dem Startwert ${seed} und einem mittleren Abstand von ${mean} ms`}. Was ist in beiden Läufen gleich?`,
    answers: [
      seed === 7 ? 'nichts: es ist Zufall' : 'nichts',
      'nur die Zutaten',
      'die Zutaten und die verlangten Abstände',
      'die Zutaten, die Abstände und die Ankunftszeiten',
    ],
  }),
  labels: {
    dueAt: 'fällig: die Summe der bisher verlangten Abstände',
    heading: ['1. Lauf', 'fällig', 'kam bei', '2. Lauf', 'fällig', 'kam bei'],
    came: (ms) => `${decimal(ms, 1)} ms`,
  },
  figures: ({ sameIngredients, sameIntervals, ratio, sameTimes, lateMs }) => {
    const intervals = sameIntervals
      ? 'Die Abstände sind gleich.'
      : ratio === null
        ? 'Die Abstände sind verschieden.'
        : `Jeder Abstand im zweiten Lauf ist ${ratio.toLocaleString('de', { maximumFractionDigits: 3 })}-mal so lang, bis auf Rundung.`;
    const median =
      lateMs < 0
        ? `endete ein Abstand ${milliseconds(-lateMs)} zu früh`
        : `beträgt die Verspätung ${milliseconds(lateMs)}`;
    return `Die Zutaten sind ${sameIngredients ? 'gleich' : 'verschieden'}. ${intervals} Die Ankunftszeiten sind ${sameTimes ? 'gleich' : 'verschieden: Jeder Timer verspätet sich anders'}. Im Median, über alle Abstände beider Läufe, ${median}.`;
  },
  reasons: () =>
    `Der Startwert entscheidet, was gezogen wird: Derselbe Startwert gibt dieselben Zutaten, und auch dieselben Abstände, wenn der Mittelwert gleich ist; ein anderer gibt andere, und zwar jedes Mal dieselben. Wann eine Zutat kommt, entscheiden die Timer dieser Maschine. Der Erzeuger selbst wartet nie: Er erteilt mit yield einen Auftrag, und wer ihn fortsetzt, entscheidet, wie gewartet wird und was inzwischen geschieht. Kapitel ${CHAPTER.scheduler} baut aus solchen Aufträgen einen Scheduler.`,
  doubts: () => 'derselbe Startwert ergab andere Zutaten oder Abstände, oder alle Ankunftszeiten waren gleich',
  tryIt: {
    ask: 'Halbiere den mittleren Abstand im zweiten Lauf, von 40 auf 20 ms. Was bleibt gleich?',
    expect: 'Die Zutaten. Jeder Abstand ist halb so lang, bis auf Rundung.',
    because: 'Der Startwert legt fest, was gezogen wird. Der Mittelwert skaliert nur die Abstände.',
  },
  limits: ({ intervals }) =>
    `Ein verspäteter Timer verzögert alles, was nach ihm kommt; in der Spalte „kam bei“ summieren sich also die Verspätungen. Für den Median messen wir jeden Abstand für sich. ${
      intervals === 'uniform'
        ? 'Hier ist jeder Abstand von 0 bis zum Doppelten des Mittelwerts gleich wahrscheinlich. Unabhängige Ereignisse mit gleichbleibender Rate haben dagegen exponentiell verteilte Abstände: viele kurze, in Schüben, und wenige lange (--set intervals=exponential).'
        : 'Diese exponentiell verteilten Abstände passen zu unabhängigen Ereignissen mit gleichbleibender Rate. Bei echten Kunden ist beides oft anders: Sie kommen zusammen, oder immer zur selben Stunde.'
    } (Der Python-Kurs kündigt zufällige Zeiten an, aber sein Erzeuger schläft nach jeder Zutat 0,1 s.)`,
  words: [
    ['pseudozufällig', 'aus einem Startwert berechnet, aber ohne erkennbares Muster'],
    ['Startwert (seed)', 'die Zahl, aus der alle Zufallszahlen eines Laufs berechnet werden'],
    ['reproduzierbar', 'in einem anderen Lauf wieder genauso'],
    ['Gleichverteilung', 'jeder Wert eines Bereichs ist gleich wahrscheinlich'],
    [
      'Exponentialverteilung',
      'viele kleine Werte und wenige große, wie bei den Abständen zwischen unabhängigen Ereignissen',
    ],
    ['Jitter', 'wie stark eine Verzögerung schwankt'],
  ],
  notes: {
    say: 'Ein yield kann heißen: Hier ist ein Wert. Es kann auch heißen: Bitte tu etwas für mich, und setz mich später fort. Alle Scheduler in dieser Vorlesung arbeiten mit der zweiten Bedeutung.',
    expect:
      'Die meisten schwanken zwischen „nur die Zutaten“ und „alles“. Frag, was ein Timer verspricht: nicht früher, aber vielleicht später.',
    ifItFails:
      'Zutaten und Abstände können nicht abweichen. Auf einer ausgelasteten Maschine kommen die Zutaten später an: Genau das ist die Lehre.',
  },
};
