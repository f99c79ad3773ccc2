/** The colours of the page have enough contrast. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const style = readFileSync(new URL('../../src/page/parts/styles/palette.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = style.split('[data-theme="dark"]');

function coloursOf(css: string): ReadonlyMap<string, string> {
  return new Map([...css.matchAll(/(--[a-z-]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]));
}

/** The contrast ratio of two colours, 1 to 21, as the Web Content Accessibility Guidelines define it. */
function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each([
  ['light', coloursOf(light)],
  ['dark', new Map([...coloursOf(light), ...coloursOf(dark)])],
])('in the %s theme every mark has enough contrast with its background', (_, colours) => {
  const marks = ['cooperative', 'event-loop', 'port', 'ring', 'pool', 'blocked', 'waiting', 'faint', 'ink'];
  const grounds = ['--paper', '--panel'].map((name) => colours.get(name) ?? 'none');
  for (const mark of marks)
    for (const ground of grounds)
      expect([mark, contrast(colours.get(`--${mark}`) ?? 'none', ground) >= 3]).toEqual([mark, true]);
});
