/** The order of the chapters. Texts that mention another chapter take its number from here. */
export const CHAPTER = {
  opening: 0,
  iterators: 1,
  generators: 2,
  producer: 3,
  sending: 4,
  storage: 5,
  wholeLine: 6,
  call: 7,
  scheduler: 8,
  colour: 9,
  blocking: 10,
  pull: 11,
  threads: 12,
  workloads: 13,
  messages: 14,
  copies: 15,
  bottleneck: 16,
  latency: 17,
  laws: 18,
  backPressure: 19,
  order: 20,
  cancel: 21,
  race: 22,
  locks: 23,
  youSchedule: 24,
  deadlock: 25,
  actors: 26,
  failure: 27,
  supervision: 28,
  bakers: 29,
  moreThreads: 30,
  fewerThreads: 31,
  observing: 32,
  python: 33,
  conclusion: 34,
} as const;

export type ChapterName = keyof typeof CHAPTER;

/** The name of the chapter with a number; null if there is none. */
export function nameOf(number: number): ChapterName | null {
  for (const name in CHAPTER) if (isName(name) && CHAPTER[name] === number) return name;
  return null;
}

function isName(text: string): text is ChapterName {
  return text in CHAPTER;
}
