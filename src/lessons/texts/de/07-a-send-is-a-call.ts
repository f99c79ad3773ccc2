/** Chapter 7 in German. */
import { medianOf } from '../../../measure/statistics/samples.ts';
import { isAsPlanned, type Text } from '../../chapters/07-a-send-is-a-call.ts';
import { CHAPTER } from '../../numbers.ts';
import { listed, milliseconds } from './figures.ts';

/** The functions in the code. */
const NAME: Readonly<Record<string, string>> = {
  oven: 'Ofen',
  wetMixer: 'Nassmischer',
  butterMelter: 'Butterschmelzer',
  producer: 'Erzeuger',
};
/** Who waits while a station works, innermost first. */
const CALLERS = {
  oven: ['wetMixer', 'butterMelter', 'producer'],
  wetMixer: ['butterMelter', 'producer'],
  butterMelter: ['producer'],
};
const PRODUCT: Readonly<Record<string, string>> = {
  oven: 'backt den Kuchen',
  wetMixer: 'macht die Nassmischung',
  butterMelter: 'schmilzt die Butter',
};

export const text: Text = {
  idea: 'Eine Linie aus Coroutinen ist nebenläufig: Mehrere Stationen haben begonnen und sind noch nicht fertig. Ist sie auch parallel: Laufen zwei von ihnen im selben Augenblick?',
  names: [
    ['wetMixer', 'braucht hier nur Butter; oven und butterMelter sehen genauso aus'],
    ['make', 'arbeitet und gibt das Produkt zurück'],
    ['send', 'setzt die nächste Station fort: siehe line'],
    ['primed', `ruft einmal next() auf (Kapitel ${CHAPTER.sending})`],
  ],
  knobs: {
    works: 'die Station, die arbeitet: Ofen (oven), Nassmischer (wetMixer) oder Butterschmelzer (butterMelter)',
    workMs: 'wie lange sie an ihrem Produkt arbeitet, in Millisekunden',
  },
  question: ({ works, workMs }) => ({
    text: `Der ${NAME[works]} arbeitet ${workMs} ms an seinem Produkt; die anderen beiden Stationen brauchen fast keine Zeit. Der Erzeuger sendet einmal Butter an den Butterschmelzer. Wie lange dauert dieses send?`,
    answers: [
      `etwa ${milliseconds(workMs / 3)}: die drei Stationen teilen sich die Arbeit`,
      `so lange wie die Arbeit: etwa ${workMs} ms`,
      'fast keine Zeit: send gibt die Butter nur weiter',
    ],
  }),
  labels: {
    stack: 'Der Aufrufstapel, während jedes Produkt entsteht; oben steht die Funktion, die läuft:',
    doing: (station, { works, workMs }) => `${PRODUCT[station]}${station === works ? `, ${workMs} ms Arbeit` : ''}`,
    times: ({ sendMs, aloneMs, resumeNs, systemCallNs }) => [
      ['', 'Median', 'kürzeste', 'längste'],
      [`${sendMs.length}-mal ein send an den Butterschmelzer`, ...rangeOf(sendMs)],
      [`${aloneMs.length}-mal dieselbe Arbeit ohne send`, ...rangeOf(aloneMs)],
      ['eine Coroutine fortsetzen, die nichts tut (Mittel)', `${resumeNs.toFixed(0)} ns`, '', ''],
      ['ein Systemaufruf (process.ppid; Mittel)', `${systemCallNs.toFixed(0)} ns`, '', ''],
    ],
    cycle: ({ cycle, queued }) =>
      `Ein Experiment: Der Ofen sendet Butter zurück an den Butterschmelzer. Der liegt noch auf dem Aufrufstapel, also ${cycle === '' ? 'müsste next() einen Fehler werfen, aber das geschah nicht' : `wirft next() einen Fehler: ${cycle}`}. Kommt jedes send stattdessen in eine Warteschlange, läuft derselbe Zyklus. Er liefe endlos, deshalb hört der Ofen hier nach ${queued} Kuchen auf.`,
  },
  figures: ({ sendMs, aloneMs, stack: [worker = '', ...callers], resumeNs, systemCallNs }, { workMs }) =>
    `Ein send dauerte ${milliseconds(medianOf(sendMs))}, dieselbe Arbeit ohne send ${milliseconds(medianOf(aloneMs))}; geplant waren ${workMs} ms Arbeit. Dabei lag ${worker} oben auf dem Aufrufstapel, und darunter ${callers.length === 1 ? 'wartete' : 'warteten'} ${listed(callers)}. Eine Coroutine fortzusetzen dauerte ${resumeNs.toFixed(0)} ns, ein Systemaufruf ${systemCallNs.toFixed(0)} ns.`,
  reasons: (_, { works }) => {
    const names = CALLERS[works].map((caller) => `der ${NAME[caller]}`);
    return `Senden ist ein Aufruf: Es setzt die nächste Station oben auf demselben Aufrufstapel fort, und es kehrt zurück, wenn diese Station wieder ein yield erreicht. Während der ${NAME[works]} arbeitet, ${names.length === 1 ? 'wartet' : 'warten'} ${listed(names)} auf die Rückkehr eines send. Die Linie ist also nebenläufig, aber nicht parallel. Ein Zyklus von send-Aufrufen scheitert: Eine Coroutine, die noch auf dem Stapel liegt, lässt sich nicht fortsetzen. Mit einer Warteschlange kehrt jedes send zurück, bevor das nächste beginnt, also kann ein Zyklus laufen. Ein yield kehrt innerhalb des Programms zum Aufrufer zurück: Es macht keinen Systemaufruf. (Der Python-Kurs vergleicht yield mit einem Kernel-Trap. Das ist nur ein Vergleich.)`;
  },
  doubts: ({ sendMs, aloneMs }, set) => {
    if (medianOf(sendMs) < medianOf(aloneMs) * 0.9) return 'ein send dauerte kürzer als die Arbeit, die darin steckt';
    return isAsPlanned(aloneMs, set)
      ? 'die Maschine war ausgelastet, sodass send und dieselbe Arbeit ohne send verschieden lange dauerten'
      : `die Arbeit selbst dauerte nicht die geplanten ${set.workMs} ms: die Maschine war ausgelastet, oder der Prozessor änderte seinen Takt`;
  },
  tryIt: {
    ask: 'Lass statt des Ofens den Nassmischer arbeiten, bevor er sendet. Wie lange dauert das send an den Butterschmelzer jetzt, und welche Funktionen liegen dabei auf dem Aufrufstapel unter dem Nassmischer?',
    expect:
      'Genauso lange. Unter dem Nassmischer liegen der Butterschmelzer und der Erzeuger; der Ofen liegt nicht auf dem Stapel.',
    because:
      'Der Erzeuger wartet auf den Butterschmelzer, und der wartet auf den Nassmischer. Der Ofen ist noch nicht an der Reihe.',
  },
  limits: () =>
    `Die Zeit zum Fortsetzen messen wir in einer Schleife, die sonst nichts tut: Das ist der beste Fall. In der Zeit des Systemaufrufs steckt auch der Aufwand, ihn aus JavaScript aufzurufen. Senden ist nur dann ein Aufruf, wenn die Stationen einander direkt aufrufen: Mit einer Warteschlange zwischen den Stationen (dem Band aus Kapitel ${CHAPTER.colour}) oder mit Threads (Kapitel ${CHAPTER.threads}) kehrt send sofort zurück, wenn Platz ist.`,
  words: [
    ['nebenläufig (concurrent)', 'beide Aufgaben haben begonnen, und keine ist fertig'],
    ['parallel', 'beide Aufgaben laufen im selben Augenblick, jede auf einem eigenen Prozessor'],
    ['Aufrufstapel (call stack)', 'die Funktionen, die aufgerufen und noch nicht zurückgekehrt sind'],
    ['asymmetrische Coroutine', 'ihr yield kehrt immer zu dem zurück, der sie fortgesetzt hat'],
    [
      'stapellose Coroutine (stackless)',
      'ein yield ist nur in ihrem eigenen Rumpf möglich, nicht in einer Funktion, die sie aufruft',
    ],
    ['Systemaufruf (system call)', 'ein Aufruf ins Betriebssystem: die Kontrolle verlässt das Programm'],
    ['Kernel-Trap', 'der Sprung ins Betriebssystem, den ein Systemaufruf macht'],
  ],
  notes: {
    say: 'Lass den Stapel mit Enter wachsen, und frag jedes Mal, wer auf wen wartet. Unter Linux zeigt strace, dass eine Million Fortsetzungen nur ein paar Dutzend Systemaufrufe machen, und alle aus anderen Gründen; tausendmal process.ppid zu lesen macht tausend. In Python endet der Zyklus mit „ValueError: generator already executing“.',
    expect:
      'Viele wählen C: Wer im Alltag etwas sendet, wartet nicht darauf. Frag, was der Butterschmelzer nach seinem send tut.',
    ifItFails:
      'Auf einer ausgelasteten Maschine weichen die beiden Zeiten voneinander ab. Starte noch einmal, oder erhöhe workMs; das Bild des Aufrufstapels hängt nicht von der Zeit ab.',
  },
};

function rangeOf(times: readonly number[]): string[] {
  return [medianOf(times), Math.min(...times), Math.max(...times)].map(milliseconds);
}
