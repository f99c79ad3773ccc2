/** The call stack at a moment, read from the stack of an error. */

/** The frames of a line of stations, with those of a test runner or a terminal below them. */
const MOST_FRAMES = 100;

/** Those of the named functions that are on the call stack now, innermost first. */
export function functionsOnStack(names: readonly string[]): string[] {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = MOST_FRAMES;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = usual;
  // `at oven (file...)`. A bundler adds a number to a name that it has seen before. The frame `at oven.next` is not counted.
  const frames = [...stack.matchAll(/^ +at ([A-Za-z]+)\d*(?= \()/gm)].map(([, name = '']) => name);
  return frames.filter((name) => names.includes(name));
}
