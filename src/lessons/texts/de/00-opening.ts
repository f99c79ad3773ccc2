/** Chapter 0 in German. */
import type { Text } from '../../chapters/00-opening.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'Ein Server, eine Benutzeroberfläche oder eine Maschine in einer Fabrik ist ereignisgesteuert: Viele Aufgaben haben begonnen, und die meisten warten auf ein Ereignis. Mit Coroutinen wechselt ein Thread zwischen solchen Aufgaben; mit Threads führen mehrere Prozessoren Aufgaben im selben Augenblick aus.',
  names: [
    ['bake: Bake', 'ein Parameter, nach dem Doppelpunkt sein Typ: eine Funktion, die einen Kuchen backt'],
    ['void', 'kein Wert'],
    ['function*', `macht eine Coroutine (Kapitel ${CHAPTER.generators})`],
    ['yield', 'hier pausiert die Coroutine, und ihr Aufrufer macht weiter'],
    ['next()', 'setzt sie fort; eine Schleife ruft es hier reihum auf: für Anna, Ben, Anna, Ben'],
    ['Generator', 'der Typ einer solchen Coroutine; überlies, was zwischen < und > steht'],
  ],
  knobs: { threads: 'wie viele Threads der zweite Lauf der Fabrik benutzt' },
  question: () => ({
    text: 'Ein Thread führt Code aus, und ein Programm kann mehrere Threads haben. Eine Kuchenfabrik hat fünf Coroutinen: einen Erzeuger und vier Stationen. Alle fünf teilen sich einen Thread. Wie viele von ihnen laufen im selben Augenblick?',
    answers: ['fünf: jede Coroutine läuft für sich', 'eine', 'so viele, wie die Maschine Prozessoren hat'],
  }),
  labels: {
    customers: ['Anna', 'Ben'],
    served: ({ inOneGo, inTurn }) => [
      ['Anna und Ben bestellen je 2 Kuchen', 'Reihenfolge'],
      ['mit twoCakes', inOneGo.join(', ')],
      ['mit twoCakesInSteps, reihum', inTurn.join(', ')],
    ],
    picture: [
      '',
      'die Fabrik: vier Stationen; Bänder befördern die Stücke',
      '',
      ' 🌾 2 Mehl ───────┐',
      ' 🍬 3 Zucker ─────┼─> Trockenmischer ────── 📦 ────┐',
      ' 🍫 2 Schokolade ─┘                                ├─> Ofen ─> 🎂',
      ' 🥚 2 Eier ─────────────────────┐                  │',
      ' 🧈 1 Butter ─> Butterschmelzer ┴─> Nassmischer 🧴 ┘',
      '',
      '📦 ist die Trockenmischung, 🧴 die Nassmischung. Im Code heißen die Stationen dry mixer, wet mixer, butter melter und oven. Der Erzeuger, der im Bild fehlt, liefert die Zutaten links.',
      '',
    ],
    machine: (processId, processors, thread) =>
      `Dieses Programm ist der Prozess ${processId}. Es darf ${processors === 1 ? 'einen logischen Prozessor' : `${processors} logische Prozessoren`} benutzen. Diese Zeile kommt von seinem ${thread === 0 ? 'Haupt-Thread, Thread 0' : `Thread ${thread}`}.`,
    heading: ['die Fabrik auf', 'Thread-Nummern', 'höchstens zugleich', 'Kuchen', 'Prüfsumme'],
    way: ({ isHere, ids: { length } }, coroutines) => {
      if (isHere) return 'diesem Thread';
      if (length === coroutines) return 'je einem Thread';
      return length === 1 ? 'einem anderen Thread' : `${length} Threads`;
    },
  },
  figures: ({ coroutines, ways, processors }, { threads }) => {
    const [shared, spread] = ways;
    const on = threads === 1 ? 'einem anderen Thread' : `${threads} Threads`;
    const most = Math.min(threads, processors);
    const atOnce = spread?.mostAtWork ?? 0;
    const seen = atOnce === 1 ? 'war nie mehr als eine' : `waren bis zu ${atOnce}`;
    const interrupted =
      atOnce > processors ? `, aber höchstens ${processors === 1 ? 'eine' : processors} davon mit einem Prozessor` : '';
    const same = ways.every(({ digest }) => digest === shared?.digest);
    const atWork = shared?.mostAtWork === 1 ? 'arbeitete höchstens eine' : `arbeiteten bis zu ${shared?.mostAtWork}`;
    return `Auf einem Thread ${atWork} der ${coroutines} Coroutinen zur selben Zeit. Auf ${on} ${most === 1 ? 'kann' : 'können'} mit ${processors === 1 ? 'dem einen logischen Prozessor' : `den ${processors} logischen Prozessoren`} dieser Maschine höchstens ${most === 1 ? 'eine' : most} von ihnen im selben Augenblick laufen; in diesem Lauf ${seen} zugleich mitten in der Arbeit${interrupted}. Die Fabrik lief auf ${ways.length} Arten, und die Prüfsummen ihrer gesamten Arbeit sind ${same ? 'gleich' : 'nicht gleich'}.`;
  },
  reasons: () =>
    'Eine gewöhnliche Funktion, ein Unterprogramm, erledigt erst Annas ganze Bestellung und dann die von Ben. Eine Coroutine kann pausieren, also kann ein Thread die beiden Bestellungen abwechselnd fortsetzen: Sie sind nebenläufig, das heißt, beide haben begonnen, und keine ist fertig. Aber ein Thread tut immer nur eines. Damit zwei Aufgaben parallel laufen, also im selben Augenblick, braucht es zwei Threads und zwei Prozessoren. Die Kuchen bleiben dieselben: Was eine Station tut, hängt davon ab, was sie bekommt, und nicht davon, auf welchem Thread sie läuft. Für Aufgaben, die meistens warten, genügen also Coroutinen; Aufgaben, die rechnen, werden durch Threads schneller, wenn genug Prozessoren da sind.',
  doubts: () =>
    'die Coroutinen liefen auf anderen Threads als geplant, oder auf einem Thread arbeiteten mehrere zugleich',
  tryIt: {
    ask: 'Gib der Fabrik im zweiten Lauf 3 Threads. Wie viele der fünf Coroutinen können im selben Augenblick laufen, und ändert sich die Prüfsumme?',
    expect: 'Höchstens drei, und nie mehr, als die Maschine logische Prozessoren hat. Die Prüfsumme bleibt dieselbe.',
    because:
      'Coroutinen, die sich einen Thread teilen, wechseln sich auch dann ab. Und jede Station macht aus denselben Zutaten dasselbe, egal auf welchem Thread.',
  },
  limits: () =>
    'Die Spalte „höchstens zugleich“ ist berechnet und nicht gemessen: das Minimum aus der Zahl der Threads und der Zahl der logischen Prozessoren. Ein Thread, der gerade keinen Prozessor hat, bleibt mitten in seiner Arbeit stehen. Auch andere Programme benutzen diese Prozessoren. Die Thread-Nummern können Lücken haben: Nicht jeder Thread eines Programms backt. Zeiten messen wir hier nicht.',
  words: [
    ['Prozess', 'ein laufendes Programm mit eigenem Speicher'],
    ['Thread', 'führt Code aus, einen Befehl nach dem anderen; ein Prozess hat einen oder mehrere'],
    ['logischer Prozessor', 'führt einen Thread aus: ein Kern der Maschine oder ein halber (Hyper-Thread)'],
    ['Unterprogramm (subroutine)', 'eine gewöhnliche Funktion: sie läuft vom Anfang bis zum Ende'],
    ['Coroutine', 'eine Funktion, die pausieren und später weiterlaufen kann'],
    ['ereignisgesteuert (event-driven)', 'das Programm wartet auf Ereignisse und reagiert auf sie'],
    ['nebenläufig (concurrent)', 'beide Aufgaben haben begonnen, und keine ist fertig'],
    ['parallel', 'beide Aufgaben laufen im selben Augenblick'],
    [
      'Prüfsumme (checksum)',
      'eine Zahl, berechnet aus der ganzen Arbeit; sie zeigt, ob zwei Läufe verschieden gearbeitet haben',
    ],
  ],
  notes: {
    say: 'Mit Coroutinen kümmern wir uns um viele Dinge zugleich, mit Threads tun wir viele Dinge zugleich. Zeichne die Fabrik an die Tafel und lass sie stehen: Alle Kapitel benutzen sie.',
    expect:
      'Einige sagen fünf, weil sie sich eine Coroutine als kleinen Thread vorstellen. Einige nennen die Zahl der Prozessoren. Frag, wer denn die zweite ausführen soll.',
    ifItFails:
      'Wenn die Maschine dem Programm keine Threads erlaubt, zeig nur die beiden Bestellungen und das Bild, und mach mit Kapitel 1 weiter.',
  },
};
