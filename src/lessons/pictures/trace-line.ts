/** A trace of the explorer in one line: `a reads x = 0; b reads x = 0, writes x = 1`. */

/** @param trace steps as `a: reads x = 0` */
export function traceLine(trace: readonly string[]): string {
  const turns: { readonly actor: string; readonly steps: string[] }[] = [];
  for (const text of trace) {
    const [, actor = '', step = ''] = /^(.*?): (.*)$/.exec(text) ?? [];
    const last = turns.at(-1);
    if (last?.actor === actor) last.steps.push(step);
    else turns.push({ actor, steps: [step] });
  }
  return turns.map(({ actor, steps }) => `${actor} ${steps.join(', ')}`).join('; ');
}
