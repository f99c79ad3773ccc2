/** The function that is measured. */

export type Callable = (input: unknown) => unknown;

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** What a module exports under a name. A CommonJS module that was compiled has its exports in the default one. */
export function exportOf(module: Readonly<Record<string, unknown>>, name: string): unknown {
  if (name in module) return module[name];
  const { default: whole } = module;
  return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
}
