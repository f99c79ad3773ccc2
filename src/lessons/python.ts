/** Python and TypeScript side by side: the shapes of the Python course, and the differences that bite. */

/** As in the README. */
export const PYTHON_AND_TYPESCRIPT: readonly (readonly [python: string, typescript: string, bites: string])[] = [
  ['__iter__, __next__', '[Symbol.iterator](), next()', 'the answer is { value, done }'],
  ['def eggs(): yield egg', 'function* eggs() { yield egg }', 'the star makes it a generator'],
  ['ing = yield', 'const ing = yield', 'none'],
  ['next(g)', 'g.next()', 'what it yields is in .value'],
  ['g.send(x)', 'g.next(x)', 'one method for both'],
  ['g.send(x), not primed', 'g.next(x), not primed', 'Python: TypeError; here x is dropped'],
  ['StopIteration', '{ done: true }', 'nothing is thrown, ever after'],
  ['g.close(), GeneratorExit', 'g.return()', 'finally runs, no except sees it'],
  ['next_coroutine.send(x)', 'send(x), given from outside', 'it never learns who is next'],
];
