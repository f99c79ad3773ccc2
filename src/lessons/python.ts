/** Python and TypeScript side by side: the constructs of the Python course, and the differences that cause errors. */

/** docs/lectures.md shows the same table. */
export const PYTHON_AND_TYPESCRIPT: readonly (readonly [python: string, typescript: string, bites: string])[] = [
  ['__iter__, __next__', '[Symbol.iterator](), next()', 'returns {value, done}'],
  ['def eggs(): yield egg', 'function* eggs() { yield egg }', '-'],
  ['ing = yield', 'const ing = yield', '-'],
  ['next(g)', 'g.next()', 'read .value'],
  ['g.send(x)', 'g.next(x)', 'one method for both'],
  ['TypeError if not primed', 'g.next(x), not primed', 'x is dropped'],
  ['StopIteration', '{ done: true }', 'nothing is thrown'],
  ['g.close(), GeneratorExit', 'g.return()', 'only finally sees it'],
  ['next_coroutine.send(x)', 'send(x), given from outside', 'receiver unknown'],
];
