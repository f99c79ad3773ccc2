/** This package as users import it: by its name, even where it is not installed beside their file, as with npx. */
import { createRequire } from 'node:module';
import { FROM_SOURCES, moduleUrl } from './own-files.ts';

/** What users import, and the module behind each name. */
export const OWN_NAMES: Readonly<Record<string, string>> = {
  'cake-factory': 'src/index',
  'cake-factory/cake': 'src/cake/index',
  'cake-factory/pays': 'src/pays/index',
};

/** The end of the name of a compiled file. A thread that imports one asks Node for the positions in the original. */
export const COMPILED = '.own.mjs';

type Resolve = (name: string, context: unknown, next: NextResolve) => unknown;
type NextResolve = (name: string, context?: unknown) => unknown;
type RegisterHooks = (hooks: { readonly resolve: Resolve }) => unknown;

let isResolved = false;

/** From Node 22.15 on: a name of this package that Node does not find is this very package. For an older Node see user-module.ts. */
export function resolveOwnPackage(): void {
  if (isResolved || FROM_SOURCES) return;
  isResolved = true;
  const registerHooks = hooksOfNode();
  if (!isRegisterHooks(registerHooks)) return;
  registerHooks({
    resolve(name, context, next) {
      const own = OWN_NAMES[name];
      if (own === undefined) return next(name, context);
      try {
        return next(name, context);
      } catch {
        return { url: moduleUrl(own), shortCircuit: true };
      }
    },
  });
}

/** Whether this Node finds this package by its name, wherever the file is that imports it. */
export function resolvesOwnPackage(): boolean {
  return isRegisterHooks(hooksOfNode());
}

function hooksOfNode(): unknown {
  return Reflect.get(createRequire(import.meta.url)('node:module'), 'registerHooks');
}

function isRegisterHooks(value: unknown): value is RegisterHooks {
  return typeof value === 'function';
}
