/** Chapter 5 in German. */
import type { Text } from '../../chapters/05-a-station-with-storage.ts';
import { KINDS, type Kind, NEEDS, orderWith, type Storage } from '../../props/stations/dry-mix.ts';
import { inGerman } from './cake-words.ts';
import { listed } from './figures.ts';

/** `4 Mehl, 4 Zucker und 6 Schokolade`. */
function amounts(storage: Readonly<Storage>, kinds: readonly Kind[] = KINDS): string {
  return listed(kinds.map((kind) => `${storage[kind]} ${inGerman(kind)}`));
}

function countsOf(ingredients: readonly Kind[]): Storage {
  const count = (kind: Kind): number => ingredients.filter((one) => one === kind).length;
  return { flour: count('flour'), sugar: count('sugar'), chocolate: count('chocolate') };
}

/** How two or three mixers get the ingredients. */
const DEALT: Readonly<Record<number, string>> = {
  2: 'Sie werden reihum verteilt: die erste an Mischer 1, die zweite an Mischer 2, die dritte an Mischer 1, und so weiter.',
  3: 'Sie werden reihum verteilt: die erste an Mischer 1, die zweite an Mischer 2, die dritte an Mischer 3, die vierte an Mischer 1, und so weiter.',
};

function inOrder(sugar: number): string {
  return orderWith(sugar).map(inGerman).join(', ');
}

export const text: Text = {
  idea: 'Während eine Coroutine an ihrem yield pausiert, behält sie ihre lokalen Variablen: Sie sind das Lager der Station. Reicht das Lager für eine Mischung, nimmt der Mischer die Zutaten heraus und sendet sie als Mischung weiter.',
  names: [
    ['send: Send', 'eine Funktion, die der nächsten Station meldet, dass eine Mischung fertig ist; hier zählt sie nur'],
    ['Kind', 'flour (Mehl), sugar (Zucker) oder chocolate (Schokolade)'],
    ['storage[ingredient]++', 'zählt eine dazu'],
    ['mixesIn', 'für wie viele Mischungen das Lager reicht'],
    ['takeOut', 'nimmt die für eine Mischung heraus'],
    ['{ ...storage }', 'eine Kopie für den Bildschirm'],
  ],
  knobs: {
    sugar: 'wie viel Zucker die Mischer bekommen',
    mixers: 'wie viele Mischer es gibt; die Zutaten werden reihum an sie verteilt',
  },
  question: ({ sugar, mixers }) => ({
    text: `Eine Trockenmischung braucht ${amounts(NEEDS)}. ${
      mixers === 1
        ? `Ein Mischer bekommt ${amounts(countsOf(orderWith(sugar)))}. Wie viele Mischungen sendet er?`
        : `${['Zwei', 'Drei'][mixers - 2] ?? mixers} Mischer teilen sich ${amounts(countsOf(orderWith(sugar)))}. Die ${orderWith(sugar).length} Zutaten kommen in dieser Reihenfolge: ${inOrder(sugar)}. ${DEALT[mixers]} Wie viele Mischungen senden sie insgesamt?`
    }`,
    answers: [
      // A reason that is wrong, where the answer is wrong too.
      mixers === 1 && sugar >= NEEDS.sugar ? 'keine: jedes next() beginnt mit leerem Lager' : 'keine',
      'zwei',
      'eine',
    ],
  }),
  labels: { mixer: (number) => `Mischer ${number}` },
  figures: ({ sent, mixes, mixers }) => {
    const left = sent - 7 * mixes;
    const made = ['Keine', 'Eine', 'Zwei', 'Drei'][mixes] ?? mixes;
    return `${made} ${mixes < 2 ? 'Mischung' : 'Mischungen'}. Von ${sent} Zutaten stecken ${7 * mixes} in ${mixes === 1 ? 'der Mischung' : 'Mischungen'}, und ${left} ${left === 1 ? 'liegt' : 'liegen'} noch ${mixers.length === 1 ? 'im Lager' : 'in den Lagern'}.`;
  },
  reasons: ({ mixers }) => {
    const [only] = mixers;
    const kept =
      'Das Lager ist eine lokale Variable der Coroutine, also übersteht es jede Pause. Anderer Code erreicht es nur, wenn die Coroutine es weitergibt, wie hier an mixesIn und takeOut.';
    if (only === undefined || mixers.length > 1)
      return `${mixers.map(({ got }, i) => `Mischer ${i + 1} bekam ${amounts(got)}.`).join(' ')} Jeder Aufruf von dryMixer erzeugt eine Coroutine mit einem eigenen Lager, und eine Mischung braucht alles in einem Lager. ${kept}`;
    const possible = (kind: Kind): number => Math.floor(only.got[kind] / NEEDS[kind]);
    const scarce = KINDS.filter((kind) => possible(kind) === Math.min(...KINDS.map(possible)));
    return `${listed(scarce.map(inGerman))} ${scarce.length === 1 ? 'wird' : 'werden'} zuerst knapp: Der Mischer bekam ${amounts(only.got, scarce)}, und eine Mischung braucht ${amounts(NEEDS, scarce)}. ${kept}`;
  },
  doubts: () =>
    'ein Mischer machte eine andere Zahl von Mischungen, als seine Zutaten erlauben, oder die Rechnung geht nicht auf',
  tryIt: {
    ask: `Zwei Mischer teilen sich dieselben Zutaten. Sie kommen in dieser Reihenfolge: ${inOrder(4)}. ${DEALT[2]} Wie viele Mischungen senden sie insgesamt?`,
    expect: 'Keine, obwohl die Zutaten für eine Mischung da sind.',
    because:
      'Jeder Mischer hat ein eigenes Lager. Der ganze Zucker landet bei Mischer 2, und die Schokolade bis auf eine bei Mischer 1.',
  },
  limits: () =>
    'Zeiten messen wir hier nicht. Dieser Mischer zeigt nur die Grundidee. Die Station der Fabrik (src/cake/station.ts) arbeitet und wartet auch, und sie liest aus dem Rezept, was sie braucht.',
  words: [
    ['Zustand (state)', 'was ein Teil eines Programms sich merkt'],
    ['lokale Variable', 'eine Variable, die nur der Code in ihrer Funktion benutzen kann'],
    ['Kapselung (encapsulation)', 'anderer Code kann den Zustand nicht direkt ändern'],
    ['Puffer (buffer)', 'ein Lager zwischen zwei Schritten'],
    ['Bilanzprüfung', 'was hineinkam = was herauskam + was noch da ist'],
  ],
  notes: {
    say: 'Ohne Coroutinen würde man ein Objekt mit Feldern und einer Methode schreiben. Der Coroutine genügen eine lokale Variable und eine Schleife. Lass die Studierenden zusehen, wie das Lager wächst.',
    expect: 'Viele teilen 14 durch 7 und sagen zwei. Frag, welche Zutat knapp ist.',
    ifItFails: 'Hier kann nichts schiefgehen: Weder eine Uhr noch ein Thread spielt mit.',
  },
};
