/** Bytes change hands: from `send` on they are the receiver's, under every engine. */
import { show } from '../printable.ts';
import { isShared } from '../shared-memory.ts';
import type { Bytes } from './kinds.ts';

/**
 * What the receiver gets. A whole buffer is taken from the sender, whose own is empty afterwards. A part of a buffer is copied:
 * the rest of it may hold anything, for instance other small Buffers of Node.
 *
 * @throws TypeError when it is neither an ArrayBuffer nor a view of one, or when it has been sent before
 */
export function ownBytes(item: unknown): Bytes {
  if (isPlainBuffer(item)) return taken(item);
  if (!isPlainView(item))
    throw new TypeError(`Cannot send: expected an ArrayBuffer or a typed array, found ${foundText(item)}`);
  checkNotSent(item.buffer);
  const { buffer, byteOffset, byteLength } = item;
  const whole = byteOffset === 0 && byteLength === buffer.byteLength;
  return viewLike(item, whole ? taken(buffer) : buffer.slice(byteOffset, byteOffset + byteLength));
}

/** A copy of bytes that a receiver owns. */
export function copyOfBytes(item: unknown): Bytes {
  if (isPlainBuffer(item)) return item.slice(0);
  if (!isPlainView(item)) throw new TypeError(`expected bytes, found ${show(item)}`);
  const { buffer, byteOffset, byteLength } = item;
  return viewLike(item, buffer.slice(byteOffset, byteOffset + byteLength));
}

/** The buffer of bytes, to be transferred. */
export function bufferOf(item: Bytes): ArrayBuffer {
  return item instanceof ArrayBuffer ? item : item.buffer;
}

function isPlainBuffer(item: unknown): item is ArrayBuffer {
  return item instanceof ArrayBuffer;
}

/** Whether it is a view of memory that is not shared. */
export function isPlainView(item: unknown): item is ArrayBufferView<ArrayBuffer> {
  return ArrayBuffer.isView(item) && item.buffer instanceof ArrayBuffer;
}

/** A move within one thread. It costs less than a microsecond, whatever the size. */
function taken(buffer: ArrayBuffer): ArrayBuffer {
  checkNotSent(buffer);
  return structuredClone(buffer, { transfer: [buffer] });
}

/** @throws TypeError when the buffer has been sent: it is another's now */
function checkNotSent(buffer: ArrayBuffer): void {
  if (buffer.byteLength === 0 && isDetached(buffer))
    throw new TypeError('Cannot send: expected bytes, found a buffer that has been sent before');
}

/** A detached buffer of Node 20 has no `detached`. A view of it cannot be made. */
function isDetached(buffer: ArrayBuffer): boolean {
  try {
    return new Uint8Array(buffer) === null;
  } catch {
    return true;
  }
}

type ViewConstructor = new (buffer: ArrayBuffer) => ArrayBufferView<ArrayBuffer>;

/** Node has it from version 24 on; the types of Node 20 do not know it. */
const { Float16Array }: { readonly Float16Array?: ViewConstructor; readonly Uint8Array: unknown } = globalThis;

/** The types of views that structured clone knows. A subclass, such as Node's Buffer, arrives as the type below it. */
const VIEWS: ReadonlyMap<string, ViewConstructor> = new Map<string, ViewConstructor>(
  [
    Int8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    ...(Float16Array === undefined ? [] : [Float16Array]),
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  ].map((type) => [type.name, type]),
);

/** A view of a whole buffer, of the same type as another view. */
function viewLike(view: ArrayBufferView, buffer: ArrayBuffer): ArrayBufferView<ArrayBuffer> {
  const name = Object.prototype.toString.call(view).slice('[object '.length, -1);
  return new (VIEWS.get(name) ?? Uint8Array)(buffer);
}

function foundText(item: unknown): string {
  if (ArrayBuffer.isView(item)) return 'a view of shared memory';
  return isShared(item) ? 'shared memory' : show(item);
}
