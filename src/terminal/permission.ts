/** Errors of Node's permission model: which flag allows the operation. */

const FLAGS: Readonly<Record<string, string>> = {
  FileSystemRead: '--allow-fs-read',
  FileSystemWrite: '--allow-fs-write',
  ChildProcess: '--allow-child-process',
  WorkerThreads: '--allow-worker',
  Addon: '--allow-addons',
  WASI: '--allow-wasi',
  Net: '--allow-net',
  Inspector: '--allow-inspector',
};

/** The missing permission in one line, if the permission model caused the error; otherwise null. */
export function missingPermission(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!('code' in cause) || cause.code !== 'ERR_ACCESS_DENIED') continue;
    const permission = 'permission' in cause ? String(cause.permission) : 'a permission';
    const resource = 'resource' in cause && cause.resource !== '' ? ` for ${String(cause.resource)}` : '';
    const flag = FLAGS[permission];
    return `Node's permission model refuses ${permission}${resource}: start node ${flag === undefined ? 'without --permission' : `with ${flag}`}`;
  }
  return null;
}
