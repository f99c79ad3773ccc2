/** Colour, if the terminal supports it and the user has not switched it off. */
import { styleText } from 'node:util';

export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** NO_COLOR and FORCE_COLOR decide first (no-color.org, force-color.org), then the terminal. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  const disabled = NO_COLOR !== undefined && NO_COLOR !== '';
  const coloured = !disabled && (forced || (stream.isTTY === true && stream.hasColors()));
  return coloured ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text;
}
