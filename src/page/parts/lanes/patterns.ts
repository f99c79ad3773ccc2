/** How a state looks: work is solid, a rest is striped, waiting is thin. Nobody needs to distinguish colours. */

import type { SpanState } from '../../../trace/spans.ts';
import type { Paints } from '../palette.ts';

const TILE = 10;

export type Fills = Readonly<Record<SpanState, string | CanvasPattern>>;

/** How much of a lane's height each state fills. */
export const HEIGHT_OF: Readonly<Record<SpanState, number>> = {
  work: 1,
  rest: 1,
  input: 0.14,
  room: 0.4,
  redo: 1,
  dead: 1,
};

/** @param scale screen pixels per page pixel, for sharp stripes */
export function fillsFor(context: CanvasRenderingContext2D, engine: string, paints: Paints, scale: number): Fills {
  const colour = paints.engine(engine);
  return {
    work: colour,
    rest: tiled(context, scale, (tile) => {
      tile.globalAlpha = 0.3;
      tile.fillStyle = colour;
      tile.fillRect(0, 0, TILE, TILE);
      tile.globalAlpha = 1;
      tile.strokeStyle = colour;
      tile.lineWidth = 3;
      for (const shift of [-TILE, 0, TILE]) {
        tile.beginPath();
        tile.moveTo(shift, TILE);
        tile.lineTo(shift + TILE, 0);
        tile.stroke();
      }
    }),
    input: paints.waiting,
    room: tiled(context, scale, (tile) => {
      tile.fillStyle = paints.blocked;
      tile.fillRect(0, 0, TILE / 2, TILE / 2);
      tile.fillRect(TILE / 2, TILE / 2, TILE / 2, TILE / 2);
    }),
    redo: tiled(context, scale, (tile) => {
      tile.globalAlpha = 0.55;
      tile.fillStyle = colour;
      tile.fillRect(0, 0, TILE, TILE);
      tile.globalAlpha = 1;
      tile.strokeStyle = paints.paper;
      tile.lineWidth = 2;
      hatch(tile);
    }),
    dead: tiled(context, scale, (tile) => {
      tile.strokeStyle = paints.blocked;
      tile.lineWidth = 1.5;
      hatch(tile);
    }),
  };
}

/** Lines in both directions. */
function hatch(tile: CanvasRenderingContext2D): void {
  tile.beginPath();
  tile.moveTo(0, 0);
  tile.lineTo(TILE, TILE);
  tile.moveTo(TILE, 0);
  tile.lineTo(0, TILE);
  tile.stroke();
}

function tiled(
  context: CanvasRenderingContext2D,
  scale: number,
  draw: (tile: CanvasRenderingContext2D) => void,
): string | CanvasPattern {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(TILE * scale);
  const tile = canvas.getContext('2d');
  if (tile === null) return 'grey';
  tile.scale(scale, scale);
  draw(tile);
  const pattern = context.createPattern(canvas, 'repeat');
  if (pattern === null) return 'grey';
  pattern.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, 0, 0]));
  return pattern;
}
