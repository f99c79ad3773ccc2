/** An item kind as plain data, which any thread can be sent. */

/** A number of fixed size, or a truth value. */
export const FIELD_TYPES = ['i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'f32', 'f64', 'bool'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

/**
 * - `clone`: any value that can be cloned.
 * - `bytes`: an ArrayBuffer, or a typed array.
 * - `ints`: an integer of 32 bits.
 * - `places`: a place in the alphabet of the line: an integer of 16 bits.
 * - `record`: an object with fields of fixed size.
 */
export type KindSpec =
  | { readonly kind: 'clone' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'ints' }
  | { readonly kind: 'places'; readonly names: readonly string[] }
  | { readonly kind: 'record'; readonly fields: readonly Field[] };

export type KindName = KindSpec['kind'];

/** The kinds whose items all have one size. Shared memory carries these and no others. */
export type FixedKindSpec = Extract<KindSpec, { readonly kind: 'ints' | 'places' | 'record' }>;

export function hasFixedSize(spec: KindSpec): spec is FixedKindSpec {
  return spec.kind !== 'clone' && spec.kind !== 'bytes';
}
