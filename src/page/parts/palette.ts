/** Colours: one for each engine, the same in every chart. Okabe and Ito's palette; a label always says the same as the colour. */
const ENGINE_COLOURS: Readonly<Record<string, string>> = {
  cooperative: '--cooperative',
  'event-loop': '--event-loop',
  'threads (port)': '--port',
  'threads (ring)': '--ring',
  'threads (ring, supervised)': '--ring',
  pool: '--pool',
};

/** Where stations share threads, the label says how many: `threads (ring, 2 threads)`. */
function colourNameOf(engine: string): string {
  return ENGINE_COLOURS[engine] ?? (engine.startsWith('threads (') ? '--shared' : '--ink');
}

/** A CSS colour for an element or a mark: it follows the colour scheme by itself. */
export function colourOf(engine: string): string {
  return `var(${colourNameOf(engine)})`;
}

/** Colours for a canvas, which does not follow the colour scheme by itself. */
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
    engine: (name) => value(colourNameOf(name)),
  };
}
