/** The layout of a line: boxes that do not overlap, belts that begin and end at their stations, on any screen. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Link, layersOf } from '../../src/page/parts/belts/layers.ts';
import { type Box, layoutOf } from '../../src/page/parts/belts/layout.ts';

const ROOM = { boxHeight: 90, boxWidth: 180, leastBoxWidth: 110, gap: 80 };

const CAKE: readonly Link[] = [
  { from: 0, to: 1 },
  { from: 0, to: 2 },
  { from: 0, to: 3 },
  { from: 2, to: 3 },
  { from: 1, to: 4 },
  { from: 3, to: 4 },
];

/** Lines of 1 to 12 stations: each is fed by an earlier one, and some links lead back. */
const lines = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    links: fc
      .array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 16 })
      .map((pairs) => pairs.map(([from, to]): Link => ({ from, to })).filter(({ from, to }) => from !== to)),
  }),
);

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width - 0.01 &&
    other.x < one.x + one.width - 0.01 &&
    one.y < other.y + other.height - 0.01 &&
    other.y < one.y + one.height - 0.01
  );
}

function touches({ x, y, width, height }: Box, at: { x: number; y: number }): boolean {
  return at.x >= x - 0.01 && at.x <= x + width + 0.01 && at.y >= y - 0.01 && at.y <= y + height + 0.01;
}

test('every station is in a later layer than those that feed it', () => {
  const { layers, isBack } = layersOf(5, CAKE);
  const stations = layers.map((layer) =>
    layer.flatMap((place) => (place.kind === 'station' ? [place.station] : [])).toSorted(),
  );
  expect(stations).toEqual([[0], [1, 2], [3], [4]]);
  expect(isBack).toEqual(CAKE.map(() => false));
  // The eggs pass the layer of the mixers, and the dry mix that of the wet mixer.
  expect(layers.flat().filter(({ kind }) => kind === 'passing')).toEqual([
    { kind: 'passing', link: 2 },
    { kind: 'passing', link: 4 },
  ]);
});

test('only the link that closes a cycle leads back', () => {
  const links = [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 1 },
    { from: 1, to: 3 },
  ];
  expect(layersOf(4, links).isBack).toEqual([false, false, true, false]);
});

test('no boxes overlap, all are inside the picture, and every belt joins its stations', () => {
  fc.assert(
    fc.property(lines, fc.constantFrom(360, 800, 1200, 1800), ({ count, links }, width) => {
      const { boxes, routes, width: wide, height } = layoutOf(count, links, { ...ROOM, width });
      expect(boxes).toHaveLength(count);
      boxes.forEach((box, i) => {
        expect(box.width).toBeGreaterThan(0);
        expect([box.x >= 0, box.y >= 0, box.x + box.width <= wide + 0.01, box.y + box.height <= height + 0.01]).toEqual(
          [true, true, true, true],
        );
        expect(boxes.findIndex((other, j) => j > i && overlap(box, other))).toBe(-1);
      });
      links.forEach(({ from, to }, i) => {
        const [start, end, route] = [boxes[from], boxes[to], routes[i]];
        if (start === undefined || end === undefined || route === undefined) throw new Error('no route');
        expect(touches(start, route.at(0)) && touches(end, route.at(1))).toBe(true);
        expect(route.length).toBeGreaterThan(0);
      });
    }),
  );
});

test('a line runs from left to right, turns round where it does not fit, and runs down on a phone', () => {
  const chain = Array.from({ length: 11 }, (_, i): Link => ({ from: i, to: i + 1 }));
  const wide = layoutOf(12, chain, { ...ROOM, width: 3000 }).boxes;
  expect(new Set(wide.map(({ y }) => y)).size).toBe(1);
  const turned = layoutOf(12, chain, { ...ROOM, width: 1100 }).boxes;
  const rows = [...new Set(turned.map(({ y }) => y))];
  expect(rows.length).toBeGreaterThan(1);
  const second = turned.filter(({ y }) => y === rows[1]).map(({ x }) => x);
  expect(second.toSorted((one, other) => other - one)).toEqual(second);
  const phone = layoutOf(12, chain, { ...ROOM, width: 360 }).boxes;
  expect(new Set(phone.map(({ y }) => y)).size).toBe(12);
});
