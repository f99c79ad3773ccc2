/** What the player prints around the chapters, in German. */
import { disturbing } from '../../../measure/machine/noise.ts';
import type { PlayerText } from '../player-text.ts';

export const player: PlayerText = {
  names: 'Hier',
  changed: 'geändert',
  rightAnswer: 'Richtige Antwort',
  answerHere: 'In diesem Lauf',
  yourAnswer: 'Deine Antwort',
  howToVote: 'ein Buchstabe, oder die Stimmen aller: A 4 B 11 C 23',
  votes: 'Stimmen',
  discuss: 'Diskutiert und stimmt noch einmal ab; mit Enter allein geht es weiter',
  notAVote: (found) => `erwartet: ein Buchstabe, oder eine Zahl je Buchstabe; gefunden: ${found}`,
  confirmed: 'In diesem Lauf bestätigt.',
  notConfirmed: 'In diesem Lauf nicht bestätigt',
  impossible: 'Unmöglich, diesem Lauf ist nicht zu trauen',
  possibly: 'Mögliche Gründe',
  disturbances: (of) => {
    const { others, stolen, throttled } = disturbing(of);
    return [
      ...(others === null ? [] : [`andere Programme belegten ${percent(others)} der Prozessoren`]),
      ...(stolen === null ? [] : [`der Hypervisor gab ${percent(stolen)} der Prozessoren an andere Maschinen`]),
      ...(throttled === null
        ? []
        : [
            `eine CPU-Quote hielt diesen Prozess ${throttled.times === 1 ? 'einmal' : `${count(throttled.times)}-mal`} an, zusammen ${count(throttled.ms)} ms lang`,
          ]),
    ];
  },
  disturbed: (reasons) => `${reasons}; über Zeiten lässt sich deshalb nichts sagen`,
  words: 'Begriffe',
  tryIt: 'Probier es aus',
  limits: 'Grenzen',
  where: (place, what) => `oder in ${place}: ${what}`,
  putFirst: (word) => `'${word}' an den Anfang setzen, das erste Wort gilt ohne --set`,
  setDefault: (knob, value) => `den Vorgabewert von ${knob} auf ${value} setzen`,
  expected: 'Was zu sehen sein sollte, und warum',
  writeCode: (minutes, place) => `Schreib Code (${minutes} min): ${place}.`,
  prediction: 'Vorhersage',
  result: 'Ergebnis',
  reason: 'Grund',
  theQuestion: 'zur Frage',
  theWords: 'die Wörter, und was man probieren kann',
  theAnswer: 'zur Antwort',
  nextStep: 'zum nächsten Schritt',
  more: 'weiter',
  replayed: (when, where) => `Aufzeichnung: ein Lauf vom ${when} auf ${where}.`,
  onlyEnglish: 'Dieses Kapitel gibt es nur auf Englisch.',
  wordsInEnglish: (first) => `Ab Kapitel ${first} gibt es die Wörter nur auf Englisch.`,
  knobs: 'Einstellungen (--set NAME=WERT)',
  noKnobs: 'keine Einstellungen',
  whichChapter: 'Kuchenfabrik: welches Kapitel?',
  numberOrWord: 'eine Nummer oder ein Wort',
  noMatch: 'erwartet: eine Kapitelnummer oder ein Wort aus dem Titel; nichts gefunden',
  whatNext: 'Wie weiter?',
  again: 'dieses Kapitel noch einmal',
  source: 'den Quelltext dieses Kapitels zeigen',
  allChapters: 'alle Kapitel',
  lectureTitle: (number, minutes, most) => `Vorlesung ${number}: ${minutes} von ${most} Minuten`,
  atHome: 'Zu Hause oder in einem längeren Kurs',
  say: 'Sagen',
  expect: 'Zu erwarten',
  ifItFails: 'Wenn es schiefgeht',
  quickRun: 'Es war ein kurzer Lauf, seine Zahlen sagen deshalb wenig.',
  notRecorded: (number) => `Von Kapitel ${number} gibt es keine Aufzeichnung, es läuft deshalb live.`,
  handoutTitle: 'Kuchenfabrik: Coroutinen und Worker-Threads',
  handoutIntro:
    'Schreib deine Vorhersage auf, bevor das Kapitel läuft. Vergleich sie danach mit dem, was geschehen ist, und mit dem Grund.',
  question: 'Frage',
  yourPrediction: 'Meine Vorhersage, mit Grund',
  recordedRuns: 'Aufgezeichnete Läufe und die Antworten',
};

/** `1.200`. */
function count(value: number): string {
  return Math.round(value).toLocaleString('de');
}

/** `12 %`. */
function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
