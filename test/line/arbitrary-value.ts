/** Values of every sort that can be cloned. */
import * as fc from 'fast-check';

const leaf = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'grapheme' }),
  fc.boolean(),
  fc.bigInt(),
  fc.constantFrom(null, undefined, Number.NaN, -0, 0),
  fc.date(),
  fc.uint8Array(),
  fc.float64Array(),
  fc.constantFrom(/a+/g, /a+/i, new Error('late')),
);

/** Nested values. */
export const cloneable = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('object'), tie('map'), tie('set')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  map: fc.array(fc.tuple(leaf, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  set: fc.array(leaf, { maxLength: 4 }).map((entries) => new Set(entries)),
})).value;
