/** The call stack as a picture: the function that runs is on top, and each one was called by the one below it. */
import stringWidth from 'string-width';

/**
 * @param frames the functions on the stack, innermost first
 * @param running what the innermost one does, in a few words
 */
export function stackPicture(frames: readonly string[], running: string): string[] {
  const width = Math.max(...frames.map((frame) => stringWidth(frame)));
  const edge = '─'.repeat(width + 2);
  const rows = frames.map((frame, place) => {
    const note = place === 0 ? `  <- ${running}` : '';
    return `  │ ${frame}${' '.repeat(width - stringWidth(frame))} │${note}`;
  });
  return [`  ┌${edge}┐`, ...rows, `  └${edge}┘`];
}
