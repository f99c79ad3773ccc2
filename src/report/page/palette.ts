/** Colours: one for each engine, the same in every picture. Okabe and Ito's palette; what they mean is written beside them too. */
const ENGINE_COLOURS: Readonly<Record<string, string>> = {
  cooperative: '--cooperative',
  'event-loop': '--event-loop',
  'threads (port)': '--port',
  'threads (ring)': '--ring',
  pool: '--bakers',
};

/** For the style of an element or a mark, which follows the scheme by itself. */
export function colourOf(engine: string): string {
  return `var(${ENGINE_COLOURS[engine] ?? '--ink'})`;
}

/** What a canvas needs, since it does not follow anything by itself. */
export interface Paints {
  readonly ink: string;
  readonly faint: string;
  readonly waiting: string;
  readonly paper: string;
  readonly panel: string;
  readonly blocked: string;
  readonly focus: string;
  engine(name: string): string;
}

export function paintsNow(): Paints {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: value('--ink'),
    faint: value('--faint'),
    waiting: value('--waiting'),
    paper: value('--paper'),
    panel: value('--panel'),
    blocked: value('--blocked'),
    focus: value('--focus'),
    engine: (name) => value(ENGINE_COLOURS[name] ?? '--ink'),
  };
}
