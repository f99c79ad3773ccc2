/** Which export of a module is meant. */
import { expect, test } from 'vitest';
import { exportOf } from '../../src/pays/callable.ts';

test.each<[string, Readonly<Record<string, unknown>>, string, unknown]>([
  ['a name', { resize: 1, default: 2 }, 'resize', 1],
  ['the default export', { resize: 1, default: 2 }, 'default', 2],
  ['a name of a CommonJS module', { default: { resize: 3 } }, 'resize', 3],
  ['a name that both have', { resize: 1, default: { resize: 3 } }, 'resize', 1],
  ['no name', { resize: 1, default: null }, 'shrink', undefined],
  ['no name of a CommonJS module', { default: { resize: 3 } }, 'shrink', undefined],
])('%s', (_, module, name, found) => {
  expect(exportOf(module, name)).toBe(found);
});
