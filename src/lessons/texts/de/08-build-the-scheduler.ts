/** Chapter 8 in German. */
import type { Event, Text } from '../../chapters/08-build-the-scheduler.ts';
import { CHAPTER } from '../../numbers.ts';

/** The names of the cooks in the code. */
const COOK: Readonly<Record<string, string>> = { melter: 'Schmelzer', mixer: 'Mischer', oven: 'Ofen' };
const WHAT = { begins: 'beginnt', ends: 'fertig' };

export const text: Text = {
  idea: 'Eine Coroutine kann mit yield einen Auftrag erteilen, ein Objekt { ms }: Der Scheduler soll sie nach so vielen Millisekunden fortsetzen. Der Scheduler nimmt die Aufträge an und entscheidet, welche Coroutine als nächste läuft.',
  names: [
    ['cook', 'eine Station: sie wartet nur'],
    ['log', 'führt Protokoll'],
    ['rest(ms)', `macht den Auftrag { ms } (siehe auch Kapitel ${CHAPTER.producer})`],
    ['task', 'eine Coroutine'],
    ['ready', 'die Tasks, die jetzt laufen können'],
    ['request?.ms', 'sein ms, falls es einen Auftrag gibt'],
    ['??', 'nimmt, wenn links nichts ist, was rechts steht'],
    ['timers', 'die Tasks, die warten'],
    ['due()', 'schläft, bis einer fällig ist; gibt ihn zurück'],
  ],
  knobs: {
    melter: 'wie lange der Schmelzer wartet, in Millisekunden',
    mixer: 'wie lange der Mischer wartet, in Millisekunden',
    oven: 'wie lange der Ofen wartet, in Millisekunden',
  },
  question: ({ melter, mixer, oven }) => ({
    text: `Drei Köche, in dieser Reihenfolge: Der Schmelzer wartet ${melter} ms, der Mischer ${mixer} ms, der Ofen ${oven} ms. Jetzt schreiben wir await statt yield, und statt unseres Schedulers führt der von JavaScript, die Ereignisschleife, die Köche aus. Was ändert sich im Protokoll (log)?`,
    answers: [
      'die Reihenfolge: mit await laufen die Köche parallel',
      'die Reihenfolge: await beendet einen Koch, bevor der nächste beginnt',
      'nichts',
    ],
  }),
  labels: {
    heading: ['unser Scheduler, yield', 'Node, yield', 'Node, await'],
    event: ([cook, what]) => `${nameOf(cook)} ${WHAT[what]}`,
    awaiting: 'Der Koch mit await; sleep(ms) gibt ein Promise zurück, das nach ms Millisekunden erfüllt ist:',
    driven: 'Mittlere Spalte: Die Ereignisschleife führt die Köche mit yield aus, und zwar mit dieser Funktion:',
  },
  figures: ({ scheduler, yields, awaits }, { melter, mixer, oven }) =>
    `Mit unserem Scheduler werden die Köche in dieser Reihenfolge fertig: ${endsOf(scheduler.log)}; mit await: ${endsOf(awaits.log)}. Die drei Läufe dauerten ${[scheduler, yields, awaits].map(({ ms }) => ms.toFixed(0)).join(', ')} ms. Die längste Wartezeit war auf ${Math.max(melter, mixer, oven)} ms gestellt, alle zusammen auf ${melter + mixer + oven} ms.`,
  reasons: () =>
    `Ein yield gibt dem Scheduler den Thread zurück, zusammen mit einem Auftrag. Der Scheduler setzt den nächsten Task fort, der bereit ist; ist keiner bereit, schläft er, bis der erste Timer abläuft. Also warten die Köche zur selben Zeit, auf einem einzigen Thread. async und await tun dasselbe, als Teil der Sprache: Die Ereignisschleife dient als Scheduler, ein Promise als Auftrag, und await als yield. Nach einer Wartezeit von 0 ms ist der Rest einer Funktion ein Microtask: Wie ein Task in unserer Bereit-Warteschlange läuft er vor dem nächsten Timer. Die Ereignisschleife kann sogar die Köche mit yield ausführen (mittlere Spalte): Eine Schleife genügt dafür (siehe auch serve in Kapitel ${CHAPTER.producer}).`,
  doubts: () =>
    'zwei Timer liefen fast zur selben Zeit ab, oder einer wurde zu spät gestellt, weil die Maschine ausgelastet war',
  tryIt: {
    ask: 'Stell die Wartezeit des Schmelzers auf 0 ms: Er stellt sich hinten in der Bereit-Warteschlange an, und kein Timer wird gestellt. In welcher Reihenfolge werden die Köche jetzt fertig?',
    expect: 'Schmelzer, Mischer, Ofen.',
    because:
      'Schmelzer und Mischer stellen sich beide hinten in der Bereit-Warteschlange an, und der Schmelzer ist zuerst dort. Nach den Timern sieht der Scheduler erst, wenn kein Task bereit ist.',
  },
  limits: () =>
    `Über Zeiten behaupten wir hier nichts. Unser Scheduler schläft, indem er seinen Thread blockiert, also kann der Thread inzwischen nichts anderes tun; die Ereignisschleife wacht auch für Tasten, Dateien und das Netz auf. Ein Koch, der rechnet statt zu warten, hält beide auf: siehe Kapitel ${CHAPTER.blocking}.`,
  words: [
    ['Scheduler', 'entscheidet, welcher Task als nächster läuft'],
    ['Bereit-Warteschlange (ready queue)', 'die Tasks, die jetzt laufen könnten'],
    ['kooperatives Scheduling', 'ein Task läuft, bis er selbst den Thread zurückgibt'],
    ['Ereignisschleife (event loop)', 'der Scheduler von JavaScript; auch asyncio in Python hat eine'],
    ['Promise', 'steht für ein Ergebnis, das später kommt; in Python heißt das Future'],
    [
      'Microtask',
      'ein kleiner Auftrag der Ereignisschleife, etwa der Rest einer Funktion nach einem await: läuft vor dem nächsten Timer',
    ],
  ],
  notes: {
    say: 'Spiel den Scheduler von Hand: Schreib die Bereit-Warteschlange und die Timer an die Tafel, und verschieb drei Namen. Zeig dann mit --code die ganze Datei: Der Scheduler hat etwa 25 Zeilen.',
    expect:
      'Viele wählen A: await klingt nach einem zweiten Thread. Frag, wer den Ofen ausführt, während der Schmelzer wartet, und auf welchem Thread.',
    ifItFails:
      'Starte noch einmal. Nur wenn die Maschine einige Millisekunden stillstand, kann die Reihenfolge anders sein.',
  },
};

function nameOf(cook: string): string {
  return COOK[cook] ?? cook;
}

function endsOf(log: readonly Event[]): string {
  return log.flatMap(([cook, what]) => (what === 'ends' ? [nameOf(cook)] : [])).join(', ');
}
