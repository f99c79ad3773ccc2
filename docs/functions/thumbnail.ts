/** One function to ask `cake-factory pays` about: it halves a picture. Its input and its output are buffers, which can be transferred. */

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** A picture of half the width and half the height: each pixel is the mean of four. */
export function halve({ width, height, pixels }: Picture): Picture {
  const half = { width: width >> 1, height: height >> 1 };
  const mean = new Uint8Array(half.width * half.height * 4);
  const below = width * 4;
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const from = y * 2 * below + x * 8;
      for (let channel = from; channel < from + 4; channel++)
        mean[to++] =
          (byte(pixels, channel) +
            byte(pixels, channel + 4) +
            byte(pixels, channel + below) +
            byte(pixels, channel + below + 4)) >>
          2;
    }
  }
  return { ...half, pixels: mean };
}

function byte(bytes: Uint8Array, place: number): number {
  return bytes[place] ?? 0;
}

/** What it is called with, where nothing else is said. */
export function* samples(): Generator<Picture> {
  for (let picture = 0; picture < 8; picture++) {
    const [width, height] = [800, 600];
    const pixels = new Uint8Array(width * height * 4);
    for (let i = 0; i < pixels.length; i++) pixels[i] = (i * (picture + 7)) >> 3;
    yield { width, height, pixels };
  }
}
