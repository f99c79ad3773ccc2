/** Chapter 9 in German. */
import { mustChange, type Sent, type Text } from '../../chapters/09-what-colour-is-your-function.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'Eine Coroutine kann nur an einem yield in ihrem eigenen Rumpf pausieren, nicht in einer Funktion, die sie aufruft. Was geschieht also, wenn send das Stück auf ein Band zur nächsten Station legt und warten muss, weil das Band voll ist?',
  names: [
    ['sendStar', 'send, als function*; ebenso packStar'],
    ['belt', 'eine kurze Warteschlange vor dem Ofen'],
    ['Task', `eine Coroutine für den Scheduler aus Kapitel ${CHAPTER.scheduler}`],
    ['rest(1)', 'der Auftrag: setz mich in 1 ms fort'],
    ['send()', 'ruft sendStar auf: mixer gibt () => sendStar(belt) weiter'],
    ['pack', 'die gewöhnliche Funktion; mixer, das sie aufruft, sieht genauso aus'],
    ['yield*', 'führt einen anderen Generator aus'],
  ],
  knobs: { room: 'wie viele freie Plätze das Band hat' },
  question: ({ room }) => ({
    text: `mixer() ruft pack() auf, und pack() ruft send() auf. ${
      room === 0
        ? 'Das Band ist voll, also muss send() warten'
        : `Auf dem Band ist Platz für ${pieces(room)}, aber es kann auch voll sein, also muss send() warten können`
    }, und andere Tasks sollen inzwischen auf demselben Thread laufen. Welche der drei müssen zu function*${room === 0 ? ' (oder async)' : ''} werden, damit das Stück auf dem Band liegt, wenn mixer fertig ist?`,
    answers: ['alle drei', 'nur send, denn nur dort wird gewartet', 'send und pack, das send aufruft'],
  }),
  labels: {
    asked: 'Liegt das Stück auf dem Band, wenn mixer fertig ist?',
    table: ({ stars, asyncs }) => [
      ['geändert', 'function*, yield*', 'async, await'],
      ...['nur send', 'send, pack', 'send, pack, mixer'].map((changed, place) => [
        changed,
        sentWords(stars[place]),
        sentWords(asyncs[place]),
      ]),
    ],
    threadSend: 'Auf einem eigenen Thread darf send blockieren; pack und mixer sind gewöhnliche Funktionen:',
    thread: ({ thread: { sent } }) =>
      `Liegt das Stück auf dem Band, wenn mixer fertig ist? ${sent === 1 ? 'ja' : 'nein'}`,
    threadStack: ['Der Aufrufstapel dieses Threads, während sein Mischer wartet:', 'schläft'],
    sharedStack: [
      'Der Aufrufstapel des gemeinsamen Threads, während sein Mischer wartet (runAll ist der Scheduler):',
      'nimmt ein Stück vom Band',
    ],
  },
  figures: ({ stars, asyncs, thread: { sent } }) =>
    `${inTime(mustChange(stars), mustChange(asyncs))} Auf einem eigenen Thread ${sent === 1 ? 'ist nur send anders: Es darf blockieren' : 'kam es nicht auf das Band'}.`,
  reasons: (_, { room }) =>
    `Ein Generator behält nur die Variablen seines eigenen Rumpfs und keinen Aufrufstapel: Er ist stapellos. Er kann also nur warten, wenn mit yield* auch sein Aufrufer wartet, und so weiter bis zu dem Task, den der Scheduler fortsetzt; async und await breiten sich genauso aus. Bob Nystrom nennt das die Farbe einer Funktion („What Color is Your Function?“, 2015). Ein Aufrufer, der sich nicht geändert hat, bekommt statt eines Ergebnisses einen Generator oder ein Promise. Diesen Generator setzt niemand fort, also wird das Stück nie gesendet. ${
      room === 0
        ? 'Auf dieses Promise wartet niemand, also wird das Stück zu spät gesendet. '
        : `Die async-Funktion läuft sofort, bis zu ihrem ersten await, und mit Platz für ${pieces(room)} muss sie nie warten: Das ist Glück. `
    }Ein Thread behält seinen ganzen Aufrufstapel, während er wartet; deshalb sind pack und mixer dort dieselben gewöhnlichen Funktionen wie in der ersten Zeile der Tabelle. Mit Threads haben Funktionen keine Farbe. Dasselbe gilt in Go: Jede Goroutine hat ihren eigenen Stapel.`,
  doubts: () => 'ein Aufrufer, der sich nicht geändert hat, hat trotzdem gewartet, oder der Thread hat nicht gewartet',
  tryIt: {
    ask: 'Lass auf dem Band einen Platz frei. In welchen Zeilen der Tabelle liegt das Stück auf dem Band, wenn mixer fertig ist?',
    expect: 'Mit async in allen drei Zeilen; mit function* nur in der letzten.',
    because:
      'Eine async-Funktion läuft sofort bis zu ihrem ersten await, und wenn auf dem Band Platz ist, bis zum Ende. Ein Generator läuft erst, wenn ihn jemand fortsetzt. Ein vergessenes await kann also unbemerkt bleiben, bis das Band zum ersten Mal voll ist.',
  },
  limits: () =>
    `Zeiten messen wir hier nicht. sendStar fragt jede Millisekunde nach; ein richtiger Scheduler führt eine Liste der Tasks, die auf Platz warten. Ein Thread hat seinen Preis: Speicher für seinen Stapel und Zeit zum Aufwecken (Kapitel ${CHAPTER.messages}). Und im Browser darf der Haupt-Thread einer Seite nicht so schlafen. In diesem Projekt wartet send nie: Eine Station wird nur fortgesetzt, solange Platz ist.`,
  words: [
    ['Farbe einer Funktion', 'nur eine Funktion derselben Art kann sie aufrufen und auf sie warten'],
    ['stapellose Coroutine (stackless)', 'behält nur ihre eigenen Variablen: Generatoren und async-Funktionen'],
    ['Coroutine mit Stapel (stackful)', 'behält einen ganzen Aufrufstapel: Threads, Goroutinen, Coroutinen in Lua'],
    ['Delegation', 'yield* oder yield from: ein anderer Generator liefert an meiner Stelle'],
    ['blockierender Aufruf', 'der Thread wartet in diesem Aufruf und tut sonst nichts'],
  ],
  notes: {
    say: `Frag vor der Abstimmung, was packStar() zurückgibt: einen Generator, wie in Kapitel ${CHAPTER.generators}. Lass dann alle suchen, welche Codezeile in der ersten Zeile der Tabelle fehlt.`,
    expect: 'Viele wählen B. Frag, was pack bekommt, wenn es sendStar aufruft, und wer das fortsetzt.',
    ifItFails:
      'Der Thread braucht einige zehn Millisekunden zum Starten; sonst hängt nichts von der Zeit ab. Starte noch einmal.',
  },
};

function sentWords({ returned, later }: Sent = { returned: 0, later: 0 }): string {
  return returned > 0 ? 'ja' : later > 0 ? 'nein, erst später' : 'nein, nie';
}

/** How many had to be function*, and how many async. */
function inTime(stars: number, asyncs: number): string {
  const all = ofThree(stars);
  return stars === asyncs
    ? `Rechtzeitig auf dem Band lag das Stück nur, wenn ${all} function* waren, oder ${all} async.`
    : `Mit function* lag das Stück nur dann rechtzeitig auf dem Band, wenn ${all} geändert waren; mit async hier schon, wenn ${ofThree(asyncs)} geändert war.`;
}

function ofThree(count: number): string {
  return count > 3
    ? 'mehr als diese drei'
    : (['keine der drei', 'nur send', 'send und pack', 'alle drei'][count] ?? '');
}

function pieces(count: number): string {
  return count === 1 ? 'ein Stück' : `${count} Stücke`;
}
