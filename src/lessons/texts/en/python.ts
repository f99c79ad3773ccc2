/** Python and TypeScript side by side: the constructs of the Python course, and the differences that cause errors. */

/** docs/lectures.md shows the same table. */
export const PYTHON_AND_TYPESCRIPT: readonly (readonly [python: string, typescript: string, bites: string])[] = [
  ['__iter__, __next__', '[Symbol.iterator](), next()', 'returns {value, done}'],
  ['def g(): yield x', 'function* g() { yield x }', '-'],
  ['ing = yield', 'const ing = yield', '-'],
  ['next(g)', 'g.next()', 'read .value'],
  ['g.send(x)', 'g.next(x)', 'one method for both'],
  ['TypeError if not primed', 'g.next(x), not primed', 'x is dropped'],
  ['StopIteration', '{ done: true }', 'nothing is thrown'],
  ['StopIteration.value', '{ value: x, done: true }', 'what return x gives'],
  ['for x in g: break', 'for (const x of g) break', 'only JS closes g'],
  ['g.close(), GeneratorExit', 'g.return()', 'runs finally, not catch'],
  ['g.throw(error)', 'g.throw(error)', 'arrives at the yield'],
  ['r = yield from g', 'const r = yield* g', 'r is what g returns'],
  ['async def f()', 'async function f()', 'JS runs f without await'],
  ['next_coroutine.send(x)', 'send(x), given from outside', 'station knows no receiver'],
];
