/** Chapter 6 in German. */
import type { Text } from '../../chapters/06-the-whole-line.ts';
import { CHAPTER } from '../../numbers.ts';
import { inGerman } from './cake-words.ts';

/** Where the producer sends each ingredient. */
const RECEIVER = {
  flour: 'dry mixer',
  sugar: 'dry mixer',
  chocolate: 'dry mixer',
  eggs: 'wet mixer',
  butter: 'butter melter',
};

export const text: Text = {
  idea: 'Vier Coroutinen bilden eine Pipeline (wir nennen sie Linie): Jede bekommt eine Funktion, die ihr Produkt an die nächste sendet. Der Erzeuger sendet jede Zutat an die Station, die sie braucht, und alles andere folgt daraus.',
  names: [
    ['create', 'macht eine Station, die mit jedem Produkt die gegebene Funktion aufruft'],
    ['oven', 'kommt zuerst, denn die Mischer brauchen ihn'],
    ['next', 'setzt eine Station fort und gibt ihr ein Stück: in Python heißt das send'],
    ['done: Send', 'eine Funktion, die jeden Kuchen bekommt und zählt'],
    ['Cook', 'eine Station; connect gibt die zurück, an die der Erzeuger sendet'],
  ],
  knobs: { last: 'die Zutat, die zuletzt kommt' },
  question: ({ last }) => ({
    text: `Für den Kuchen fehlt nur noch eine Zutat: ${inGerman(last)} (${last}). Der Erzeuger sendet sie an den ${inGerman(RECEIVER[last])} (${RECEIVER[last]}). Was ist geschehen, wenn dieses send zurückkehrt?`,
    answers: [
      `der ${inGerman(RECEIVER[last])} hat sie eingelagert und läuft später`,
      'beide Mischungen sind fertig, und der Ofen läuft später',
      'der Kuchen ist gebacken',
    ],
  }),
  labels: { missing: 'Jetzt die Zutat, die noch fehlt:', back: 'Das send des Erzeugers kehrt zurück.' },
  figures: ({ through, cakes }, { last }) =>
    `Nach „Generate ${last}“ liefen die Stationen in dieser Reihenfolge: ${through.map(inGerman).join(', ')}. Dann kehrte das send des Erzeugers zurück, und ${cakes === 1 ? 'ein Kuchen war' : `${cakes} Kuchen waren`} fertig.`,
  reasons: () =>
    `Eine Station sendet, indem sie next() der folgenden Station aufruft, und next() kehrt erst zurück, wenn jene wieder an ihrem yield pausiert. Also führt ein einziges send des Erzeugers jede Station aus, die etwas zu tun hat, und kehrt dann zurück: Es gibt keine Warteschlange, und nichts läuft später.`,
  doubts: () => 'eine Zutat kam an die falsche Station',
  tryIt: {
    ask: 'Lass die Butter zuletzt kommen. Welche Stationen laufen, bevor das send des Erzeugers zurückkehrt, und in welcher Reihenfolge?',
    expect: 'Butterschmelzer, Nassmischer, Ofen. Der Kuchen ist gebacken, wenn das send zurückkehrt.',
    because:
      'Der Butterschmelzer sendet an den Nassmischer, und der sendet an den Ofen. Jeder wartet, bis sein eigenes send zurückkehrt.',
  },
  limits: ({ last }) =>
    `T zählt nur die Zutaten: Zeiten messen wir hier nicht, und keine Station muss rechnen. Der Code der Stationen und von connect gibt nichts aus: create lässt jede Station melden, was sie bekommt und was sie sendet, und das Kapitel gibt diese Meldungen aus. Wenn eine Station lange arbeitet, wie lange dauert dann das send des Erzeugers? Siehe Kapitel ${CHAPTER.call}. (${
      last === 'eggs' || last === 'butter' ? '' : 'Bis T=8 ist das Protokoll Zeile für Zeile das des Python-Kurses. '
    }Der Python-Kurs sendet jede Zutat an drei Stationen, und die ignorieren, was sie nicht brauchen; unser Erzeuger sendet sie nur an die Station, die sie braucht.)`,
  words: [
    [
      'Pipeline',
      'Stufen, von denen jede ihre Ergebnisse an die nächste weitergibt; hier laufen zwei Zweige am Ofen zusammen',
    ],
    ['synchroner Aufruf', 'der Aufrufer macht erst weiter, wenn der Aufruf alles getan hat'],
    ['Push', 'der Sender stößt die Übergabe an'],
    ['Routing', 'jedes Stück geht nur an die Station, die es braucht; Broadcast: es geht an alle'],
  ],
  notes: {
    say: 'Zeig auf die Funktionen im Code: (mix) => oven.next(mix) ist schon die ganze Verbindung. Der Ofen entsteht zuerst, weil die anderen ihn brauchen. Lass vor der letzten Zutat noch einmal vorhersagen.',
    expect:
      'Viele wählen A, weil sie an Nachrichten in einer Warteschlange denken. Lass sie die letzten Zeilen des Protokolls lesen.',
    ifItFails: 'Hier kann nichts schiefgehen: Weder eine Uhr noch ein Thread spielt mit.',
  },
};
