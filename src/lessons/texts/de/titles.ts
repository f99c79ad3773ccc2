/** The titles of the chapters, in German. */
import type { Titles } from '../titles.ts';

export const titles: Partial<Titles> = {
  opening: 'Wozu Coroutinen, und wozu Threads?',
  iterators: 'Iteratoren: das endlose Ei',
  generators: 'Generatoren: das endlose Ei in drei Zeilen',
  producer: 'Der Erzeuger: zufällige Zutaten zu zufälligen Zeiten',
  sending: 'Werte an eine Coroutine senden: der Butterschmelzer',
  storage: 'Eine Station mit Lager: der Trockenmischer',
  wholeLine: 'Die ganze Linie',
  call: 'Senden ist ein Aufruf',
  scheduler: 'Wir bauen den Scheduler',
  colour: 'Welche Farbe hat deine Funktion?',
};
