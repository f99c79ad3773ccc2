/**
 * What ingredients and stations are called in German prose. In code and in traces they keep their English names.
 *
 * All stations are masculine: der Ofen.
 */
const GERMAN: Readonly<Record<string, string>> = {
  flour: 'Mehl',
  sugar: 'Zucker',
  chocolate: 'Schokolade',
  eggs: 'Eier',
  butter: 'Butter',
  melted_butter: 'geschmolzene Butter',
  dry_mix: 'Trockenmischung',
  wet_mix: 'Nassmischung',
  producer: 'Erzeuger',
  'dry mixer': 'Trockenmischer',
  'wet mixer': 'Nassmischer',
  'butter melter': 'Butterschmelzer',
  oven: 'Ofen',
};

export function inGerman(name: string): string {
  return GERMAN[name] ?? name;
}
